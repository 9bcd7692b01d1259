/** Middleware that comes with Serval. */
@org.jspecify.annotations.NullMarked
module io.serval.middleware {
    requires transitive io.serval.core;

    exports io.serval.middleware;
}
