package served.routes.files;

class $$path {
    java.util.List<String> get(java.util.List<String> path) {
        return path;
    }
}
