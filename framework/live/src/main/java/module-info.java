/** The log of events, and its delivery as JSON pages, server-sent events and WebSockets. */
@SuppressWarnings("module") // the module named below is compiled after this one
@org.jspecify.annotations.NullMarked
module io.serval.live {
    requires transitive io.serval.core;
    requires transitive io.serval.sql;

    exports io.serval.live;
    exports io.serval.live.internal to
            io.serval.rooms;
}
