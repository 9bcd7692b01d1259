package io.serval.core;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A request target in origin form (RFC 9112 §3.2.1): split first, then decoded, then normalised, so that scope and
 * handler see the same string and an encoded slash never splits a segment.
 */
record Target(List<String> segments, Query query) {
    static Target parse(String target) {
        if (!target.startsWith("/")) {
            throw new ProblemException(
                    Problem.of(400, "The request target must begin with '/', not be '" + target + "'."));
        }
        int mark = target.indexOf('?');
        String path = mark < 0 ? target : target.substring(0, mark);
        var segments = new ArrayList<String>();
        for (String raw : path.split("/")) {
            String segment = decode(raw);
            if (segment.equals("..")) {
                if (!segments.isEmpty()) {
                    segments.removeLast();
                }
            } else if (!segment.isEmpty() && !segment.equals(".")) {
                segments.add(segment);
            }
        }
        return new Target(List.copyOf(segments), Query.parse(mark < 0 ? "" : target.substring(mark + 1)));
    }

    String path() {
        return "/" + String.join("/", segments);
    }

    private static String decode(String raw) {
        if (raw.indexOf('%') < 0) {
            return raw;
        }
        var bytes = new ByteArrayOutputStream(raw.length());
        for (int i = 0; i < raw.length(); i++) {
            char c = raw.charAt(i);
            if (c != '%') {
                bytes.writeBytes(String.valueOf(c).getBytes(StandardCharsets.UTF_8));
                continue;
            }
            int high = i + 1 < raw.length() ? Character.digit(raw.charAt(i + 1), 16) : -1;
            int low = i + 2 < raw.length() ? Character.digit(raw.charAt(i + 2), 16) : -1;
            if (high < 0 || low < 0) {
                throw broken(raw);
            }
            bytes.write(high * 16 + low);
            i += 2;
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes.toByteArray()))
                    .toString();
        } catch (CharacterCodingException e) {
            throw broken(raw);
        }
    }

    private static ProblemException broken(String raw) {
        return new ProblemException(Problem.of(400, "The path has a broken percent-encoding: '" + raw + "'."));
    }
}
