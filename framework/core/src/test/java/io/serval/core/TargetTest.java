package io.serval.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TargetTest {
    @Test
    @DisplayName("row 15: a path is decoded as UTF-8")
    void decodes() {
        assertThat(Target.parse("/users/J%C3%BCrgen%20M").segments()).containsExactly("users", "Jürgen M");
    }

    @Test
    @DisplayName("row 15: a path is decoded after it is split, so %2F stays inside its segment")
    void encodedSlash() {
        assertThat(Target.parse("/users/a%2Fb").segments()).containsExactly("users", "a/b");
    }

    @Test
    @DisplayName("row 15: an encoding beside characters that nobody encoded harms neither")
    void mixed() {
        assertThat(Target.parse("/rooms/😀ü%20x").segments()).containsExactly("rooms", "😀ü x");
    }

    @Test
    @DisplayName("row 15: a plus sign in a path is a plus sign")
    void plus() {
        assertThat(Target.parse("/a+b").segments()).containsExactly("a+b");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/%zz", "/%", "/%4", "/%-1", "/%+f", "/%٠١", "/%ff", "/%C3", "/%c0%af", "/%ed%a0%80", "/%00"})
    @DisplayName("row 16: a broken encoding, one that is not UTF-8, or a NUL is a 400")
    void broken(String target) {
        assertThatThrownBy(() -> Target.parse(target))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        e -> assertThat(e.problem().status()).isEqualTo(400));
    }

    @Test
    @DisplayName("row 47: double slashes and dots are resolved")
    void normalised() {
        assertThat(Target.parse("/a//./b/../c").segments()).containsExactly("a", "c");
    }

    @Test
    @DisplayName("row 47: dots are resolved however they are written, and never lead out of the root")
    void encodedDots() {
        assertThat(Target.parse("/a/%2e%2E/../../%2e/b").segments()).containsExactly("b");
    }

    @Test
    @DisplayName("row 46: a trailing slash makes no difference")
    void trailingSlash() {
        assertThat(Target.parse("/a/").segments()).isEqualTo(Target.parse("/a").segments());
        assertThat(Target.parse("/").segments()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "/, PATH",
        "//, PATH",
        "/a, PATH",
        "/a?x=/, PATH",
        "/a/, PATH_WITH_SLASH",
        "/a/b//, PATH_WITH_SLASH",
        "/a/?x, PATH_WITH_SLASH",
        "/a/.., PATH"
    })
    @DisplayName("row 46: whether a path ends with a slash is known")
    void form(String target, Target.Form form) {
        assertThat(Target.parse(target).form()).isEqualTo(form);
    }

    @Test
    @DisplayName("the path reads decoded for people and encoded for programs")
    void twoForms() {
        Target target = Target.parse("/users/a%2Fb%20%3F/ü");

        assertThat(target.path()).isEqualTo("/users/a/b ?/ü");
        assertThat(target.uri()).isEqualTo("/users/a%2Fb%20%3F/%C3%BC");
        assertThat(Target.parse(target.uri()).segments()).isEqualTo(target.segments());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a", "*", "?a=1", "http://localhost/"})
    @DisplayName("a target that is no path is a 400")
    void noPath(String target) {
        assertThatThrownBy(() -> Target.parse(target))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("must begin with '/'");
    }

    @Test
    @DisplayName("the query begins at the first question mark")
    void query() {
        assertThat(Target.parse("/a?b=c?d").query().first("b")).contains("c?d");
    }
}
