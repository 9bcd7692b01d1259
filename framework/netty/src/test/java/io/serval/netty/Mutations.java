package io.serval.netty;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/** Streams of bytes that are nearly those of the table: strung together, cut, spliced, and spoilt. One seed, one stream. */
public final class Mutations {
    private static final List<String> WORDS = List.of(
            "\r",
            "\n",
            "\r\n",
            "\r\n\r\n",
            " ",
            "\t",
            "\0",
            ":",
            ";",
            ",",
            "\"",
            "\\",
            "=",
            "0",
            "1",
            "a",
            "f",
            "+",
            "-",
            "\u0080",
            "\u00ff",
            "0\r\n\r\n",
            "5\r\nhello\r\n",
            "Content-Length: 5\r\n",
            "Content-Length: 0\r\n",
            "Transfer-Encoding: chunked\r\n",
            "Host: a\r\n",
            "Expect: 100-continue\r\n",
            "Connection: close\r\n",
            "GET / HTTP/1.1\r\nHost: a\r\n\r\n",
            " HTTP/1.0",
            ";a=\"b\"");
    private static final List<byte[]> SEEDS =
            ByteTable.cases().stream().map(ByteTable.Case::sent).toList();

    private Mutations() {}

    /** Returns the stream of a seed, as Latin-1. */
    public static String stream(long seed) {
        RandomGenerator random = new SplittableRandom(seed);
        var stream = new StringBuilder();
        for (int parts = 1 + random.nextInt(3); parts > 0; parts--) {
            stream.append(row(random));
        }
        for (int changes = random.nextInt(5); changes > 0; changes--) {
            change(stream, random);
        }
        return stream.toString();
    }

    /** Cuts a stream into pieces, few or many. */
    public static List<byte[]> pieces(String stream, RandomGenerator random) {
        int longest = 1 << random.nextInt(12);
        var pieces = new ArrayList<byte[]>();
        int at = 0;
        while (at < stream.length()) {
            int end = Math.min(stream.length(), at + 1 + random.nextInt(longest));
            pieces.add(stream.substring(at, end).getBytes(StandardCharsets.ISO_8859_1));
            at = end;
        }
        return pieces;
    }

    private static void change(StringBuilder stream, RandomGenerator random) {
        int at = random.nextInt(stream.length() + 1);
        int end = Math.min(stream.length(), at + 1 + random.nextInt(20));
        switch (random.nextInt(7)) {
            case 0, 1 -> stream.insert(at, WORDS.get(random.nextInt(WORDS.size())));
            case 2 -> stream.delete(at, end);
            case 3 -> stream.insert(at, stream.substring(at, end));
            case 4 -> stream.replace(at, Math.min(stream.length(), at + 1), "" + (char) random.nextInt(256));
            case 5 -> {
                String other = row(random);
                stream.insert(at, other.substring(random.nextInt(other.length())));
            }
            default -> stream.setLength(at);
        }
    }

    private static String row(RandomGenerator random) {
        return new String(SEEDS.get(random.nextInt(SEEDS.size())), StandardCharsets.ISO_8859_1);
    }
}
