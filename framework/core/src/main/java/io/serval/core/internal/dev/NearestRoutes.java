package io.serval.core.internal.dev;

import io.serval.core.Operation;
import io.serval.core.Route;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The routes of an application by their likeness to a path that none of them has, the nearest first.
 *
 * @param all every route
 * @param likely how many of them are near enough to be what was meant
 */
record NearestRoutes(List<Route> all, int likely) {
    private static final int MOST_LIKELY = 3;

    private record Ranked(Route route, int distance) {}

    static NearestRoutes of(List<String> segments, List<Route> routes) {
        List<Ranked> ranked = routes.stream()
                .map(route -> new Ranked(route, distance(segments, templateOf(route))))
                .sorted(Comparator.comparingInt(Ranked::distance)
                        .thenComparing(each -> each.route().path()))
                .toList();
        int tolerated = Math.max(2, String.join("", segments).length() / 3);
        long near = ranked.stream().filter(each -> each.distance() <= tolerated).count();
        return new NearestRoutes(ranked.stream().map(Ranked::route).toList(), (int) Math.min(near, MOST_LIKELY));
    }

    List<Route> likelyOnes() {
        return all.subList(0, likely);
    }

    String sentence() {
        String guess = likely == 0
                ? ""
                : "Did you mean " + likelyOnes().stream().map(Route::path).collect(Collectors.joining(" or ")) + "? ";
        return guess + "The routes are "
                + all.stream().map(route -> verbs(route) + route.path()).collect(Collectors.joining(", ")) + ".";
    }

    private static String verbs(Route route) {
        String verbs = verbsOf(route);
        return verbs.isEmpty() ? "" : verbs + " ";
    }

    static String verbsOf(Route route) {
        return route.operations().stream()
                .map(Operation::verb)
                .map(Enum::name)
                .distinct()
                .collect(Collectors.joining(", "));
    }

    private static List<String> templateOf(Route route) {
        return Arrays.stream(route.path().split("/", -1))
                .filter(segment -> !segment.isEmpty())
                .toList();
    }

    /** How many letters to change to get from the path to one that the template fits. */
    private static int distance(List<String> path, List<String> template) {
        int[][] cost = new int[path.size() + 1][template.size() + 1];
        for (int i = 0; i <= path.size(); i++) {
            for (int j = 0; j <= template.size(); j++) {
                if (i == 0 && j == 0) {
                    continue;
                }
                int least = Integer.MAX_VALUE;
                if (i > 0) {
                    least = cost[i - 1][j] + path.get(i - 1).length() + 1;
                }
                if (j > 0) {
                    least = Math.min(least, cost[i][j - 1] + missing(template.get(j - 1)));
                }
                if (i > 0 && j > 0) {
                    least = Math.min(least, cost[i - 1][j - 1] + between(path.get(i - 1), template.get(j - 1)));
                }
                cost[i][j] = least;
            }
        }
        return cost[path.size()][template.size()];
    }

    private static int missing(String segment) {
        return segment.startsWith("{") ? 2 : segment.length() + 1;
    }

    private static int between(String segment, String template) {
        return template.startsWith("{") ? 0 : letters(segment, template);
    }

    /** The edit distance of Levenshtein, with bounds, as a client chooses one of the texts. */
    private static int letters(String one, String other) {
        String a = one.substring(0, Math.min(one.length(), 100));
        int[] before = new int[other.length() + 1];
        Arrays.setAll(before, i -> i);
        for (int i = 1; i <= a.length(); i++) {
            int[] row = new int[other.length() + 1];
            row[0] = i;
            for (int j = 1; j <= other.length(); j++) {
                int same = a.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1;
                row[j] = Math.min(before[j - 1] + same, 1 + Math.min(before[j], row[j - 1]));
            }
            before = row;
        }
        return before[other.length()] + one.length() - a.length();
    }
}
