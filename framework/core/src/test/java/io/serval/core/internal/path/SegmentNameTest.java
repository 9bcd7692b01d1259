package io.serval.core.internal.path;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SegmentNameTest {
    @DisplayName("row 38: a name stands for a segment")
    @ParameterizedTest(name = "{0} is {1}")
    @CsvSource({
        "about, about",
        "sign_in, sign-in",
        "new_, new",
        "a__b, a_b",
        "sign_in_, sign-in",
        "v2, v2",
        "café, café",
        "$id, {id}",
        "$user_id, {user_id}",
        "$userId, {userId}",
        "$section$, {section?}",
        "$$rest, {rest...}",
        "$$rest$, {rest...?}",
        "$$, {...?}",
        "$_, {_}"
    })
    void segments(String name, String template) {
        assertThat(SegmentName.parse(name).text()).isEqualTo(template);
        assertThat(PathSegment.parse(template)).isEqualTo(SegmentName.parse(name));
    }

    @DisplayName("row 40: capitals part words as underscores do")
    @ParameterizedTest(name = "{0} is {1}")
    @CsvSource({
        "SignIn, sign-in",
        "signIn, sign-in",
        "Users, users",
        "HTTPStatus, http-status",
        "Top10Lists, top10-lists"
    })
    void capitals(String name, String template) {
        assertThat(SegmentName.parse(name).text()).isEqualTo(template);
    }

    @DisplayName("a name with dollar signs that stands for no segment is R10")
    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            quoteCharacter = '"',
            value = {
                "$, '$' has no parameter name",
                "$$$, '$$$' has no parameter name",
                "$$$$, has no parameter name",
                "a$b, has a dollar sign in the middle",
                "$a$b, 'a$b' in '$a$b' cannot be the name",
                "$new, 'new' in '$new' cannot be the name",
                "$_$, '_' in '$_$' cannot be the name",
                "$1, '1' in '$1' cannot be the name"
            })
    void malformed(String name, String message) {
        assertThatThrownBy(() -> SegmentName.parse(name))
                .isInstanceOfSatisfying(
                        PathTemplate.Malformed.class, e -> assertThat(e.rule()).isEqualTo("R10"))
                .hasMessageContaining(message);
    }
}
