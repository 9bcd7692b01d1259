package io.serval.netty.internal;

import io.netty.util.AsciiString;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The names of fields that most requests have, so that they need not be made anew for each. */
final class FieldNames {
    private static final int SLOTS = 256;
    private static final @Nullable AsciiString[] KNOWN = new AsciiString[SLOTS];

    static {
        List<String> names = List.of(
                "Host",
                "Connection",
                "Content-Type",
                "Content-Length",
                "Accept",
                "Accept-Encoding",
                "Accept-Language",
                "User-Agent",
                "Cookie",
                "Origin",
                "Referer",
                "Authorization",
                "Cache-Control",
                "Transfer-Encoding",
                "If-None-Match",
                "If-Modified-Since",
                "X-Forwarded-For",
                "X-Forwarded-Proto",
                "X-Request-Id",
                "Upgrade");
        for (String name : names) {
            AsciiString known = AsciiString.cached(name);
            byte[] bytes = name.getBytes(StandardCharsets.US_ASCII);
            KNOWN[slot(bytes, bytes.length)] = known;
        }
    }

    private FieldNames() {}

    /** Returns the name that the line begins with. */
    static AsciiString of(byte[] line, int length) {
        AsciiString known = KNOWN[slot(line, length)];
        if (known != null && Arrays.equals(known.array(), 0, known.length(), line, 0, length)) {
            return known;
        }
        return new AsciiString(line, 0, length, false);
    }

    private static int slot(byte[] name, int length) {
        return (length * 31 + name[0] * 7 + name[length - 1]) & (SLOTS - 1);
    }
}
