/** Starts an application: flags, ready line, drain. */
@org.jspecify.annotations.NullMarked
module io.serval.cli {
    requires transitive io.serval.core;
    requires transitive io.serval.live;
    requires transitive io.serval.sql;
    requires io.serval.netty;
    requires java.logging;
    requires jdk.unsupported;

    exports io.serval.cli;
}
