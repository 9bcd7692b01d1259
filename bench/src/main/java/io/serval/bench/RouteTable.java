package io.serval.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A thousand routes as a large application has them: a hundred resources with fixed paths (400), one parameter (300), two
 * (200) and three (80), and some rests (20).
 */
public final class RouteTable {
    /** What a path that is looked up goes to. */
    public enum Kind {
        STATIC,
        ONE_PARAMETER,
        THREE_PARAMETERS
    }

    private static final int RESOURCES = 100;
    private static final int DEEP = 80;

    private RouteTable() {}

    /** The templates, in Serval's form. */
    static List<String> templates() {
        var templates = new ArrayList<String>();
        for (int i = 0; i < RESOURCES; i++) {
            String base = base(i);
            templates.add("/admin/" + resource(i));
            templates.add(base);
            templates.add(base + "/search");
            templates.add(base + "/export");
            templates.add(base + "/{id}");
            templates.add(base + "/{id}/items");
            templates.add(base + "/{id}/history");
            templates.add(base + "/{id}/items/{item}");
            templates.add(base + "/{id}/notes/{note}");
            templates.add(i < DEEP ? base + "/{id}/items/{item}/parts/{part}" : "/files/" + resource(i) + "/{path...}");
        }
        return List.copyOf(templates);
    }

    /** Paths of the kind, each to another resource, in an order that no branch predictor learns. */
    static String[] paths(Kind kind) {
        return IntStream.range(0, 64)
                .map(i -> i * 37 % DEEP)
                .mapToObj(i -> switch (kind) {
                    case STATIC -> base(i) + "/search";
                    case ONE_PARAMETER -> base(i) + "/48" + i;
                    case THREE_PARAMETERS -> base(i) + "/48" + i + "/items/7/parts/a-" + i;
                })
                .toArray(String[]::new);
    }

    private static String base(int i) {
        return "/api/v1/" + resource(i);
    }

    private static String resource(int i) {
        List<String> words =
                List.of("orders", "users", "shipments", "invoices", "products", "carriers", "tickets", "rooms");
        return words.get(i % words.size()) + "-" + i;
    }
}
