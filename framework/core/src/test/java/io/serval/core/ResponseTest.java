package io.serval.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ResponseTest {
    record Order(long id, String note) {}

    @Test
    @DisplayName("row 85: a record is JSON in UTF-8 with status 200")
    void json() {
        Response response = Response.json(new Order(7, "ü"));

        assertThat(response.status()).isEqualTo(200);
        assertThat(response.headers().first("Content-Type")).contains("application/json");
        assertThat(Requests.text(response)).isEqualTo("{\"id\":7,\"note\":\"ü\"}");
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 303, 307, 308})
    @DisplayName("row 86: a redirect has a status for it, and the place")
    void redirect(int status) {
        Response response = Response.redirect(status, URI.create("/orders/7"));

        assertThat(response.status()).isEqualTo(status);
        assertThat(response.headers().first("Location")).contains("/orders/7");
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 300, 304, 305, 306})
    @DisplayName("row 86: another status is no redirect")
    void noRedirect(int status) {
        assertThatThrownBy(() -> Response.redirect(status, URI.create("/")))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    @DisplayName("a Reply has the status and headers that the route chose")
    void reply() {
        Response response = Reply.created("/orders/7", new Order(7, "")).toResponse(Requests.get("/"));

        assertThat(response.status()).isEqualTo(201);
        assertThat(response.headers().first("Location")).contains("/orders/7");
        assertThat(Requests.text(response)).contains("\"id\":7");
    }

    @Test
    @DisplayName("an empty Optional is a 404 that names the address")
    void emptyOptional() {
        assertThatThrownBy(() -> Results.json(Optional.<Order>empty(), new TypeRef<>() {}, Requests.get("/orders/7")))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        e -> assertThat(e.problem()).isEqualTo(Problem.of(404, "There is nothing at /orders/7.")));
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '`', delimiter = '|', textBlock = """
            orders.csv     | attachment; filename="orders.csv"
            May 2026.csv   | attachment; filename="May 2026.csv"
            Größe.csv      | attachment; filename="Gr__e.csv"; filename*=UTF-8''Gr%C3%B6%C3%9Fe.csv
            a"b%c.csv      | attachment; filename="a_b_c.csv"; filename*=UTF-8''a%22b%25c.csv
            ../a\\b        | attachment; filename=".._a_b"; filename*=UTF-8''..%2Fa%5Cb
            """)
    @DisplayName("A download suggests its name in ASCII, and as it is where that is not the same")
    void downloads(String name, String expected) {
        assertThat(Response.of(200).download(name).headers().first("Content-Disposition"))
                .contains(expected);
    }
}
