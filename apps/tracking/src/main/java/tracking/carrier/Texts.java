package tracking.carrier;

/** Makes text from outside safe to keep: to store, to compare and to show in one line. */
final class Texts {

    /** More than any status or place name; keeps an absurd answer out of rows and messages. */
    static final int LIMIT = 1_000;

    private Texts() {}

    /**
     * The text without surrounding space, each run of white space and control characters as one space, cut after about
     * {@value #LIMIT} characters. NUL and lone surrogates, which JSON may carry and PostgreSQL refuses, do not survive.
     */
    static String clean(String text) {
        return clean(text, LIMIT);
    }

    /** The beginning of the text, clean, for an error message. */
    static String excerpt(String text) {
        return clean(text, 200);
    }

    private static String clean(String text, int limit) {
        StringBuilder clean = new StringBuilder(Math.min(text.length(), limit) + 1);
        boolean gap = false;
        for (int i = 0; i < text.length() && clean.length() < limit; ) {
            int point = text.codePointAt(i);
            i += Character.charCount(point);
            if (Character.isWhitespace(point) || Character.isSpaceChar(point) || Character.isISOControl(point)) {
                gap = !clean.isEmpty();
            } else {
                if (gap) {
                    clean.append(' ');
                    gap = false;
                }
                clean.appendCodePoint(Character.getType(point) == Character.SURROGATE ? 0xFFFD : point);
            }
        }
        return clean.toString();
    }
}
