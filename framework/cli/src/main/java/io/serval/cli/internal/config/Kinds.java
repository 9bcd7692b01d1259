package io.serval.cli.internal.config;

import io.serval.core.Conversion;
import io.serval.core.RequestIds;
import io.serval.core.TrustedProxies;
import io.serval.live.Retention;
import io.serval.netty.WebSockets;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The kinds of values that a configuration holds. */
final class Kinds {
    private static final Pattern SIZE = Pattern.compile("([0-9]{1,10})\\s*(|B|KB|MB|GB|KiB|MiB|GiB)");
    private static final Map<String, Long> UNITS = Map.of(
            "",
            1L,
            "B",
            1L,
            "KB",
            1_000L,
            "MB",
            1_000_000L,
            "GB",
            1_000_000_000L,
            "KiB",
            1L << 10,
            "MiB",
            1L << 20,
            "GiB",
            1L << 30);
    private static final Pattern TIME = Pattern.compile("([0-9]{1,9})\\s*(ms|s|m|h|d)");

    static final Conversion<String> TEXT = new Conversion<>("a text", Kinds::notEmpty);
    static final Conversion<Path> PATH = new Conversion<>("a path", text -> Path.of(notEmpty(text)));
    static final Conversion<Boolean> SWITCH = new Conversion<>("true or false", Kinds::truth);
    static final Conversion<Integer> PORT = whole("a number from 0 to 65535", 0, 65_535);
    static final Conversion<Integer> COUNT = whole("a number from 1 to 2147483647", 1, Integer.MAX_VALUE);
    static final Conversion<Integer> BYTES =
            new Conversion<>("a size from 1 byte to 2047MiB, as 65536, 64KiB or 1MiB", Kinds::size);
    static final Conversion<Duration> TIME_SPAN =
            new Conversion<>("a time, as 500ms, 10s, 2m, 1h or PT1.5S", Kinds::time);
    static final Conversion<Optional<Duration>> TIME_SPAN_OR_NONE = new Conversion<>(
            "a time, as 500ms, 10s, 2m, 1h or PT1.5S, or none",
            text -> text.equals("none") ? Optional.empty() : Optional.of(time(text)));
    static final Conversion<Optional<Long>> COUNT_OR_NONE = new Conversion<>(
            "a number from 1, or none", text -> text.equals("none") ? Optional.empty() : Optional.of(count(text)));
    static final Conversion<Map<String, Retention>> RETENTIONS = new Conversion<>(
            "beginnings of names, each with a time, a number, both or none, as orders/=90d, chat/=7d 1000, audit/=none",
            Kinds::retentions);
    static final Conversion<InetAddress> ADDRESS =
            new Conversion<>("an address of this machine, as 127.0.0.1, or 0.0.0.0 for every network", Kinds::address);
    static final Conversion<TrustedProxies> PROXIES = new Conversion<>(
            "addresses and networks with commas between them, as 10.0.0.0/8, 192.0.2.7, or the words loopback and private",
            text -> TrustedProxies.of(list(text)));
    static final Conversion<WebSockets> ORIGINS = new Conversion<>(
            "origins with commas between them, as https://app.example",
            text -> WebSockets.defaults().withOrigins(list(text)));
    static final Conversion<String> HEADER = new Conversion<>(
            "the name of a header field",
            text -> RequestIds.defaults().withHeader(text).header());

    private Kinds() {}

    /** Returns a kind that is one of the words. */
    static Conversion<String> oneOf(String... words) {
        return new Conversion<>(
                "one of " + String.join(", ", words),
                text -> Arrays.stream(words)
                        .filter(text::equalsIgnoreCase)
                        .findFirst()
                        .orElseThrow(IllegalArgumentException::new));
    }

    /** Reads what is written; empty if it is nothing of the kind. */
    static <T> Optional<T> read(Conversion<T> kind, String text) {
        try {
            return Optional.of(kind.reader().read(text));
        } catch (IllegalArgumentException | DateTimeException e) {
            return Optional.empty();
        }
    }

    /** Returns the elements of a list with commas. */
    static String[] list(String text) {
        return Arrays.stream(text.split(","))
                .map(String::strip)
                .filter(each -> !each.isEmpty())
                .toArray(String[]::new);
    }

    private static Conversion<Integer> whole(String expected, int least, int most) {
        return new Conversion<>(expected, text -> {
            int number = Integer.parseInt(text);
            if (number < least || number > most) {
                throw new IllegalArgumentException();
            }
            return number;
        });
    }

    private static String notEmpty(String text) {
        if (text.isEmpty()) {
            throw new IllegalArgumentException();
        }
        return text;
    }

    private static boolean truth(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "true", "on" -> true;
            case "false", "off" -> false;
            default -> throw new IllegalArgumentException();
        };
    }

    private static int size(String text) {
        Matcher matcher = SIZE.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException();
        }
        Long unit = UNITS.get(matcher.group(2));
        long bytes = Long.parseLong(matcher.group(1)) * (unit == null ? 1 : unit);
        if (bytes < 1 || bytes > Integer.MAX_VALUE) {
            throw new IllegalArgumentException();
        }
        return (int) bytes;
    }

    private static Duration time(String text) {
        Matcher matcher = TIME.matcher(text);
        if (matcher.matches()) {
            long count = Long.parseLong(matcher.group(1));
            return switch (matcher.group(2)) {
                case "ms" -> Duration.ofMillis(count);
                case "s" -> Duration.ofSeconds(count);
                case "m" -> Duration.ofMinutes(count);
                case "h" -> Duration.ofHours(count);
                default -> Duration.ofDays(count);
            };
        }
        Duration time = Duration.parse(text);
        if (time.isNegative()) {
            throw new IllegalArgumentException();
        }
        return time;
    }

    private static long count(String text) {
        long number = Long.parseLong(text);
        if (number < 1) {
            throw new IllegalArgumentException();
        }
        return number;
    }

    private static Map<String, Retention> retentions(String text) {
        Map<String, Retention> read = new HashMap<>();
        for (String each : list(text)) {
            int equals = each.lastIndexOf('=');
            if (equals < 1
                    || read.put(each.substring(0, equals).strip(), retention(each.substring(equals + 1))) != null) {
                throw new IllegalArgumentException();
            }
        }
        return read;
    }

    private static Retention retention(String text) {
        Retention retention = Retention.FOREVER;
        if (text.strip().equals("none")) {
            return retention;
        }
        for (String part : text.strip().split("\\s+", -1)) {
            boolean number = part.chars().allMatch(Character::isDigit);
            retention = number ? retention.withCount(count(part)) : retention.withAge(time(part));
        }
        return retention;
    }

    private static InetAddress address(String text) {
        try {
            return InetAddress.getByName(notEmpty(text));
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
