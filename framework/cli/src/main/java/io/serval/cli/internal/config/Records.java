package io.serval.cli.internal.config;

import io.serval.core.Conversion;
import io.serval.core.Default;
import io.serval.core.StartupException;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Reads records of the application from the configuration: the component {@code maxItems} of {@code pricing} is {@code
 * pricing.max-items}.
 */
public final class Records {
    private static final Map<Class<?>, Conversion<?>> KINDS = Map.ofEntries(
            Map.entry(String.class, Conversion.STRING),
            Map.entry(boolean.class, Kinds.SWITCH),
            Map.entry(int.class, Conversion.INT),
            Map.entry(long.class, Conversion.LONG),
            Map.entry(double.class, Conversion.DOUBLE),
            Map.entry(Boolean.class, Kinds.SWITCH),
            Map.entry(Integer.class, Conversion.INT),
            Map.entry(Long.class, Conversion.LONG),
            Map.entry(Double.class, Conversion.DOUBLE),
            Map.entry(BigDecimal.class, Conversion.BIG_DECIMAL),
            Map.entry(Duration.class, Kinds.TIME_SPAN),
            Map.entry(LocalDate.class, Conversion.LOCAL_DATE),
            Map.entry(LocalTime.class, Conversion.LOCAL_TIME),
            Map.entry(URI.class, Conversion.URI),
            Map.entry(Path.class, Kinds.PATH),
            Map.entry(InetAddress.class, Kinds.ADDRESS));
    private static final Pattern SECRET =
            Pattern.compile(".*(password|passphrase|secret|token|credential|key|url)s?$", Pattern.CASE_INSENSITIVE);

    private final Configuration configuration;

    /** Creates a reader. */
    public Records(Configuration configuration) {
        this.configuration = configuration;
    }

    /**
     * Returns the record of the keys under the prefix.
     *
     * @throws io.serval.cli.UsageException with all that is wrong with them
     * @throws StartupException if the record has a component of a type that no text stands for, or refuses its values
     */
    public <R extends Record> R read(String prefix, Class<R> type) {
        Optional<R> read = record(prefix, type);
        configuration.check();
        return read.orElseThrow(() -> new IllegalStateException("a fault was not told"));
    }

    private <R extends Record> Optional<R> record(String prefix, Class<R> type) {
        var values = new ArrayList<Object>();
        boolean whole = true;
        for (RecordComponent component : type.getRecordComponents()) {
            Optional<?> value = component(prefix + "." + kebab(component.getName()), component);
            value.ifPresent(values::add);
            whole &= value.isPresent();
        }
        return whole ? Optional.of(build(prefix, type, values)) : Optional.empty();
    }

    private Optional<?> component(String key, RecordComponent component) {
        Type type = component.getGenericType();
        if (component.getType() == Optional.class) {
            return Optional.of(value(key, argument(type), component));
        }
        if (component.getType() == List.class) {
            Optional<? extends List<?>> listed = value(key, listOf(kind(argument(type), component)), component);
            return listed.isPresent() ? listed : Optional.of(List.of());
        }
        if (component.getType().isRecord()) {
            return record(key, component.getType().asSubclass(Record.class));
        }
        Conversion<?> kind = kind(type, component);
        Optional<?> value = value(key, kind, component);
        if (value.isEmpty() && !configuration.isSet(key)) {
            configuration.missing(key, kind.expected());
        }
        return value;
    }

    private Optional<?> value(String key, Type type, RecordComponent component) {
        return value(key, kind(type, component), component);
    }

    private <T> Optional<T> value(String key, Conversion<T> kind, RecordComponent component) {
        Optional<T> set = configuration.find(key, kind, SECRET.matcher(key).matches());
        Default standard = component.getAnnotation(Default.class);
        if (set.isPresent() || standard == null || configuration.isSet(key)) {
            return set;
        }
        return Optional.of(Kinds.read(kind, standard.value())
                .orElseThrow(() -> new StartupException("@Default(\"" + standard.value() + "\") of " + named(component)
                        + " is not " + kind.expected() + ".")));
    }

    private static <T> Conversion<List<T>> listOf(Conversion<T> kind) {
        return new Conversion<>(
                kind.expected() + ", or several with commas between them",
                text -> Arrays.stream(Kinds.list(text)).map(kind.reader()::read).toList());
    }

    private static Conversion<?> kind(Type type, RecordComponent component) {
        if (type instanceof Class<?> plain) {
            if (KINDS.containsKey(plain)) {
                return KINDS.getOrDefault(plain, Conversion.STRING);
            }
            if (plain.isEnum()) {
                return enumeration(plain);
            }
        }
        throw new StartupException(
                named(component) + " is a " + type.getTypeName()
                        + ", which no text of the configuration stands for. Take a text, a number, a boolean, an enum, a Duration,"
                        + " LocalDate, LocalTime, URI, Path or InetAddress, an Optional or a List of these, or another record.");
    }

    @SuppressWarnings({"unchecked", "rawtypes"}) // the class was asked whether it is an enum
    private static Conversion<?> enumeration(Class<?> type) {
        return Conversion.enumOf((Class) type);
    }

    private static Type argument(Type type) {
        return type instanceof ParameterizedType of ? of.getActualTypeArguments()[0] : Object.class;
    }

    private <R extends Record> R build(String prefix, Class<R> type, List<Object> values) {
        Class<?>[] types = Arrays.stream(type.getRecordComponents())
                .map(RecordComponent::getType)
                .toArray(Class<?>[]::new);
        try {
            // Applications are on the class path, or open modules, so that this is allowed.
            Constructor<R> constructor = type.getDeclaredConstructor(types);
            constructor.setAccessible(true);
            return constructor.newInstance(values.toArray());
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof IllegalArgumentException refusal) {
                throw new StartupException(
                        "The values of " + prefix + " do not go together: " + refusal.getMessage(), refusal);
            }
            throw new StartupException(type.getName() + " cannot be built from " + prefix + ".", e);
        } catch (ReflectiveOperationException e) {
            throw new StartupException(type.getName() + " cannot be built from " + prefix + ".", e);
        }
    }

    private static String named(RecordComponent component) {
        return component.getDeclaringRecord().getName() + "." + component.getName();
    }

    private static String kebab(String name) {
        return name.replaceAll("([a-z0-9])([A-Z])", "$1-$2").toLowerCase(Locale.ROOT);
    }
}
