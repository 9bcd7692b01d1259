package io.serval.core;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.regex.Pattern;

/** Percent-encoding of UTF-8 (RFC 3986 §2.1), read strictly. */
final class PercentEncoding {
    /** What stands for itself in a segment of a path (RFC 3986 §3.3), besides letters and digits. */
    private static final String PLAIN = "-._~!$&'()*+,;=:@";

    private static final Pattern BROKEN = Pattern.compile("%(?![0-9A-Fa-f]{2})");

    private PercentEncoding() {}

    /**
     * Decodes the text.
     *
     * @throws IllegalArgumentException if an encoding is broken, is not UTF-8, or stands for NUL, which no text holds
     */
    static String decode(String text) {
        if (text.indexOf('%') < 0) {
            return checked(text);
        }
        byte[] encoded = text.getBytes(StandardCharsets.UTF_8);
        var decoded = ByteBuffer.allocate(encoded.length);
        for (int i = 0; i < encoded.length; i++) {
            if (encoded[i] != '%') {
                decoded.put(encoded[i]);
            } else if (i + 2 < encoded.length) {
                decoded.put((byte) (HexFormat.fromHexDigit(encoded[++i]) << 4 | HexFormat.fromHexDigit(encoded[++i])));
            } else {
                throw new IllegalArgumentException(text);
            }
        }
        try {
            return checked(
                    StandardCharsets.UTF_8.newDecoder().decode(decoded.flip()).toString());
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException(text, e);
        }
    }

    /** Encodes a segment of a path. */
    static String encode(String segment) {
        return encode(segment, PLAIN);
    }

    /** Encodes what a URI reference may not hold (RFC 3986 §4.1), and leaves alone what is encoded already. */
    static String encodeReference(String reference) {
        String kept = BROKEN.matcher(reference).replaceAll("%25");
        return encode(kept, PLAIN + "/?#[]%");
    }

    private static String encode(String text, String plain) {
        var encoded = new StringBuilder(text.length());
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            boolean kept = b > 0 && (Character.isLetterOrDigit(b) || plain.indexOf(b) >= 0);
            if (kept) {
                encoded.append((char) b);
            } else {
                encoded.append('%').append(HexFormat.of().withUpperCase().toHexDigits(b));
            }
        }
        return encoded.toString();
    }

    private static String checked(String text) {
        if (text.indexOf('\0') >= 0) {
            throw new IllegalArgumentException("NUL");
        }
        return text;
    }
}
