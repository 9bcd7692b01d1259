package io.serval.processor;

import static org.assertj.core.api.Assertions.assertThat;

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
        "$$rest, {rest...}"
    })
    void literalsAndParameters(String name, String template) throws NotASegment {
        assertThat(SegmentName.parse(name).template()).isEqualTo(template);
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
    void capitals(String name, String template) throws NotASegment {
        assertThat(SegmentName.parse(name).template()).isEqualTo(template);
    }
}
