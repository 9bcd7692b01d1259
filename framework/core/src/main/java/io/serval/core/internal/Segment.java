package io.serval.core.internal;

import io.serval.core.StartupException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;

/** One segment of a path template. */
sealed interface Segment {
    /** What is between the slashes, or the parameter's name. */
    String text();

    /** Fits the text and nothing else. */
    record Literal(String text) implements Segment {}

    /** Fits any one segment. */
    record Parameter(String text) implements Segment {}

    /** Fits one or more segments up to the end. */
    record Rest(String text) implements Segment {}

    /**
     * Reads a template as binders write it: {@code /files/{id}/{path...}}.
     *
     * @param source who declares it, for messages
     * @throws StartupException if a parameter is named twice (R04) or a rest is not last (R05)
     */
    static List<Segment> parse(String template, String source) {
        List<Segment> segments = parse(template);
        var names = new HashSet<String>();
        for (int i = 0; i < segments.size(); i++) {
            Segment segment = segments.get(i);
            if (!(segment instanceof Literal) && !names.add(segment.text())) {
                throw new StartupException("R04: " + source + " has two parameters called '" + segment.text() + "' in "
                        + template + ". Rename one.");
            }
            if (segment instanceof Rest && i < segments.size() - 1) {
                throw new StartupException("R05: in " + template + " of " + source + " something follows {"
                        + segment.text() + "...}, which takes all there is. Move it before.");
            }
        }
        return segments;
    }

    /** Reads a template that is known to be right. */
    static List<Segment> parse(String template) {
        var segments = new ArrayList<Segment>();
        for (String part : template.split("/", -1)) {
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
