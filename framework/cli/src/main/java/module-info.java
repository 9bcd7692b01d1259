/** Starts an application: configuration, ready line, health, drain. */
@org.jspecify.annotations.NullMarked
module io.serval.cli {
    requires transitive io.serval.core;
    requires transitive io.serval.live;
    requires transitive io.serval.sql;
    requires transitive io.serval.netty;
    requires transitive io.serval.observe;
    requires jdk.unsupported;

    exports io.serval.cli;
}
