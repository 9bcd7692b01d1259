/** Writes a binder beside each class of a {@code routes} tree, when it is compiled; nothing of it is needed at run time. */
@org.jspecify.annotations.NullMarked
module io.serval.processor {
    requires io.serval.core;
    requires transitive java.compiler;
    requires static transitive org.jspecify;

    exports io.serval.processor;

    provides javax.annotation.processing.Processor with
            io.serval.processor.RouteProcessor;
}
