package io.serval.testkit.internal;

import io.serval.core.Headers;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Bodies for people to read. */
public final class Texts {
    private static final int LONGEST = 8_000;

    private Texts() {}

    /** Returns the body as text if its media type says that it is text; never more than a screenful or two. */
    public static String of(byte[] body, Headers headers) {
        String type = headers.first("Content-Type").orElse("text/plain").toLowerCase(Locale.ROOT);
        boolean text = type.startsWith("text/")
                || type.contains("json")
                || type.contains("xml")
                || type.contains("x-www-form-urlencoded")
                || type.startsWith("multipart/");
        if (!text) {
            return "(" + body.length + " bytes of " + type + ")";
        }
        String whole = new String(body, StandardCharsets.UTF_8);
        return whole.length() <= LONGEST ? whole : whole.substring(0, LONGEST) + "… (" + body.length + " bytes in all)";
    }
}
