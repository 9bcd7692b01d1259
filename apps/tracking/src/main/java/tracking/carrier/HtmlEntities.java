package tracking.carrier;

import java.nio.charset.Charset;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Character references of HTML as plain text: the numeric ones, and the named ones of XML, of Latin-1 and of common
 * punctuation. A reference needs its semicolon; any other stays as it stands. Decoded once: {@code &amp;auml;} is the
 * text {@code &auml;}.
 */
final class HtmlEntities {

    private static final Pattern REFERENCE = Pattern.compile("&(?:#(\\d{1,9})|#[xX]([0-9a-fA-F]{1,7})|(\\w{2,8}));");

    /** In the order of their code points, from U+00A0 to U+00FF. */
    private static final String LATIN_1 = """
            nbsp iexcl cent pound curren yen brvbar sect uml copy ordf laquo not shy reg macr
            deg plusmn sup2 sup3 acute micro para middot cedil sup1 ordm raquo frac14 frac12 frac34 iquest
            Agrave Aacute Acirc Atilde Auml Aring AElig Ccedil Egrave Eacute Ecirc Euml Igrave Iacute Icirc Iuml
            ETH Ntilde Ograve Oacute Ocirc Otilde Ouml times Oslash Ugrave Uacute Ucirc Uuml Yacute THORN szlig
            agrave aacute acirc atilde auml aring aelig ccedil egrave eacute ecirc euml igrave iacute icirc iuml
            eth ntilde ograve oacute ocirc otilde ouml divide oslash ugrave uacute ucirc uuml yacute thorn yuml
            """;

    private static final Map<String, String> NAMED = named();

    private HtmlEntities() {}

    static String decode(String text) {
        return REFERENCE.matcher(text).replaceAll(HtmlEntities::quoted);
    }

    private static String quoted(MatchResult reference) {
        return Matcher.quoteReplacement(character(reference));
    }

    private static String character(MatchResult reference) {
        if (reference.group(1) != null) {
            return character(Integer.parseInt(reference.group(1)));
        }
        if (reference.group(2) != null) {
            return character(Integer.parseInt(reference.group(2), 16));
        }
        return NAMED.getOrDefault(reference.group(3), reference.group());
    }

    /** HTML reads 0x80 to 0x9F as Windows-1252, and what is no character as U+FFFD. */
    private static String character(int point) {
        if (point >= 0x80 && point <= 0x9F) {
            return new String(new byte[] {(byte) point}, Charset.forName("windows-1252"));
        }
        boolean none =
                point == 0 || !Character.isValidCodePoint(point) || Character.getType(point) == Character.SURROGATE;
        return Character.toString(none ? 0xFFFD : point);
    }

    private static Map<String, String> named() {
        Map<String, String> named = new HashMap<>(Map.of("amp", "&", "lt", "<", "gt", ">", "quot", "\"", "apos", "'"));
        named.putAll(
                Map.of("ndash", "\u2013", "mdash", "\u2014", "hellip", "\u2026", "euro", "\u20AC", "bull", "\u2022"));
        named.putAll(Map.of(
                "lsquo", "\u2018", "rsquo", "\u2019", "sbquo", "\u201A", "ldquo", "\u201C", "rdquo", "\u201D", "bdquo",
                "\u201E"));
        String[] latin1 = LATIN_1.split("\\s+");
        for (int i = 0; i < latin1.length; i++) {
            named.put(latin1[i], Character.toString(0xA0 + i));
        }
        return Map.copyOf(named);
    }
}
