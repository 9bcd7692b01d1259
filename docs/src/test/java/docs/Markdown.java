package docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** A text of this project. */
record Markdown(String text) {
    /** The project's root, seen from the folder that Maven runs this module's tests in. */
    static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

    private static final Pattern BLOCK = Pattern.compile("^```(\\w+)\n(.*?)^```$", Pattern.MULTILINE | Pattern.DOTALL);
    private static final Pattern CODE = Pattern.compile("`([^`\n]+)`");

    static Markdown of(String name) {
        try {
            return new Markdown(Files.readString(ROOT.resolve(name)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The fenced blocks of a language. */
    List<String> blocks(String language) {
        return BLOCK.matcher(text)
                .results()
                .filter(block -> block.group(1).equals(language))
                .map(block -> block.group(2))
                .toList();
    }

    /** What stands between single backticks, outside of blocks. */
    List<String> inlineCode() {
        var found = new ArrayList<String>();
        CODE.matcher(BLOCK.matcher(text).replaceAll(""))
                .results()
                .map((MatchResult code) -> code.group(1))
                .forEach(found::add);
        return found;
    }
}
