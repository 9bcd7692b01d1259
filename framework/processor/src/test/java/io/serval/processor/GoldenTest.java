package io.serval.processor;

import static com.google.testing.compile.Compiler.javac;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.testing.compile.Compilation;
import com.google.testing.compile.JavaFileObjects;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.stream.Stream;
import javax.tools.FileObject;
import javax.tools.StandardLocation;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class GoldenTest {
    private static Compilation shop;

    @BeforeAll
    static void compile() {
        // Whoever uses annotations and a processor for others has to switch the lint 'processing' off.
        shop = javac().withProcessors(new RouteProcessor())
                .withOptions("-Xlint:all,-processing", "-Werror")
                .compile(Shop.sources());
    }

    @Test
    @DisplayName("binders compile without a warning")
    void compilesWithoutWarning() {
        assertThat(shop.diagnostics()).isEmpty();
        assertThat(shop.status()).isEqualTo(Compilation.Status.SUCCESS);
    }

    @DisplayName("row 153: a binder reads as if written by hand, and calls the route directly")
    @ParameterizedTest(name = "{0}")
    @MethodSource("routes")
    void equalsGolden(String route) {
        String binder = Shop.resource(route + "_Binder");

        assertThat(shop.generatedFile(StandardLocation.SOURCE_OUTPUT, binder))
                .hasValueSatisfying(source -> assertThat(source)
                        .extracting(GoldenTest::text)
                        .isEqualTo(text(JavaFileObjects.forResource("golden/" + binder))));
    }

    @DisplayName("a record of the output names the binder")
    @ParameterizedTest(name = "{0}")
    @MethodSource("routes")
    void recordNamesBinder(String route) {
        assertThat(shop.generatedFile(StandardLocation.CLASS_OUTPUT, "META-INF/serval/routes/" + route))
                .hasValueSatisfying(record -> assertThat(text(record)).isEqualTo(route + "_Binder\n"));
    }

    @Test
    @DisplayName("row 54: classes without verbs get no binder")
    void nothingElse() {
        assertThat(shop.generatedSourceFiles()).hasSameSizeAs(Shop.ROUTES);
    }

    static Stream<String> routes() {
        return Shop.ROUTES.stream();
    }

    private static String text(FileObject file) {
        try {
            return file.getCharContent(false).toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
