package io.serval.core.internal.constraint;

import java.util.regex.Pattern;

/** The form of email addresses: RFC 5321, section 4.1.2, with the letters of all scripts as in RFC 6531. */
public final class EmailAddress {
    private static final int LONGEST = 254;
    private static final int LONGEST_LOCAL = 64;

    /** What follows can only match in one way, so that no text takes longer than its length. */
    private static final String ATOM = "[\\p{L}\\p{N}\\p{M}!#$%&'*+/=?^_`{|}~-]++";

    private static final String LABEL = "[\\p{L}\\p{N}](?:[\\p{L}\\p{N}\\p{M}-]{0,61}[\\p{L}\\p{N}\\p{M}])?";
    private static final Pattern LOCAL =
            Pattern.compile(ATOM + "(?:\\." + ATOM + ")*+" + "|\"(?:[^\\p{Cntrl}\"\\\\]|\\\\[^\\p{Cntrl}])*+\"");
    private static final Pattern DOMAIN =
            Pattern.compile(LABEL + "(?:\\." + LABEL + ")*+" + "|\\[(?:[0-9.]{7,15}|IPv6:[0-9A-Fa-f:.]{2,45})]");

    private EmailAddress() {}

    /** Whether the text has the form of an address. */
    public static boolean is(String text) {
        int at = text.lastIndexOf('@');
        return at > 0
                && at <= LONGEST_LOCAL
                && text.length() <= LONGEST
                && LOCAL.matcher(text.substring(0, at)).matches()
                && DOMAIN.matcher(text.substring(at + 1)).matches();
    }
}
