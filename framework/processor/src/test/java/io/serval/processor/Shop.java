package io.serval.processor;

import com.google.testing.compile.JavaFileObjects;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.JavaFileObject;

/** The application in the test resources. */
final class Shop {
    static final List<String> ROUTES = List.of(
            "shop.routes._middleware",
            "shop.routes.orders.index",
            "shop.routes.orders._error",
            "shop.routes.orders.$id.index",
            "shop.routes.orders.$id.attachments",
            "shop.routes.orders.$id.chat",
            "shop.routes.orders.$id.events",
            "shop.routes.orders.$id.invoice");

    private static final List<String> OTHERS =
            List.of("shop.Shop", "shop.Order", "shop.Orders", "shop.Live", "shop.OrderShipped");

    private Shop() {}

    static List<JavaFileObject> sources() {
        return Stream.concat(OTHERS.stream(), ROUTES.stream())
                .map(name -> JavaFileObjects.forResource(resource(name)))
                .toList();
    }

    static String resource(String className) {
        return className.replace('.', '/') + ".java";
    }
}
