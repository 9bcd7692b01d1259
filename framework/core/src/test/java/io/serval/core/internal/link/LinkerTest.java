package io.serval.core.internal.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.serval.core.Binder;
import io.serval.core.Dispatcher;
import io.serval.core.Services;
import io.serval.core.StartupException;
import java.lang.invoke.MethodHandles;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LinkerTest {
    @TempDir
    Path folder;

    private Tree tree;

    @BeforeEach
    void begin() throws Exception {
        tree = new Tree(folder);
    }

    @AfterEach
    void end() throws Exception {
        tree.close();
    }

    @Test
    @DisplayName("row 155: binders are found by their records in a folder, in the order of the classes' names")
    void inFolder() throws Exception {
        tree.route("shop.routes.users.$id", "/users/{id}")
                .route("shop.routes.index", "/")
                .compile();

        assertThat(Linker.link(tree.inFolder()).binders())
                .extracting(binder -> ((Binder.OfRoute) binder).route().path())
                .containsExactly("/", "/users/{id}");
    }

    @Test
    @DisplayName("row 154: binders are found in a jar as well")
    void inJar() throws Exception {
        tree.route("shop.routes.users.$id", "/users/{id}").compile();

        assertThat(Linker.link(tree.inJar()).binders()).hasSize(1);
    }

    @Test
    @DisplayName("an application without routes has no binders")
    void empty() throws Exception {
        tree.compile();

        assertThat(Linker.link(tree.inFolder()).binders()).isEmpty();
    }

    @Test
    @DisplayName("row 156: the record of a class that was deleted is ignored")
    void deleted() throws Exception {
        tree.route("shop.routes.index", "/")
                .route("shop.routes.about", "/about")
                .compile();
        Files.delete(tree.classes().resolve("shop/routes/about.class"));

        assertThat(Linker.link(tree.inFolder()).binders()).hasSize(1);
    }

    @Test
    @DisplayName("records of another application's tree are ignored")
    void foreignTree() throws Exception {
        tree.route("shop.routes.index", "/").route("shop.routes2.index", "/two").compile();

        assertThat(Linker.link(tree.inFolder()).binders()).hasSize(1);
    }

    @Test
    @DisplayName("a route that was compiled without the processor is found, with the sentence that switches it on")
    void noBinder() throws Exception {
        tree.route("shop.routes.index", "/")
                .source("shop.routes.users.$id", "interface $id { static String get(long id) { return \"\"; } }")
                .compile();

        for (MethodHandles.Lookup application : new MethodHandles.Lookup[] {tree.inFolder(), tree.inJar()}) {
            assertThatThrownBy(() -> Linker.link(application))
                    .isInstanceOf(StartupException.class)
                    .hasMessageContainingAll(
                            "\n    shop/routes/users/$id.java:1", "serval-processor", "annotationProcessorPaths");
        }
    }

    @Test
    @DisplayName("a _middleware or _error that was compiled without the processor is found: a guard must not vanish")
    void noGuard() throws Exception {
        tree.source("shop.routes._middleware", "class _middleware {}")
                .source("shop.routes.users._error", "class _error {}")
                .compile();

        assertThatThrownBy(() -> Linker.link(tree.inFolder()).binders())
                .isInstanceOf(StartupException.class)
                .hasMessageContaining("\n    shop/routes/_middleware.java:1\n    shop/routes/users/_error.java:1");
    }

    @Test
    @DisplayName("row 54: nested classes, helpers, private files and binders are no routes")
    void noFalseAlarm() throws Exception {
        tree.route("shop.routes.index", "/")
                .source("shop.routes.Dto", "record Dto(long id) { String text() { return \"\"; } }")
                .source(
                        "shop.routes.Holder",
                        "class Holder { static class Inner { void get() {} } private void post() {} }")
                .source("shop.routes._lib.Cache", "class Cache { String get(String key) { return key; } }")
                .source("shop.routes._helper", "class _helper { void get() {} }")
                .compile();

        assertThat(Linker.link(tree.inFolder()).binders()).hasSize(1);
    }

    @Test
    @DisplayName("row 64: a record is reason enough to link a class, whatever its constants' types")
    void constantOfSubtype() throws Exception {
        tree.source("shop.Mine", "public interface Mine extends Handler {}")
                .source(
                        "shop.routes.index",
                        "class index { static final shop.Mine get = request -> Response.of(204); }")
                .source("shop.routes.index_Binder", """
                        public final class index_Binder implements Binder.OfRoute {
                            public Route route() { return new Route("/", "shop.routes.index", "", List.of()); }
                            public Map<Verb, Handler> bind(Services services) { return Map.of(Verb.GET, index.get); }
                        }""")
                .record("shop.routes.index", "shop.routes.index_Binder")
                .compile();

        assertThat(Linker.link(tree.inFolder()).binders()).hasSize(1);
    }

    @Test
    @DisplayName("an application in a package called routes is refused, as the processor takes that for the tree")
    void routesAbove() throws Exception {
        tree.source("shop.routes.web.Main", "public class Main {}").compile();

        assertThatThrownBy(() -> Linker.link(tree.inFolder("shop.routes.web.Main")))
                .isInstanceOf(StartupException.class)
                .hasMessageContainingAll("shop.routes.web.Main", "Rename the package");
    }

    @Test
    @DisplayName("a binder that is gone, or is none, stops the start and says what to do")
    void brokenBinder() throws Exception {
        tree.source("shop.routes.index", "class index { void get() {} }")
                .record("shop.routes.index", "shop.routes.index_Binder")
                .source("shop.routes.about", "class about { void get() {} }")
                .record("shop.routes.about", "shop.Shop")
                .compile();

        assertThatThrownBy(() -> Linker.link(tree.inFolder()).binders())
                .isInstanceOf(StartupException.class)
                .hasMessageContainingAll("shop.routes.about", "does not load", "compile again");
    }

    @Test
    @DisplayName("a service that nobody provided stops the start; the message names the route and the type")
    void missingService() throws Exception {
        tree.source("shop.Orders", "public class Orders {}")
                .source("shop.routes.index", "record index(shop.Orders orders) { void get() {} }")
                .source("shop.routes.index_Binder", """
                        public final class index_Binder implements Binder.OfRoute {
                            public Route route() { return new Route("/", "shop.routes.index", "", List.of()); }
                            public Map<Verb, Handler> bind(Services services) {
                                var route = new index(services.get(shop.Orders.class, index.class));
                                return Map.of(Verb.GET, request -> { route.get(); return Response.of(204); });
                            }
                        }""")
                .record("shop.routes.index", "shop.routes.index_Binder")
                .compile();
        Dispatcher.Builder builder = Dispatcher.builder().application(tree.inFolder());
        var services = new Services();
        services.provide("a text");

        assertThatThrownBy(() -> builder.build(services))
                .isInstanceOf(StartupException.class)
                .hasMessageContainingAll("shop.routes.index needs a shop.Orders", "app.provide(…)", "[String]");
    }
}
