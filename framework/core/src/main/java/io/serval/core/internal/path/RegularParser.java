package io.serval.core.internal.path;

import java.util.ArrayList;
import java.util.List;

/**
 * Reads the regular subset of the RE2 syntax: literals, classes, {@code \d \w \s}, the dot, groups, alternation and
 * repetition. The regex is known to be one that the engine compiles.
 */
final class RegularParser {
    /** The regex has something that is not of the subset: an anchor, a flag, a Unicode class. */
    static final class Unsupported extends Exception {
        private static final long serialVersionUID = 1;

        Unsupported(String construct) {
            super(construct);
        }
    }

    private static final String SPECIAL = "\\.+*?()|[]{}^$-/_:;,!\"#%&'<=>@`~ ";

    private final String regex;
    private int at;

    private RegularParser(String regex) {
        this.regex = regex;
    }

    static Regular parse(String regex) throws Unsupported {
        return new RegularParser(regex).choice();
    }

    private Regular choice() throws Unsupported {
        var choices = new ArrayList<Regular>();
        choices.add(sequence());
        while (skip("|")) {
            choices.add(sequence());
        }
        return choices.size() == 1 ? choices.getFirst() : new Regular.Choice(List.copyOf(choices));
    }

    private Regular sequence() throws Unsupported {
        var parts = new ArrayList<Regular>();
        while (at < regex.length() && regex.charAt(at) != '|' && regex.charAt(at) != ')') {
            parts.add(repeated(atom()));
        }
        return new Regular.Sequence(List.copyOf(parts));
    }

    private Regular repeated(Regular atom) {
        Regular result = atom;
        if (skip("*")) {
            result = new Regular.Repeat(atom, 0, Regular.FOREVER);
        } else if (skip("+")) {
            result = new Regular.Repeat(atom, 1, Regular.FOREVER);
        } else if (skip("?")) {
            result = new Regular.Repeat(atom, 0, 1);
        } else {
            Bounds bounds = Bounds.at(regex, at);
            if (bounds == null) {
                return atom;
            }
            at = bounds.end();
            result = new Regular.Repeat(atom, bounds.min(), bounds.max());
        }
        // Lazy or not, it fits the same texts.
        skip("?");
        return result;
    }

    private Regular atom() throws Unsupported {
        int c = next();
        return switch (c) {
            case '(' -> group();
            case '[' -> new Regular.One(characterClass());
            case '.' -> new Regular.One(CharSet.NO_NEWLINE);
            case '\\' -> new Regular.One(escaped());
            case '^', '$' -> throw new Unsupported(Character.toString(c));
            default -> new Regular.One(CharSet.of(c, c));
        };
    }

    private Regular group() throws Unsupported {
        if (regex.startsWith("?", at) && !skip("?:")) {
            throw new Unsupported(regex.substring(at - 1, Math.min(at + 3, regex.length())));
        }
        Regular inner = choice();
        skip(")");
        return inner;
    }

    private CharSet characterClass() throws Unsupported {
        boolean negated = skip("^");
        var set = new CharSet(List.of());
        boolean first = true;
        while (first || regex.charAt(at) != ']') {
            first = false;
            if (regex.startsWith("[:", at)) {
                throw new Unsupported("[:");
            }
            CharSet from = member();
            boolean range = regex.startsWith("-", at) && regex.charAt(at + 1) != ']';
            if (range) {
                at++;
                set = set.or(CharSet.of(
                        from.ranges().getFirst().from(),
                        member().ranges().getFirst().to()));
            } else {
                set = set.or(from);
            }
        }
        at++;
        return negated ? set.complement() : set;
    }

    private CharSet member() throws Unsupported {
        int c = next();
        return c == '\\' ? escaped() : CharSet.of(c, c);
    }

    private CharSet escaped() throws Unsupported {
        int c = next();
        return switch (c) {
            case 'd' -> CharSet.DIGITS;
            case 'D' -> CharSet.DIGITS.complement();
            case 'w' -> CharSet.WORD;
            case 'W' -> CharSet.WORD.complement();
            case 's' -> CharSet.SPACES;
            case 'S' -> CharSet.SPACES.complement();
            case 't' -> CharSet.of('\t', '\t');
            case 'n' -> CharSet.of('\n', '\n');
            case 'r' -> CharSet.of('\r', '\r');
            case 'f' -> CharSet.of('\f', '\f');
            default -> {
                if (SPECIAL.indexOf(c) < 0) {
                    throw new Unsupported("\\" + Character.toString(c));
                }
                yield CharSet.of(c, c);
            }
        };
    }

    private int next() {
        int c = regex.codePointAt(at);
        at += Character.charCount(c);
        return c;
    }

    private boolean skip(String token) {
        boolean there = regex.startsWith(token, at);
        at += there ? token.length() : 0;
        return there;
    }
}
