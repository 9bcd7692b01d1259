package io.serval.netty.internal;

import java.util.BitSet;

/** The classes of bytes that HTTP knows (RFC 9110 §5.6). */
final class Syntax {
    private static final BitSet TOKEN = new BitSet(128);

    static {
        TOKEN.set('0', '9' + 1);
        TOKEN.set('A', 'Z' + 1);
        TOKEN.set('a', 'z' + 1);
        "!#$%&'*+-.^_`|~".chars().forEach(TOKEN::set);
    }

    private Syntax() {}

    /** Whether it may be in a token (§5.6.2). */
    static boolean isToken(byte b) {
        return b > 0 && TOKEN.get(b);
    }

    /** Whether it may be in the value of a field (§5.5): all but controls, of which the tab is allowed. */
    static boolean isText(byte b) {
        return b < 0 || (b >= ' ' && b != 0x7f) || b == '\t';
    }

    /** Whether it is the white space that may be around a value (§5.6.3). */
    static boolean isSpace(byte b) {
        return b == ' ' || b == '\t';
    }

    /** Returns the index behind the token that begins there; the same index if none does. */
    static int token(byte[] line, int from) {
        int at = from;
        while (at < line.length && isToken(line[at])) {
            at++;
        }
        return at;
    }

    /** Returns the index behind the white space that begins there. */
    static int space(byte[] line, int from) {
        int at = from;
        while (at < line.length && isSpace(line[at])) {
            at++;
        }
        return at;
    }
}
