package served.routes.colours;

record $colour() {
    int get(served.Colour colour, int times) {
        return times * (1 + colour.ordinal());
    }
}
