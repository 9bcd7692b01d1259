package io.serval.netty;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The table of {@code http/*.txt}: what a client sends, byte by byte, and what it gets. Its README tells how it is read. */
final class ByteTable {
    private static final List<String> FILES =
            List.of("request-line", "fields", "host", "length", "coding", "chunks", "connection");
    private static final Pattern LINE_END = Pattern.compile("\n");

    private ByteTable() {}

    /**
     * An answer.
     *
     * @param echo what the body says of the request that was served; empty if it does not matter
     */
    record Expected(int status, String echo) {
        boolean interim() {
            return status < 200;
        }

        boolean bodiless() {
            return echo.equals("HEAD");
        }
    }

    /** A row. */
    record Case(String title, byte[] sent, List<Expected> answers, boolean closes) {
        @Override
        public String toString() {
            return title;
        }
    }

    static List<Case> cases() {
        return FILES.stream().flatMap(ByteTable::read).toList();
    }

    private static Stream<Case> read(String file) {
        try (InputStream in = Objects.requireNonNull(ByteTable.class.getResourceAsStream("/http/" + file + ".txt"))) {
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return Pattern.compile("\n\n").splitAsStream(text.strip()).map(ByteTable::parse);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Case parse(String text) {
        String title = "";
        var sent = new StringBuilder();
        var answers = new ArrayList<Expected>();
        String end = "";
        for (String line : LINE_END.split(text)) {
            if (line.startsWith("# ") && title.isEmpty()) {
                title = line.substring(2);
            } else if (line.equals("=> open") || line.equals("=> close")) {
                end = line.substring(3);
            } else if (line.startsWith("=> ")) {
                answers.add(new Expected(
                        Integer.parseInt(line.substring(3, 6)),
                        new String(bytes(line.substring(6).stripLeading()), StandardCharsets.ISO_8859_1)));
            } else {
                sent.append(line);
            }
        }
        if (title.isEmpty() || answers.isEmpty() || end.isEmpty()) {
            throw new IllegalArgumentException("A case has a title, bytes, answers and an end, unlike this:\n" + text);
        }
        return new Case(title, bytes(sent.toString()), List.copyOf(answers), end.equals("close"));
    }

    /** Resolves the escapes. */
    static byte[] bytes(String text) {
        var out = new ByteArrayOutputStream();
        int at = 0;
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c != '\\') {
                out.write(c);
                at++;
                continue;
            }
            switch (text.charAt(at + 1)) {
                case 'r' -> out.write('\r');
                case 'n' -> out.write('\n');
                case 't' -> out.write('\t');
                case '\\' -> out.write('\\');
                case 'x' -> {
                    out.write(Integer.parseInt(text.substring(at + 2, at + 4), 16));
                    at += 2;
                }
                case '*' -> {
                    int open = text.indexOf('{', at);
                    int close = closing(text, open);
                    byte[] again = bytes(text.substring(open + 1, close));
                    for (int i = Integer.parseInt(text.substring(at + 2, open)); i > 0; i--) {
                        out.writeBytes(again);
                    }
                    at = close - 1;
                }
                default -> throw new IllegalArgumentException("There is no such escape: " + text.substring(at));
            }
            at += 2;
        }
        return out.toByteArray();
    }

    private static int closing(String text, int open) {
        int depth = 0;
        for (int at = open; at < text.length(); at++) {
            depth += switch (text.charAt(at)) {
                case '{' -> 1;
                case '}' -> -1;
                default -> 0;
            };
            if (depth == 0) {
                return at;
            }
        }
        throw new IllegalArgumentException("A brace is open: " + text.substring(open));
    }
}
