package io.serval.netty;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a stream of bytes means by RFC 9112: a second opinion, written from its grammar as expressions, slowly and over
 * all bytes at once. The decoder must come to the same, however the bytes arrive.
 */
public final class Reference {
    private static final String TOKEN = "[!#$%&'*+.^_`|~0-9A-Za-z-]+";
    private static final String TEXT = "\\t\\x20-\\x7e\\x80-\\xff";
    private static final Pattern REQUEST_LINE =
            Pattern.compile("(" + TOKEN + ") ([\\x21\\x24-\\x3b=\\x3f-\\x7e]+) HTTP/([0-9])\\.([0-9])");
    private static final Pattern FIELD = Pattern.compile("(" + TOKEN + "):[ \\t]*([" + TEXT + "]*?)[ \\t]*");
    private static final Pattern CHUNK_SIZE = Pattern.compile("([0-9A-Fa-f]+)((?:[ \\t]*;[ \\t]*" + TOKEN
            + "(?:[ \\t]*=[ \\t]*(?:" + TOKEN + "|\"(?:[" + TEXT + "&&[^\"\\\\]]|\\\\[" + TEXT + "])*\"))?)*)");

    /** How the stream ends. */
    public enum End {
        BETWEEN_REQUESTS,
        WITHIN_A_REQUEST,
        REFUSED
    }

    /** A request; its body may have been cut short. */
    public record Message(String method, String target, String body) {}

    /**
     * What the stream means.
     *
     * @param status of the refusal, 0 if there is none
     */
    public record Meaning(List<Message> messages, End end, int status) {}

    private static final class Refused extends Exception {
        private static final long serialVersionUID = 1;

        private final int status;

        Refused(int status) {
            super("refused with " + status, null, false, false);
            this.status = status;
        }
    }

    private static final class Incomplete extends Exception {
        private static final long serialVersionUID = 1;

        Incomplete() {
            super("incomplete", null, false, false);
        }
    }

    private final String stream;
    private final Limits limits;
    private final List<Message> messages = new ArrayList<>();
    private int at;

    private Reference(String stream, Limits limits) {
        this.stream = stream;
        this.limits = limits;
    }

    /** Reads a stream, given as Latin-1. */
    public static Meaning read(String stream, Limits limits) {
        return new Reference(stream, limits).read();
    }

    private Meaning read() {
        try {
            while (at < stream.length()) {
                request();
            }
            return new Meaning(messages, End.BETWEEN_REQUESTS, 0);
        } catch (Incomplete e) {
            return new Meaning(messages, End.WITHIN_A_REQUEST, 0);
        } catch (Refused e) {
            return new Meaning(messages, End.REFUSED, e.status);
        }
    }

    private void request() throws Refused, Incomplete {
        String line = line(limits.lineBytes(), 414);
        if (line.isEmpty()) {
            if (at == stream.length()) {
                return;
            }
            line = line(limits.lineBytes(), 414);
        }
        Matcher start = REQUEST_LINE.matcher(line);
        if (!start.matches()) {
            throw new Refused(400);
        }
        if (!start.group(3).equals("1")) {
            throw new Refused(505);
        }
        var lengths = new ArrayList<String>();
        var codings = new ArrayList<String>();
        for (Matcher field : fields()) {
            if (field.group(1).equalsIgnoreCase("content-length")) {
                lengths.add(field.group(2));
            } else if (field.group(1).equalsIgnoreCase("transfer-encoding")) {
                codings.add(field.group(2));
            }
        }
        if (!codings.isEmpty()) {
            check(codings, lengths, start.group(4));
        } else if (lengths.size() > 1
                || (lengths.size() == 1 && !lengths.getFirst().matches("[0-9]{1,18}"))) {
            throw new Refused(400);
        }
        var body = new StringBuilder();
        try {
            if (!codings.isEmpty()) {
                chunks(body);
            } else if (!lengths.isEmpty()) {
                data(Long.parseLong(lengths.getFirst()), body);
            }
        } finally {
            messages.add(new Message(start.group(1), start.group(2), body.toString()));
        }
    }

    private static void check(List<String> codings, List<String> lengths, String minor) throws Refused {
        String coding = String.join(", ", codings).toLowerCase(Locale.ROOT);
        boolean once = coding.matches("(.*,[ \\t]*)?chunked") && !coding.matches("(.*,)?[ \\t]*chunked[ \\t]*,.*");
        if (!lengths.isEmpty() || minor.equals("0") || !once) {
            throw new Refused(400);
        }
        if (!coding.equals("chunked")) {
            throw new Refused(501);
        }
    }

    private void chunks(StringBuilder body) throws Refused, Incomplete {
        int extensions = 0;
        while (true) {
            Matcher size = CHUNK_SIZE.matcher(line(limits.headerBytes() - extensions + 15, 400));
            if (!size.matches() || size.group(1).length() > 15) {
                throw new Refused(400);
            }
            extensions += size.group(2).length();
            if (extensions > limits.headerBytes()) {
                throw new Refused(400);
            }
            long length = Long.parseLong(size.group(1), 16);
            if (length == 0) {
                fields();
                return;
            }
            data(length, body);
            line(0, 400);
        }
    }

    private void data(long length, StringBuilder body) throws Incomplete {
        int there = (int) Math.min(length, stream.length() - at);
        body.append(stream, at, at + there);
        at += there;
        if (there < length) {
            throw new Incomplete();
        }
    }

    private List<Matcher> fields() throws Refused, Incomplete {
        var fields = new ArrayList<Matcher>();
        int room = limits.headerBytes();
        for (String line = line(room, 431); !line.isEmpty(); line = line(room, 431)) {
            room -= line.length();
            Matcher field = FIELD.matcher(line);
            if (fields.size() == limits.headerFields()) {
                throw new Refused(431);
            }
            if (!field.matches()) {
                throw new Refused(400);
            }
            fields.add(field);
        }
        return fields;
    }

    private String line(int most, int tooLong) throws Refused, Incomplete {
        int end = stream.indexOf('\n', at);
        if (end < 0 && stream.length() - at < most + 2) {
            throw new Incomplete();
        }
        if (end < 0 || end - at > most + 1) {
            throw new Refused(tooLong);
        }
        if (end == at || stream.charAt(end - 1) != '\r') {
            throw new Refused(400);
        }
        String line = stream.substring(at, end - 1);
        at = end + 1;
        return line;
    }
}
