/** Rooms that WebSockets join. */
@org.jspecify.annotations.NullMarked
module io.serval.rooms {
    requires transitive io.serval.core;
    requires transitive io.serval.live;

    exports io.serval.rooms;

    opens io.serval.rooms to
            tools.jackson.databind;
}
