package io.serval.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Executable;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class ApiTest {
    @Test
    @DisplayName("no public signature mentions an internal type")
    void noInternalTypes() throws Exception {
        assertThat(publicTypes())
                .hasSizeGreaterThan(30)
                .allSatisfy(type -> assertThat(signatures(type))
                        .as("%s", type)
                        .noneMatch(signature -> signature.contains(".internal.")));
    }

    @Test
    @DisplayName("no public signature mentions Jackson: what reads JSON can be replaced")
    void noJackson() throws Exception {
        assertThat(publicTypes())
                .allSatisfy(type -> assertThat(signatures(type))
                        .as("%s", type)
                        .noneMatch(signature -> signature.contains("jackson")));
    }

    private static List<Class<?>> publicTypes() throws Exception {
        Path classes = Path.of(
                Scope.class.getProtectionDomain().getCodeSource().getLocation().toURI());
        try (Stream<Path> files = Files.list(classes.resolve("io/serval/core"))) {
            return files.filter(file -> file.toString().endsWith(".class"))
                    .<Class<?>>map(ApiTest::load)
                    .filter(ApiTest::isApi)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Class<?> load(Path file) {
        String name = file.getFileName().toString().replace(".class", "");
        try {
            return Class.forName("io.serval.core." + name, false, ApiTest.class.getClassLoader());
        } catch (ClassNotFoundException e) {
            throw new AssertionError(e);
        }
    }

    private static boolean isApi(Class<?> type) {
        Class<?> outer = type.getEnclosingClass();
        return Modifier.isPublic(type.getModifiers()) && (outer == null || isApi(outer));
    }

    private static List<String> signatures(Class<?> type) {
        Stream<String> fields = Arrays.stream(type.getDeclaredFields())
                .filter(field -> visible(field.getModifiers()))
                .map(Field::toGenericString);
        Stream<String> executables = Stream.concat(
                        Arrays.stream(type.getDeclaredConstructors()),
                        Arrays.<Executable>stream(type.getDeclaredMethods()))
                .filter(each -> visible(each.getModifiers()) && !(each instanceof Method m && m.isSynthetic()))
                .map(Executable::toGenericString);
        return Stream.concat(Stream.of(type.toGenericString()), Stream.concat(fields, executables))
                .toList();
    }

    private static boolean visible(int modifiers) {
        return Modifier.isPublic(modifiers) || Modifier.isProtected(modifiers);
    }
}
