package io.serval.processor;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javax.annotation.processing.Filer;
import javax.annotation.processing.ProcessingEnvironment;
import javax.annotation.processing.Processor;
import javax.lang.model.element.Element;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OriginTest {
    @TempDir
    Path folder;

    @Test
    @DisplayName("row 156: each output stems from one class, so that a build tool deletes it with the class")
    void oneOriginEach() {
        var outputs = new ArrayList<String>();

        new Project(folder)
                .processors(() -> List.of(recording(outputs)))
                .source("shop/routes/users/$id.java", """
                        package shop.routes.users;

                        record $id() {
                            void get(long id) {}
                        }
                        """)
                .source("shop/routes/about.java", """
                        package shop.routes;

                        record about() {
                            void get() {}
                        }
                        """)
                .compile();

        assertThat(outputs)
                .containsExactlyInAnyOrder(
                        "shop.routes.users.$id_Binder of [shop.routes.users.$id]",
                        "META-INF/serval/routes/shop.routes.users.$id of [shop.routes.users.$id]",
                        "shop.routes.about_Binder of [shop.routes.about]",
                        "META-INF/serval/routes/shop.routes.about of [shop.routes.about]");
    }

    /** Returns the processor with a note of each output and the elements that it is said to stem from. */
    private static Processor recording(List<String> outputs) {
        var processor = new RouteProcessor();
        return proxy(
                Processor.class,
                (method, arguments) -> {
                    if (method.equals("init")) {
                        arguments[0] = recording((ProcessingEnvironment) arguments[0], outputs);
                    }
                    return arguments;
                },
                processor);
    }

    private static ProcessingEnvironment recording(ProcessingEnvironment environment, List<String> outputs) {
        Filer filer = proxy(
                Filer.class,
                (method, arguments) -> {
                    Object name = method.equals("createResource") ? arguments[2] : arguments[0];
                    outputs.add(name + " of " + Arrays.toString((Element[]) arguments[arguments.length - 1]));
                    return arguments;
                },
                environment.getFiler());
        return (ProcessingEnvironment) Proxy.newProxyInstance(
                OriginTest.class.getClassLoader(),
                new Class<?>[] {ProcessingEnvironment.class},
                (proxy, method, arguments) ->
                        method.getName().equals("getFiler") ? filer : method.invoke(environment, arguments));
    }

    private interface Watch {
        Object[] call(String method, Object[] arguments);
    }

    private static <T> T proxy(Class<T> type, Watch watch, T target) {
        return type.cast(Proxy.newProxyInstance(
                OriginTest.class.getClassLoader(),
                new Class<?>[] {type},
                (proxy, method, arguments) ->
                        method.invoke(target, arguments == null ? null : watch.call(method.getName(), arguments))));
    }
}
