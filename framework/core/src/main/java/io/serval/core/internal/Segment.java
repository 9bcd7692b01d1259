package io.serval.core.internal;

import java.util.ArrayList;
import java.util.List;

/** One segment of a path template. */
sealed interface Segment {
    /** Fits the text and nothing else. */
    record Literal(String text) implements Segment {}

    /** Fits any one segment. */
    record Parameter(String name) implements Segment {}

    /** Fits one or more segments up to the end. */
    record Rest(String name) implements Segment {}

    /** Reads a template as binders write it: {@code /files/{id}/{path...}}. */
    static List<Segment> parse(String template) {
        var segments = new ArrayList<Segment>();
        for (String part : template.split("/")) {
            if (part.startsWith("{") && part.endsWith("...}")) {
                segments.add(new Rest(part.substring(1, part.length() - 4)));
            } else if (part.startsWith("{") && part.endsWith("}")) {
                segments.add(new Parameter(part.substring(1, part.length() - 1)));
            } else if (!part.isEmpty()) {
                segments.add(new Literal(part));
            }
        }
        return List.copyOf(segments);
    }

    /** Whether the folder's template holds the route's template. */
    static boolean within(List<Segment> folder, List<Segment> route) {
        return folder.size() <= route.size() && route.subList(0, folder.size()).equals(folder);
    }

    /** Whether a folder without parameters holds the path. */
    static boolean staticallyWithin(List<Segment> folder, List<String> path) {
        if (folder.size() > path.size()) {
            return false;
        }
        for (int i = 0; i < folder.size(); i++) {
            if (!(folder.get(i) instanceof Literal literal) || !literal.text().equals(path.get(i))) {
                return false;
            }
        }
        return true;
    }
}
