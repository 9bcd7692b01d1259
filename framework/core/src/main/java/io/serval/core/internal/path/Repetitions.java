package io.serval.core.internal.path;

import java.util.ArrayDeque;

/**
 * How long a regex is with its repetitions written out: {@code (ab{3}){2}} has eight characters. The engine writes them out,
 * so a short regex could fill the memory.
 */
final class Repetitions {
    private static final long ENDLESS = 1_000_000_000;

    private final String regex;
    private int at;

    private Repetitions(String regex) {
        this.regex = regex;
    }

    /** Counts a class or an escape as one character, and operators as none. The regex may be broken. */
    static long writtenOut(String regex) {
        return new Repetitions(regex).count();
    }

    private long count() {
        var outer = new ArrayDeque<Long>();
        long length = 0;
        while (at < regex.length()) {
            char c = regex.charAt(at++);
            long atom = "|*+?".indexOf(c) < 0 ? 1 : 0;
            if (c == '(') {
                outer.push(length);
                length = 0;
                continue;
            } else if (c == ')' && !outer.isEmpty()) {
                atom = length;
                length = outer.pop();
            } else if (c == '[') {
                skipClass();
            } else if (c == '\\') {
                atom = escape();
            }
            length = Math.min(ENDLESS, length + repeated(atom));
        }
        return length;
    }

    private long repeated(long atom) {
        long length = atom;
        for (Bounds bounds = Bounds.at(regex, at); bounds != null; bounds = Bounds.at(regex, at)) {
            length = Math.min(ENDLESS, length * Math.max(1, Math.max(bounds.min(), bounds.max())));
            at = bounds.end();
        }
        return length;
    }

    private void skipClass() {
        at += regex.startsWith("^", at) ? 1 : 0;
        at += regex.startsWith("]", at) ? 1 : 0;
        while (at < regex.length() && regex.charAt(at) != ']') {
            if (regex.startsWith("[:", at)) {
                at = after(":]");
            } else {
                at += regex.charAt(at) == '\\' ? 2 : 1;
            }
        }
        at++;
    }

    /** In {@code \x{1000}} and {@code \p{Greek}} braces are no repetition, and between {@code \Q} and {@code \E} nothing is. */
    private long escape() {
        int start = at;
        if (regex.startsWith("Q", at)) {
            at = after("\\E");
            return at - start;
        }
        boolean braces = at < regex.length() && "xpP".indexOf(regex.charAt(at)) >= 0 && regex.startsWith("{", at + 1);
        at = braces ? after("}") : at + 1;
        return 1;
    }

    private int after(String token) {
        int found = regex.indexOf(token, at);
        return found < 0 ? regex.length() : found + token.length();
    }
}
