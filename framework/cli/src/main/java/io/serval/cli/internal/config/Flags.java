package io.serval.cli.internal.config;

import java.util.List;
import java.util.Optional;

/** Reads the command line: {@code --key value}, {@code --key=value}, and {@code --key} alone of what is on or off. */
final class Flags {
    private Flags() {}

    static void read(List<String> args, Layer into, Faults faults) {
        for (int at = 0; at < args.size(); at++) {
            String word = args.get(at);
            if (!word.startsWith("--") || word.length() == 2) {
                faults.add("'" + word + "' is no flag. Flags are --key value or --key=value.");
                continue;
            }
            int equals = word.indexOf('=');
            String name = equals < 0 ? word.substring(2) : word.substring(2, equals);
            Optional<Key<?>> known = Keys.spelt(name, into);
            String value;
            if (equals >= 0) {
                value = word.substring(equals + 1);
            } else if (known.filter(Key::isSwitch).isPresent()) {
                value = "true";
            } else if (at + 1 < args.size() && !args.get(at + 1).startsWith("--")) {
                at++;
                value = args.get(at);
            } else if (known.isPresent()) {
                faults.add(
                        "The flag --" + name + " needs a value: " + known.get().expected() + ".");
                continue;
            } else {
                // Whether it is on or off, or lacks its value, is known where it is read.
                value = "true";
            }
            into.put(new Entry(name, value, "flag --" + name));
        }
    }
}
