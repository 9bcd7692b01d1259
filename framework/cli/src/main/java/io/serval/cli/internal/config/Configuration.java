package io.serval.cli.internal.config;

import io.serval.core.Conversion;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The layers of the configuration: a flag counts more than a variable, a variable more than the file, and the file more
 * than the standard value. For one thread.
 */
public final class Configuration {
    private static final String FILE = "application.properties";

    /** Variables that belong to the launcher, not to the application. */
    private static final Set<String> OTHER_VARIABLES = Set.of("SERVAL_JAVA_OPTS");

    private final Layer flags = Layer.flags();
    private final Layer environment = Layer.environment();
    private final Layer file = Layer.plain();
    private final Faults faults = new Faults();
    private final Set<String> told = new HashSet<>();
    private final Set<String> known = new LinkedHashSet<>(Set.of("config"));

    private Configuration() {
        Keys.all().forEach(key -> known.add(key.name()));
    }

    /**
     * Reads the layers.
     *
     * @param args the command line
     * @param variables the environment
     * @param folder where {@code application.properties} may lie
     */
    public static Configuration read(String[] args, Map<String, String> variables, Path folder) {
        var configuration = new Configuration();
        Flags.read(List.of(args), configuration.flags, configuration.faults);
        configuration.readEnvironment(variables);
        configuration.readFile(folder);
        return configuration;
    }

    private void readEnvironment(Map<String, String> variables) {
        variables.forEach((name, value) -> {
            if (name.startsWith("SERVAL_") && !OTHER_VARIABLES.contains(name)) {
                String key = name.substring("SERVAL_".length()).toLowerCase(Locale.ROOT);
                environment.put(new Entry(key, value, "variable " + name));
            }
        });
        // What hosting platforms set.
        if (variables.containsKey("PORT") && environment.find("port").isEmpty()) {
            environment.put(new Entry("port", variables.getOrDefault("PORT", ""), "variable PORT"));
        }
    }

    private void readFile(Path folder) {
        Optional<Entry> named = flags.find("config").or(() -> environment.find("config"));
        Path path = folder.resolve(named.map(Entry::text).orElse(FILE));
        if (named.isPresent() || Files.exists(path)) {
            PropertiesFile.read(path, file, faults);
        }
    }

    /** Returns the value of a key that has a standard one. A value of another kind is gathered as a fault. */
    public <T> T get(Key<T> key) {
        return find(key)
                .or(() -> key.read(key.standard()))
                .orElseThrow(() -> new IllegalStateException(key.name() + " has no standard value."));
    }

    /** Returns the value of a key, if it was set to one. A value of another kind is gathered as a fault. */
    public <T> Optional<T> find(Key<T> key) {
        return find(key.name(), key.conversion(), key.secret());
    }

    <T> Optional<T> find(String name, Conversion<T> kind, boolean secret) {
        known.add(name);
        return entry(name).flatMap(entry -> {
            Optional<T> value = Kinds.read(kind, entry.text());
            if (value.isEmpty() && told.add(name)) {
                String got = secret ? "what it was given" : "'" + entry.text() + "'";
                faults.add(name + " takes " + kind.expected() + ", not " + got + " (" + entry.origin() + ").");
            }
            return value;
        });
    }

    boolean isSet(String name) {
        return entry(name).isPresent();
    }

    /** Notes that a key without a value, or a standard one, has to have one. */
    void missing(String name, String expected) {
        faults.add(name + " is not set. It takes " + expected + ": write it to " + FILE + ", or set "
                + Layer.variable(name) + " or --" + name + ".");
    }

    /** Gathers a fault. */
    public void fault(String message) {
        faults.add(message);
    }

    /**
     * Tells the faults that were gathered, and the flags of which nothing can come: those without a point, as only the
     * framework has such keys, and those that begin as a group of its own.
     *
     * @throws io.serval.cli.UsageException with a line for each
     */
    public void check() {
        for (Entry flag : flags.entries()) {
            String group = flag.key().split("\\.", 2)[0];
            boolean own = Keys.all().stream().anyMatch(key -> key.name().startsWith(group + "."));
            if (!isKnown(flags, flag) && (!flag.key().contains(".") || own)) {
                unknownFlag(flag);
            }
        }
        faults.throwIfAny();
    }

    /**
     * Tells what nobody has asked for, once all have asked: flags are refused, and the others are returned, a sentence
     * each.
     *
     * @throws io.serval.cli.UsageException with a line for each flag
     */
    public List<String> unknown() {
        flags.entries().stream().filter(flag -> !isKnown(flags, flag)).forEach(this::unknownFlag);
        faults.throwIfAny();
        return Stream.of(environment, file)
                .flatMap(layer -> layer.entries().stream()
                        .filter(entry -> !isKnown(layer, entry))
                        .map(entry -> unknown(layer, entry)))
                .toList();
    }

    private Optional<Entry> entry(String name) {
        return flags.find(name).or(() -> environment.find(name)).or(() -> file.find(name));
    }

    private boolean isKnown(Layer layer, Entry entry) {
        return known.stream().anyMatch(key -> layer.spell(key).equals(layer.spell(entry.key())));
    }

    private void unknownFlag(Entry flag) {
        String guess = nearest(flags, flag.key())
                .map(key -> " Did you mean --" + key + "?")
                .orElse(" docs/configuration.md lists the flags.");
        faults.add("Unknown flag --" + flag.key() + "." + guess);
    }

    private String unknown(Layer layer, Entry entry) {
        String written = layer == environment ? layer.spell(entry.key()) : entry.key();
        String guess = nearest(layer, entry.key())
                .map(key -> " Did you mean " + (layer == environment ? layer.spell(key) : key) + "?")
                .orElse("");
        return "Nothing reads " + written + " (" + entry.origin() + ")." + guess;
    }

    private Optional<String> nearest(Layer layer, String key) {
        Map<String, String> spelt = new HashMap<>();
        known.forEach(each -> spelt.put(layer.spell(each), each));
        return Likeness.nearest(layer.spell(key), spelt.keySet()).map(spelt::get);
    }
}
