package io.serval.cli.internal.config;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;

/** Reads a file of {@code key=value} lines in UTF-8, as {@link Properties} does, and keeps the numbers of the lines. */
final class PropertiesFile {
    private PropertiesFile() {}

    static void read(Path file, Layer into, Faults faults) {
        List<String> lines;
        try {
            lines = Files.readAllLines(file);
        } catch (NoSuchFileException e) {
            faults.add("There is no file " + file + "; --config names the file of the configuration.");
            return;
        } catch (CharacterCodingException e) {
            faults.add("The file " + file + " is not in UTF-8.");
            return;
        } catch (IOException e) {
            faults.add("The file " + file + " cannot be read: " + e);
            return;
        }
        for (int at = 0; at < lines.size(); at++) {
            int first = at + 1;
            var logical = new StringBuilder(lines.get(at));
            while (continues(logical) && !comment(logical) && at + 1 < lines.size()) {
                at++;
                logical.append('\n').append(lines.get(at));
            }
            entry(logical.toString(), file.getFileName() + ":" + first, into, faults);
        }
    }

    private static void entry(String line, String origin, Layer into, Faults faults) {
        Properties read = new Properties();
        try {
            read.load(new StringReader(line));
        } catch (IllegalArgumentException e) {
            faults.add("A \\u in " + origin + " is not followed by four hexadecimal digits.");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        for (String key : read.stringPropertyNames()) {
            into.put(new Entry(key, read.getProperty(key).strip(), origin))
                    .ifPresent(earlier ->
                            faults.add(key + " is set twice: at " + earlier.origin() + " and at " + origin + "."));
        }
    }

    /** Whether a backslash at the end, not escaped itself, takes the next line along. */
    private static boolean continues(CharSequence line) {
        int slashes = 0;
        while (slashes < line.length() && line.charAt(line.length() - 1 - slashes) == '\\') {
            slashes++;
        }
        return slashes % 2 == 1;
    }

    private static boolean comment(CharSequence line) {
        String text = line.toString().stripLeading();
        return text.startsWith("#") || text.startsWith("!");
    }
}
