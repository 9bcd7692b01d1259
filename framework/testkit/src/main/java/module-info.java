/** Runs an application in the test's process on a free port. */
@org.jspecify.annotations.NullMarked
module io.serval.testkit {
    requires transitive io.serval.cli;
    requires transitive java.net.http;

    exports io.serval.testkit;
}
