/** Requests, responses, routing, scopes and the life of an application. */
@SuppressWarnings("module") // the modules named below are compiled after this one
@org.jspecify.annotations.NullMarked
module io.serval.core {
    requires static transitive jakarta.validation;
    requires transitive org.jspecify;
    requires re2j;
    requires transitive tools.jackson.databind;
    requires org.apache.commons.fileupload2.core;
    requires org.apache.commons.io;

    exports io.serval.core;
    exports io.serval.core.internal.http to
            io.serval.processor;
    exports io.serval.core.internal.path to
            io.serval.processor;
    exports io.serval.core.internal.stream to
            io.serval.netty,
            io.serval.testkit;
}
