package io.serval.core;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** The value of {@code Content-Disposition} for what is to be saved (RFC 6266 §4). */
final class Attachment {
    private static final String PLAIN = "!#$&+-.^_`|~";

    private Attachment() {}

    /** Returns the value: the name in ASCII for old clients, and as it is for others (RFC 8187 §3.2). */
    static String named(String fileName) {
        String ascii = fileName.replaceAll("[^ -~]", "_").replaceAll("[\"%/\\\\]", "_");
        String value = "attachment; filename=\"" + ascii + '"';
        return ascii.equals(fileName) ? value : value + "; filename*=UTF-8''" + encoded(fileName);
    }

    private static String encoded(String fileName) {
        var encoded = new StringBuilder();
        for (byte b : fileName.getBytes(StandardCharsets.UTF_8)) {
            if (b > 0 && (Character.isLetterOrDigit(b) || PLAIN.indexOf(b) >= 0)) {
                encoded.append((char) b);
            } else {
                encoded.append('%').append(HexFormat.of().withUpperCase().toHexDigits(b));
            }
        }
        return encoded.toString();
    }
}
