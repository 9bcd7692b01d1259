package io.serval.core.internal.path;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RegexesTest {
    @DisplayName("row 26: a regex is R10 if the engine cannot hold it, or not beside others")
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{a:((a{1000}){1000}){1000}}",
                "{a:(a{50}b){50}}",
                "{a:(?:[a-z]{1,1000}){3,}}",
                "{a:(?P<x>[0-9]+)}",
                "{a:(?<x>[0-9]+)}",
                "{a:\\Qabc}-{b}"
            })
    void refused(String segment) {
        assertThatThrownBy(() -> PathSegment.parse(segment))
                .isInstanceOfSatisfying(
                        PathTemplate.Malformed.class,
                        malformed -> assertThat(malformed.rule()).isEqualTo("R10"));
    }

    @DisplayName("row 26: braces that repeat nothing, and repetitions of a sensible length, are fine")
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{a:[a-z]{1,900}x}",
                "{a:(?:\\x{1000}){5}}",
                "{a:(?:\\p{Greek}x){5}}",
                "{a:(?:[{1000}]){5}}",
                "{a:(?:\\Q{1000}\\E){5}}"
            })
    void accepted(String segment) {
        assertThatCode(() -> PathSegment.parse(segment)).doesNotThrowAnyException();
    }

    @DisplayName("the length of a regex counts repetitions as they are written out")
    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            delimiter = ' ',
            value = {
                "abc 3",
                "a{4}b 5",
                "(ab{3}){2} 8",
                "[a-z]{2,} 2",
                "(a|b+){2,4}* 8",
                "a{0} 1",
                "a{x} 4",
                "([)]{3}) 3"
            })
    void writtenOut(String regex, long length) {
        assertThat(Repetitions.writtenOut(regex)).isEqualTo(length);
    }
}
