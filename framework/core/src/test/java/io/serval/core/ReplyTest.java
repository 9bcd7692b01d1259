package io.serval.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReplyTest {
    @ParameterizedTest
    @CsvSource({
        "/orders/7, /orders/7",
        "/orders/a b, /orders/a%20b",
        "/users/Jürgen, /users/J%C3%BCrgen",
        "/users/J%C3%BCrgen, /users/J%C3%BCrgen",
        "/rates/5%, /rates/5%25",
        "/a?b=c&d=[1]#e, /a?b=c&d=[1]#e",
        "https://example.org:8080/a, https://example.org:8080/a",
        "/a\"<>\\^`{|}, /a%22%3C%3E%5C%5E%60%7B%7C%7D"
    })
    @DisplayName("the location of what was created is a URI, encoded where it must be")
    void location(String given, String sent) {
        Response response = Reply.created(given, "x").toResponse(Requests.get("/"));

        assertThat(response.status()).isEqualTo(201);
        assertThat(response.headers().first("Location")).contains(sent);
    }

    @Test
    @DisplayName("row 85: a null in place of a result is an error that says so")
    @SuppressWarnings("NullAway") // what this test is about
    void noValue() {
        var text = new TypeRef<String>() {};
        String words = "The route returned null in place of a value. Return an Optional where there may be none.";

        assertThatThrownBy(() -> Results.json(null, text)).hasMessage(words);
        assertThatThrownBy(() -> Results.json(201, null, text)).hasMessage(words);
        assertThatThrownBy(() -> Results.json((Optional<String>) null, text, Requests.get("/")))
                .hasMessage(words);
        assertThatThrownBy(() -> Reply.ok((String) null).toResponse(Requests.get("/")))
                .hasMessage(words);
        assertThatThrownBy(() -> Results.present(null, Requests.get("/"))).hasMessage(words);
    }

    @Test
    @DisplayName("row 85: a result is JSON with the status that the binder gives")
    void status() {
        Response response = Results.json(409, "x", new TypeRef<String>() {});

        assertThat(response.status()).isEqualTo(409);
        assertThat(response.headers().first("Content-Type")).contains("application/json");
        assertThat(Requests.text(response)).isEqualTo("\"x\"");
        assertThat(Results.none(202)).isEqualTo(Response.of(202));
    }
}
