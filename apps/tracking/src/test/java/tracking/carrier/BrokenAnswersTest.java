package tracking.carrier;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.FieldSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

@DisplayName("Broken answers")
class BrokenAnswersTest {

    private static final long SEED = 20_261_123L;

    /** Sample and the number to ask for. */
    private static final List<List<String>> SAMPLES = List.of(
            List.of("dhl/delivered-without-offsets.json", "990000000011"),
            List.of("dhl/returned-with-offsets.json", "JVGL0000000000000021"),
            List.of("dhl/mixed-times.json", "7000000031"),
            List.of("dhl/several-shipments.json", "43"),
            List.of("dhl/status-without-events.json", "990000000051"),
            List.of("dpd/left-at-a-place.json", "09990000000011"),
            List.of("dpd/failed-attempt-and-redirect.json", "09990000000013"),
            List.of("dpd/steps-with-dates.json", "09990000000015"),
            List.of("gls/rstt001-in-a-shop.json", "90000000011"),
            List.of("gls/rstt028-locker.json", "90000000012"),
            List.of("gls/dotted-dates.json", "90000000014"));

    private static final JsonMapper JSON = new JsonMapper();

    /** What may stand where something else belongs. None is a time, so none can make an event's time. */
    private static final List<JsonNode> WRONG = List.of(
                    "null",
                    "true",
                    "0",
                    "-1",
                    "1e400",
                    "123456789012345678901234567890",
                    "\"\"",
                    "\" \"",
                    "\"x\"",
                    "\"\\u0000\\ud800\"",
                    "[]",
                    "{}",
                    "[[]]",
                    "[null]",
                    "{\"content\":[{}],\"address\":1,\"status\":[]}",
                    '"' + "9".repeat(5_000) + '"')
            .stream()
            .map(JSON::readTree)
            .toList();

    @ParameterizedTest(name = "{0}")
    @FieldSource("SAMPLES")
    @DisplayName("G-13, G-14, G-15: an answer torn at any byte is not readable, and no event is made of it")
    void tornAnswers(List<String> sample) {
        byte[] whole = trimmed(Answers.sample(sample.getFirst()));

        assertThat(read(sample, whole)).isInstanceOf(Lookup.Found.class);
        for (int length = 0; length < whole.length; length++) {
            assertThat(read(sample, Arrays.copyOf(whole, length)))
                    .as("the first %d of %d bytes", length, whole.length)
                    .isInstanceOf(Lookup.NotReadable.class);
        }
    }

    @ParameterizedTest(name = "{0}")
    @FieldSource("SAMPLES")
    @DisplayName("G-13, G-14, G-15: a wrong type in any place makes no event and no exception")
    void wrongTypes(List<String> sample) {
        byte[] body = Answers.sample(sample.getFirst());
        JsonNode root = JSON.readTree(body);
        Set<Instant> times = times(Answers.found(read(sample, body)));
        int places = places(root);
        for (int place = 0; place < places; place++) {
            for (JsonNode wrong : WRONG) {
                JsonNode changed = replaced(root.deepCopy(), place, wrong);
                Lookup lookup = read(sample, JSON.writeValueAsBytes(changed));
                if (lookup instanceof Lookup.Found found) {
                    checkEvents(found);
                    assertThat(times).as("%s", changed).containsAll(times(found));
                }
            }
        }
    }

    @ParameterizedTest(name = "{0}")
    @EnumSource(Carrier.class)
    @DisplayName("G-13, G-14, G-15: random damage, " + SEED + " as its seed, never throws")
    void randomDamage(Carrier carrier) {
        RandomGenerator random = new SplittableRandom(SEED);
        List<List<String>> samples = SAMPLES.stream()
                .filter(sample -> Answers.carrierOf(sample.getFirst()) == carrier)
                .toList();
        for (int round = 0; round < 4_000; round++) {
            List<String> sample = samples.get(random.nextInt(samples.size()));
            byte[] damaged = damaged(Answers.sample(sample.getFirst()), random);
            if (read(sample, damaged) instanceof Lookup.Found found) {
                checkEvents(found);
            }
        }
    }

    @ParameterizedTest(name = "{0}")
    @EnumSource(Carrier.class)
    @DisplayName("G-13, G-14, G-15: pages, empty, deep and doubled bodies are not readable")
    void otherBodies(Carrier carrier) {
        List<String> sample = SAMPLES.stream()
                .filter(name -> Answers.carrierOf(name.getFirst()) == carrier)
                .findFirst()
                .orElseThrow();
        String good = new String(Answers.sample(sample.getFirst()), StandardCharsets.UTF_8);
        List<String> bodies = List.of(
                "",
                " ",
                "<!DOCTYPE html><html><body>Wartung</body></html>",
                "{",
                "nil",
                "[".repeat(100_000),
                "{\"tuStatus\":".repeat(100_000),
                "9".repeat(100_000),
                good + good,
                good + "<!-- served by a proxy -->");
        for (String body : bodies) {
            assertThat(Answers.read(carrier, sample.getLast(), body))
                    .as("%s", Texts.excerpt(body))
                    .isInstanceOfSatisfying(
                            Lookup.NotReadable.class,
                            answer -> assertThat(answer.reason()).hasSizeBetween(20, 400));
        }
    }

    private static Lookup read(List<String> sample, byte[] body) {
        return Answers.read(Answers.carrierOf(sample.getFirst()), sample.getLast(), Answers.json(body));
    }

    private static void checkEvents(Lookup.Found found) {
        assertThat(found.events())
                .isSortedAccordingTo(Comparator.comparing(CarrierEvent::occurredAt))
                .allSatisfy(event -> assertThat(event.carrierStatus()).isNotBlank())
                .extracting(CarrierEvent::key)
                .doesNotHaveDuplicates();
    }

    private static Set<Instant> times(Lookup.Found found) {
        return found.events().stream().map(CarrierEvent::occurredAt).collect(Collectors.toSet());
    }

    private static byte[] trimmed(byte[] body) {
        return new String(body, StandardCharsets.UTF_8).strip().getBytes(StandardCharsets.UTF_8);
    }

    private static int places(JsonNode node) {
        int places = node.size();
        for (JsonNode child : node) {
            places += places(child);
        }
        return places;
    }

    /** The tree with {@code wrong} at the place of that number, counted as {@link #places} does. */
    private static JsonNode replaced(JsonNode root, int place, JsonNode wrong) {
        List<Runnable> replacements = new ArrayList<>();
        collect(root, wrong, replacements);
        replacements.get(place).run();
        return root;
    }

    private static void collect(JsonNode node, JsonNode wrong, List<Runnable> replacements) {
        if (node instanceof ObjectNode object) {
            object.propertyNames().forEach(name -> replacements.add(() -> object.set(name, wrong)));
        } else if (node instanceof ArrayNode array) {
            for (int i = 0; i < array.size(); i++) {
                int index = i;
                replacements.add(() -> array.set(index, wrong));
            }
        }
        node.forEach(child -> collect(child, wrong, replacements));
    }

    private static byte[] damaged(byte[] body, RandomGenerator random) {
        List<Byte> bytes = new ArrayList<>(body.length);
        for (byte b : body) {
            bytes.add(b);
        }
        for (int blow = random.nextInt(1, 6); blow > 0; blow--) {
            int at = random.nextInt(bytes.size());
            int to = Math.min(bytes.size(), at + random.nextInt(1, 40));
            switch (random.nextInt(5)) {
                case 0 -> bytes.set(at, (byte) random.nextInt(256));
                case 1 -> bytes.set(at, (byte) "{}[]\",:0-e\\ntT&#;".charAt(random.nextInt(17)));
                case 2 -> bytes.subList(at, Math.min(to, bytes.size() - 1)).clear();
                case 3 -> bytes.addAll(at, new ArrayList<>(bytes.subList(at, to)));
                default -> Collections.swap(bytes, at, random.nextInt(bytes.size()));
            }
        }
        byte[] result = new byte[bytes.size()];
        for (int i = 0; i < result.length; i++) {
            result[i] = bytes.get(i);
        }
        return result;
    }
}
