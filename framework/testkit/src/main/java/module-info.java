/** Runs an application in the process of its test, over sockets or in memory. */
@org.jspecify.annotations.NullMarked
module io.serval.testkit {
    requires transitive io.serval.cli;
    requires java.net.http;
    requires tools.jackson.databind;

    exports io.serval.testkit;
}
