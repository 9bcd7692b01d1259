package io.serval.core;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The content codings that a client takes, by how much it likes them (RFC 9110 §12.5.3). A client that does not say gets no
 * coding: it may take any, and yet know none. What cannot be read counts as not said.
 */
public final class AcceptEncoding {
    /** The name of no coding at all. */
    public static final String IDENTITY = "identity";

    private static final AcceptEncoding UNSAID = new AcceptEncoding(Map.of());
    private static final String ANY = "*";
    private static final Pattern WEIGHT = Pattern.compile("[qQ]=([01])(?:\\.([0-9]{0,3}))?");
    private static final int MOST = 1000;
    private static final int MEMBERS = 64;

    /** In thousandths; in lower case. */
    private final Map<String, Integer> weights;

    private AcceptEncoding(Map<String, Integer> weights) {
        this.weights = weights;
    }

    /** Returns what the request says. Of a longer list than any client needs, the beginning counts. */
    public static AcceptEncoding of(Request request) {
        List<String> lines = request.headers().all("Accept-Encoding");
        if (lines.isEmpty()) {
            return UNSAID;
        }
        var weights = new HashMap<String, Integer>();
        for (String line : lines) {
            for (String member : line.split(",", MEMBERS + 1)) {
                if (weights.size() < MEMBERS) {
                    read(member, weights);
                }
            }
        }
        return new AcceptEncoding(weights);
    }

    /**
     * Returns the coding that the client likes best, and of those it likes the same, the first.
     *
     * @param offered names of codings in lower case, best first; {@link #IDENTITY} among them if there is a form without
     * @return empty if the client takes none of them
     */
    public Optional<String> choose(List<String> offered) {
        String best = "";
        int most = 0;
        for (String coding : offered) {
            int weight = 2 * weight(coding) - (coding.equals(IDENTITY) && !weights.containsKey(IDENTITY) ? 1 : 0);
            if (weight > most) {
                most = weight;
                best = coding;
            }
        }
        return best.isEmpty() ? Optional.empty() : Optional.of(best);
    }

    /** Whether the client takes the coding, named in lower case. */
    public boolean accepts(String coding) {
        return weight(coding) > 0;
    }

    private int weight(String coding) {
        if (weights.containsKey(coding)) {
            return weights.get(coding);
        }
        int unless = coding.equals(IDENTITY) ? 1 : 0;
        return weights.getOrDefault(ANY, unless);
    }

    private static void read(String member, Map<String, Integer> weights) {
        String[] parts = member.split(";", 3);
        String name = parts[0].strip().toLowerCase(Locale.ROOT);
        if (name.isEmpty() || parts.length > 2) {
            return;
        }
        int weight = MOST;
        if (parts.length == 2) {
            var written = WEIGHT.matcher(parts[1].strip());
            if (!written.matches()) {
                return;
            }
            String digits = written.group(2) == null ? "" : written.group(2);
            int thousandths = Integer.parseInt((digits + "000").substring(0, 3));
            weight = Math.min(MOST, Integer.parseInt(written.group(1)) * MOST + thousandths);
        }
        weights.putIfAbsent(name.equals("x-gzip") ? "gzip" : name, weight);
    }
}
