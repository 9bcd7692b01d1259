/** Requests, responses, routing, scopes and the life of an application. */
@org.jspecify.annotations.NullMarked
module io.serval.core {
    requires transitive org.jspecify;
    requires transitive tools.jackson.databind;

    exports io.serval.core;
}
