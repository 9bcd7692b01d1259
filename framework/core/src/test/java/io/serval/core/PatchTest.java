package io.serval.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.groups.Tuple;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("a merge patch (RFC 7396)")
class PatchTest {
    record Address(String street, Optional<String> floor) {}

    record Person(
            @Name("full-name") String name,
            int age,
            Optional<String> email,
            @Nullable String note,
            Address home,
            Optional<Address> work,
            List<String> tags,
            Map<String, Integer> scores,
            @AsString long number) {
        Person {
            if (age < 0) {
                throw new IllegalArgumentException("Nobody is " + age + " years old.");
            }
        }
    }

    private static final TypeRef<Person> PERSON = new TypeRef<>() {};

    private static final Person ANNA = new Person(
            "Anna",
            30,
            Optional.of("a@x"),
            "n",
            new Address("High Street 1", Optional.of("2")),
            Optional.empty(),
            List.of("a"),
            Map.of("x", 1),
            7);

    @Test
    @DisplayName("changes what it names and leaves the rest as it is")
    void absent() throws IOException {
        assertThat(patched("{\"age\":31}"))
                .isEqualTo(new Person(
                        "Anna", 31, ANNA.email(), "n", ANNA.home(), ANNA.work(), ANNA.tags(), ANNA.scores(), 7));
        assertThat(patched("{}")).isEqualTo(ANNA);
    }

    @Test
    @DisplayName("tells what is absent from what is null, by the Java name of the component")
    void has() throws IOException {
        Patch<Person> patch = patch("{\"email\":null,\"full-name\":\"Ann\"}");

        assertThat(patch.has("email")).isTrue();
        assertThat(patch.has("name")).isTrue();
        assertThat(patch.has("note")).isFalse();
        assertThat(patch.apply(ANNA)).satisfies(person -> {
            assertThat(person.email()).isEmpty();
            assertThat(person.name()).isEqualTo("Ann");
        });
    }

    @Test
    @DisplayName("empties an Optional and a @Nullable component by null")
    void nulls() throws IOException {
        assertThat(patched("{\"email\":null,\"note\":null}")).satisfies(person -> {
            assertThat(person.email()).isEmpty();
            assertThat(person.note()).isNull();
        });
    }

    @Test
    @DisplayName("goes into records and maps, and replaces lists")
    void deep() throws IOException {
        assertThat(patched("{\"home\":{\"floor\":null},\"tags\":[\"b\",\"c\"],\"scores\":{\"x\":null,\"y\":2}}"))
                .satisfies(person -> {
                    assertThat(person.home()).isEqualTo(new Address("High Street 1", Optional.empty()));
                    assertThat(person.tags()).containsExactly("b", "c");
                    assertThat(person.scores()).isEqualTo(Map.of("y", 2));
                });
    }

    @Test
    @DisplayName("fills an empty Optional with a whole record only")
    void optionalRecord() throws IOException {
        assertThat(patched("{\"work\":{\"street\":\"Low Street 2\"}}").work())
                .contains(new Address("Low Street 2", Optional.empty()));
        assertThat(catchThrowableOfType(ProblemException.class, () -> patched("{\"work\":{\"floor\":\"3\"}}"))
                        .problem())
                .isEqualTo(Problem.fault("/body/work/street", "Missing or null; expected a text."));
    }

    record Labels(String title, Map<String, Integer> counts, List<Map<String, Integer>> history) {}

    record Box(Optional<Labels> labels) {}

    @Test
    @DisplayName("row 131: drops null inside of what was not there before, but not inside of a list (RFC 7396 §2)")
    void nullsInNew() throws IOException {
        var box = new TypeRef<Box>() {};
        String labels = "{\"labels\":{\"title\":\"t\",\"counts\":{\"a\":null,\"b\":2},\"history\":[{\"c\":%s}]}}";

        assertThat(Arguments.of(request("application/json", labels.formatted("1")))
                        .patch(box)
                        .apply(new Box(Optional.empty())))
                .isEqualTo(new Box(Optional.of(new Labels("t", Map.of("b", 2), List.of(Map.of("c", 1))))));
        Arguments in = Arguments.of(request("application/json", labels.formatted("null")));
        in.patch(box);
        assertThatThrownBy(in::check).hasMessageContaining("/body/labels/history/0/c: Missing or null");
    }

    @Test
    @DisplayName("row 130: is refused with all its faults before anything is applied")
    void faults() {
        assertThat(refused(
                        "{\"full-name\":null,\"name\":1,\"age\":\"x\",\"home\":{\"street\":5,\"zip\":1},\"tags\":[null],"
                                + "\"scores\":{\"x\":\"y\"},\"number\":7,\"work\":null}"))
                .containsExactly(
                        tuple("/body/full-name", "Must not be null; expected a text."),
                        tuple(
                                "/body/name",
                                "Unknown field. Known are"
                                        + " [full-name, age, email, note, home, work, tags, scores, number]."),
                        tuple("/body/age", "Expected a whole number of 32 bits."),
                        tuple("/body/home/street", "Expected a text, not 5."),
                        tuple("/body/home/zip", "Unknown field. Known are [street, floor]."),
                        tuple("/body/tags/0", "Missing or null; expected a text."),
                        tuple("/body/scores/x", "Expected a whole number of 32 bits."),
                        tuple("/body/number", "Expected a whole number of 64 bits as a text."));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[] | Expected an object with the fields to change.",
                "5 | Expected an object with the fields to change.",
                "null | Expected an object with the fields to change."
            })
    @DisplayName("must be an object")
    void noObject(String json, String detail) {
        assertThat(refused(json)).containsExactly(tuple("/body", detail));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "{} {}", "{\"age\":1,\"age\":2}"})
    @DisplayName("row 80: must be JSON")
    void noJson(String json) {
        assertThat(refused(json)).hasSize(1);
    }

    @Test
    @DisplayName("is refused where the record refuses the outcome")
    void constructor() {
        assertThat(catchThrowableOfType(ProblemException.class, () -> patched("{\"age\":-1}"))
                        .problem())
                .isEqualTo(Problem.fault("/body", "Nobody is -1 years old."));
    }

    @Test
    @DisplayName("row 130: is refused where the outcome breaks the record's constraints")
    void constraints() throws IOException {
        Patch<Person> patch = Arguments.of(request("application/json", "{\"age\":200}"))
                .patch(PERSON, (person, at) -> {
                    if (person.age() > 150) {
                        at.field("age").fault("Must be at most 150.");
                    }
                });

        assertThatThrownBy(() -> patch.apply(ANNA)).hasMessageContaining("/body/age: Must be at most 150.");
    }

    @Test
    @DisplayName("of another media type is a 415 that says which are taken (RFC 5789 §2.2)")
    void mediaType() {
        ProblemException refused = catchThrowableOfType(
                ProblemException.class,
                () -> Arguments.of(request("application/json-patch+json", "[]")).patch(PERSON));

        assertThat(refused.problem().status()).isEqualTo(415);
        assertThat(refused.headers().first("Accept-Patch")).contains("application/merge-patch+json, application/json");
    }

    private static Person patched(String json) throws IOException {
        return patch(json).apply(ANNA);
    }

    private static Patch<Person> patch(String json) throws IOException {
        Arguments in = Arguments.of(request("application/merge-patch+json", json));
        Patch<Person> patch = in.patch(PERSON);
        in.check();
        return patch;
    }

    private static List<Tuple> refused(String json) {
        return catchThrowableOfType(ProblemException.class, () -> patch(json)).problem().errors().stream()
                .map(fault -> tuple(fault.pointer(), fault.detail()))
                .toList();
    }

    private static Request request(String contentType, String body) {
        return Requests.body(contentType, body.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }
}
