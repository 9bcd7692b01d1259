package io.serval.netty;

import static org.assertj.core.api.Assertions.assertThat;

import io.serval.core.Problem;
import io.serval.netty.ByteTable.Case;
import io.serval.netty.ByteTable.Expected;
import io.serval.netty.RawClient.Answer;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@ExtendWith(Leaks.class)
@DisplayName("What a client sends, byte by byte, and what it gets")
class ByteTableTest {
    private static final NettyServer SERVER = EchoServer.start(Duration.ofSeconds(1));

    @AfterAll
    static void stop() {
        SERVER.close();
    }

    static List<Case> cases() {
        return ByteTable.cases();
    }

    @ParameterizedTest(name = "row 138: {0}")
    @MethodSource("cases")
    @DisplayName("row 138: a row of the table")
    void answers(Case row) throws IOException {
        try (var client = new RawClient(SERVER)) {
            client.send(row.sent());

            for (Expected expected : row.answers()) {
                check(expected.bodiless() || expected.interim() ? client.head() : client.answer(), expected);
            }
            if (row.closes()) {
                assertThat(client.rest())
                        .as("what comes behind the last answer")
                        .isEmpty();
            } else {
                assertThat(client.get("/behind").answer().body()).isEqualTo("GET /behind ");
            }
        }
    }

    @Test
    @DisplayName("has a title for each row")
    void titles() {
        assertThat(ByteTable.cases())
                .hasSizeGreaterThan(200)
                .extracting(Case::title)
                .doesNotHaveDuplicates();
    }

    private static void check(Answer answer, Expected expected) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(expected.status());
        if (answer.status() == 200 && !expected.bodiless()) {
            assertThat(answer.body().strip()).isEqualTo(expected.echo().strip());
        }
        if (answer.status() >= 400) {
            assertThat(answer.header("content-type")).isEqualTo(Problem.MEDIA_TYPE);
        }
    }
}
