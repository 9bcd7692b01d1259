package io.serval.processor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.stream.Collectors;
import javax.annotation.processing.AbstractProcessor;
import javax.annotation.processing.Processor;
import javax.annotation.processing.RoundEnvironment;
import javax.annotation.processing.SupportedAnnotationTypes;
import javax.lang.model.SourceVersion;
import javax.lang.model.element.TypeElement;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CompilationTest {
    private static final String ABOUT = """
            package shop.routes;

            /** %s */
            record about() {
                String get() {
                    return "";
                }
            }
            """;

    @TempDir
    Path folder;

    @Test
    @DisplayName("row 155: compiling one file changes the outputs of that file only")
    void oneFile() {
        var project = new Project(folder)
                .source("shop/routes/about.java", ABOUT.formatted("Old."))
                .source("shop/routes/users/$id.java", """
                        package shop.routes.users;

                        record $id() {
                            void get(long id) {}
                        }
                        """);
        project.compile();
        var before = project.outputs();

        project.source("shop/routes/about.java", ABOUT.formatted("New.")).compile("shop/routes/about.java");

        var after = project.outputs();
        assertThat(after).hasSameSizeAs(before);
        assertThat(after.entrySet().stream()
                        .filter(output -> !output.getValue().equals(before.get(output.getKey())))
                        .map(Map.Entry::getKey)
                        .collect(Collectors.toSet()))
                .isEqualTo(Set.of("classes/shop/routes/about_Binder.class", "generated/shop/routes/about_Binder.java"));
    }

    @Test
    @DisplayName("a processor holds nothing of one compilation in the next")
    void twoCompilations() {
        var project = new Project(folder).source("shop/routes/about.java", ABOUT.formatted("About."));

        assertThat(project.compile()).isEmpty();
        var first = project.outputs();
        assertThat(project.compile()).isEmpty();
        assertThat(project.outputs()).isEqualTo(first);
    }

    @Test
    @DisplayName("the Javadoc of route and verb is kept as written")
    void javadoc() throws IOException {
        new Project(folder)
                .source("shop/routes/quotes.java", """
                        package shop.routes;

                        /// Says "hello".
                        ///
                        /// - a `C:\\temp`
                        ///   and more
                        record quotes() {
                            /**
                             * Ends in "quotes"
                             * and has \"""three\""" of "them"
                             */
                            void get() {}

                            /** One "line" with a \\. */
                            void delete() {}

                            void put() {}
                        }
                        """)
                .source("shop/Main.java", """
                        package shop;

                        public class Main {
                            public static String docs() {
                                var route = new shop.routes.quotes_Binder().route();
                                var docs = new StringBuilder(route.doc());
                                route.operations().forEach(operation -> docs.append("|").append(operation.doc()));
                                return docs.toString();
                            }
                        }
                        """)
                .compile();

        assertThat(call("shop.Main", "docs")).isEqualTo("""
                Says "hello".

                - a `C:\\temp`
                  and more|Ends in "quotes"
                and has \"""three\""" of "them"|One "line" with a \\.|""");
    }

    @Test
    @DisplayName("a type that another processor writes can be returned")
    void typeOfAnotherProcessor() {
        var project = new Project(folder)
                .source("shop/routes/things.java", """
                        package shop.routes;

                        record things() {
                            java.util.List<shop.Written> get() {
                                return java.util.List.of();
                            }
                        }
                        """)
                .processors(() -> List.of(new RouteProcessor(), new WrittenProcessor()));

        assertThat(project.compile()).isEmpty();
        assertThat(project.outputs()).containsKey("classes/shop/routes/things_Binder.class");
    }

    @Test
    @DisplayName("an application may be a module that knows nothing of the compiler's")
    void module() {
        var project = new Project(folder)
                .source("module-info.java", """
                        open module shop {
                            requires io.serval.core;
                        }
                        """)
                .source("shop/routes/about.java", ABOUT.formatted("About."));

        // An automatic module of the core's draws in all others, and two of the tests' hold the same packages.
        String modules = Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(path -> !path.contains("hamcrest"))
                .collect(Collectors.joining(File.pathSeparator));
        assertThat(project.compileWith(List.of(
                        "--module-path",
                        modules,
                        "-Xlint:all,-processing,-requires-automatic,-requires-transitive-automatic",
                        "-Werror")))
                .isEmpty();
        assertThat(project.outputs().get("generated/shop/routes/about_Binder.java"))
                .doesNotContain("Generated")
                .contains("class about_Binder");
    }

    @Test
    @DisplayName("a deprecated route is bound without a warning")
    void deprecated() {
        var project = new Project(folder).source("shop/routes/old.java", """
                package shop.routes;

                record old() {
                    /**
                     * Does nothing.
                     *
                     * @deprecated use another
                     */
                    @Deprecated(forRemoval = true)
                    void get() {}
                }
                """);

        assertThat(project.compileWith(List.of("-Xlint:all,-processing", "-Werror")))
                .isEmpty();
    }

    @Test
    @DisplayName("the compiler finds the processor on its path")
    void registered() {
        assertThat(ServiceLoader.load(Processor.class).stream().map(ServiceLoader.Provider::type))
                .contains(RouteProcessor.class);
    }

    private Object call(String className, String method) {
        try (var loader = new java.net.URLClassLoader(
                new java.net.URL[] {new Project(folder).classes().toUri().toURL()})) {
            return loader.loadClass(className).getMethod(method).invoke(null);
        } catch (ReflectiveOperationException | IOException e) {
            throw new AssertionError(e);
        }
    }

    /** Writes the class {@code shop.Written} in the first round. */
    @SupportedAnnotationTypes("*")
    private static final class WrittenProcessor extends AbstractProcessor {
        private boolean done;

        @Override
        public SourceVersion getSupportedSourceVersion() {
            return SourceVersion.latest();
        }

        @Override
        public boolean process(Set<? extends TypeElement> annotations, RoundEnvironment round) {
            if (!done) {
                done = true;
                try (Writer writer = processingEnv
                        .getFiler()
                        .createSourceFile("shop.Written")
                        .openWriter()) {
                    writer.write("package shop; public record Written() {}");
                } catch (IOException e) {
                    throw new AssertionError(e);
                }
            }
            return false;
        }
    }
}
