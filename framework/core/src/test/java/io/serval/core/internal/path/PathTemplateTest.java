package io.serval.core.internal.path;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PathTemplateTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/orders/{id}/events",
                "/{id:[0-9]+}",
                "/{day:[0-9]{4}-[0-9]{2}}/x",
                "/{odd:[^}]+\\}}/x",
                "/{odd:[]}]+}/x",
                "/post-{id}.json",
                "/{name}.{ext}",
                "/{id:[0-9]+}.json",
                "/docs/{section?}/all",
                "/{slug...}",
                "/files/{path...?}",
                "/{...?}",
                "/{_}/x"
            })
    @DisplayName("a template is written as it is read, however many braces its regexes have")
    void roundTrip(String template) {
        assertThat(PathTemplate.parse(template).text()).isEqualTo(template);
    }

    @Test
    @DisplayName("the names of a template are those of its parameters, from the left")
    void names() {
        assertThat(PathTemplate.parse("/{a}/x-{b}.{c:[a-z]+}/{_}/{d?}/{e...?}").names())
                .containsExactly("a", "b", "c", "d", "e");
    }

    @Test
    @DisplayName("row 27: an optional segment stands for two variants, wherever it is")
    void variants() {
        assertThat(PathTemplate.parse("/docs/{section?}/all").variants())
                .containsExactly(PathTemplate.parse("/docs/{section}/all"), PathTemplate.parse("/docs/all"));
        assertThat(PathTemplate.parse("/{a?}/x/{b?}").variants())
                .extracting(PathTemplate::text)
                .containsExactlyInAnyOrder("/{a}/x/{b}", "/x/{b}", "/{a}/x", "/x");
    }

    @DisplayName("row 26: what is no segment is R10, and the message says where")
    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "/{x:(}         | broken at character 4: missing closing )",
                "/{x:a(b}       | broken at character 5: missing closing )",
                "/{x:ab[z-a]}   | broken at character 7: invalid character class range",
                "/a-{x:*}       | broken at character 6: missing argument to repetition operator",
                "/{x:(?=a)b}    | broken at character 4: invalid or unsupported Perl syntax",
                "/{x:}          | regex in '{x:}' is empty",
                "/{a:x/y}       | has a slash, at character 5",
                "/a//b          | a segment is empty",
                "/a/            | a segment is empty",
                "/..            | dots are resolved first",
                "/a\u0007b      | a segment has a control character",
                "/{}            | '' in the segment '{}' is not the name of a parameter",
                "/{...}         | is not the name of a parameter",
                "/{new}         | 'new' in the segment '{new}' is not the name",
                "/{a-b}         | 'a-b' in the segment '{a-b}' is not the name",
                "/{a?}.json     | 'a?' in the segment '{a?}.json' is not the name",
                "/x{_}          | '_' in the segment 'x{_}' is not the name",
                "/{a:x*}.json   | may fit no character at all",
                "/a{b           | the brace at character 2 of 'a{b' is not closed",
                "/a}b           | the brace at character 2 of 'a}b' closes nothing",
                "a              | does not begin with a slash"
            })
    void malformed(String template, String message) {
        PathTemplate.Malformed fault = malformed(template);

        assertThat(fault.what()).contains(message);
        assertThat(fault.rule()).isEqualTo("R10");
        assertThat(fault.hint()).endsWith(".");
    }

    @Test
    @DisplayName("row 26: a regex has at most 200 characters")
    void longRegex() {
        assertThat(PathTemplate.parse("/{x:" + "a".repeat(200) + "}").names()).containsExactly("x");
        assertThat(malformed("/{x:" + "a".repeat(201) + "}").what()).contains("has 201 characters, more than the 200");
    }

    @Test
    @DisplayName("row 21: a name that occurs twice is R04")
    void twice() {
        PathTemplate.Malformed fault = malformed("/{id}/x/{id}.json");

        assertThat(fault.rule()).isEqualTo("R04");
        assertThat(fault.what()).contains("/{id}/x/{id}.json has two parameters called 'id'");
    }

    @Test
    @DisplayName("row 32: a rest ends its path, else it is R05")
    void restNotLast() {
        for (String template : List.of("/{slug...}/tail", "/{path...?}/tail", "/{...?}/{x}")) {
            assertThat(malformed(template).rule()).isEqualTo("R05");
        }
    }

    @Test
    @DisplayName("a folder holds the routes whose templates begin with its own")
    void holds() {
        PathTemplate folder = PathTemplate.parse("/{id:[0-9]+}");

        assertThat(folder.holds(PathTemplate.parse("/{id:[0-9]+}"))).isTrue();
        assertThat(folder.holds(PathTemplate.parse("/{id:[0-9]+}/x"))).isTrue();
        assertThat(folder.holds(PathTemplate.parse("/{id}/x"))).isFalse();
        assertThat(folder.holds(PathTemplate.parse("/"))).isFalse();
    }

    private static PathTemplate.Malformed malformed(String template) {
        return catchThrowableOfType(PathTemplate.Malformed.class, () -> PathTemplate.parse(template));
    }
}
