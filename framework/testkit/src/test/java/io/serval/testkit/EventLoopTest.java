package io.serval.testkit;

import static io.serval.testkit.Tree.tree;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.serval.core.StartupException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A route that is marked @OnEventLoop")
class EventLoopTest {
    private static final String MARKED =
            "@OnEventLoop interface quick { static String get(int n) { return \"n\" + n; } }";

    @Test
    @DisplayName("answers as any other")
    void answers() {
        var tree = tree("quick.java", MARKED);

        tree.get("/quick?n=3").is(200).json("\"n3\"");
        tree.get("/quick?n=x").is(400);
        tree.post("/quick").is(405);
    }

    @Test
    @DisplayName("has middleware around it that is marked too")
    void markedMiddleware() {
        var tree = tree(
                "quick.java",
                MARKED,
                "_middleware.java",
                "final class _middleware { @OnEventLoop Response any(Request request, Handler next) throws Exception {"
                        + " return next.handle(request).with(\"X-Seen\", \"yes\"); } }");

        tree.get("/quick?n=3").is(200).has("X-Seen", "yes");
    }

    @Test
    @DisplayName("does not start inside middleware that may block, and the message names both")
    void mayBlock() {
        assertThatThrownBy(() -> tree(
                                "quick.java",
                                MARKED,
                                "_middleware.java",
                                "final class _middleware { Response any(Request request, Handler next) throws Exception {"
                                        + " return next.handle(request); } }")
                        .get("/quick?n=3"))
                .isInstanceOf(StartupException.class)
                .hasMessage(
                        "The route at /quick is @OnEventLoop for get, and the _middleware of /, which runs around it,"
                                + " is not. Mark that too if it never blocks, or take the mark from the route.");
    }

    @Test
    @DisplayName("starts inside middleware that is for other verbs")
    void otherVerbs() {
        var tree = tree(
                "quick.java",
                MARKED,
                "_middleware.java",
                "final class _middleware { Response post(Request request, Handler next) throws Exception {"
                        + " return next.handle(request); } }");

        tree.get("/quick?n=3").is(200);
    }
}
