package io.serval.core;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.time.DateTimeException;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayName("a constructor that throws means the same for a query, a body and a patch")
class RefusalTest {
    enum Way {
        QUERY {
            @Override
            void build(String how) {
                Arguments.of(Requests.get("/")).build("/query", () -> new Picky(how));
            }
        },
        BODY {
            @Override
            void build(String how) throws IOException {
                Arguments in = Arguments.of(Requests.json("{\"how\":\"" + how + "\"}"));
                in.body(new TypeRef<Picky>() {});
                in.check();
            }
        },
        INSIDE_A_BODY {
            @Override
            void build(String how) throws IOException {
                Arguments in = Arguments.of(Requests.json("[{\"how\":\"" + how + "\"}]"));
                in.body(new TypeRef<List<Picky>>() {});
                in.check();
            }
        },
        PATCH {
            @Override
            void build(String how) throws IOException {
                Arguments in =
                        Arguments.of(Requests.body("application/json", ("{\"how\":\"" + how + "\"}").getBytes(UTF_8)));
                Patch<Picky> patch = in.patch(new TypeRef<>() {});
                in.check();
                patch.apply(new Picky("well"));
            }
        };

        abstract void build(String how) throws IOException;

        String pointer() {
            return switch (this) {
                case QUERY -> "/query";
                case BODY, PATCH -> "/body";
                case INSIDE_A_BODY -> "/body/0";
            };
        }
    }

    record Picky(String how) {
        Picky {
            switch (how) {
                case "argument" -> throw new IllegalArgumentException("Not this.");
                case "time" -> throw new DateTimeException("Not then.");
                case "fault" -> throw new ProblemException(Problem.fault("/how", "Not so."));
                case "conflict" -> throw new ProblemException(Problem.of(409, "Not now."));
                case "bug" -> throw new UnsupportedOperationException("Not written yet.");
                default -> {}
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("row 79: what it refuses is a 400 with its message, at its place")
    void refused(Way way) {
        assertThat(problem(way, "argument")).isEqualTo(Problem.fault(way.pointer(), "Not this."));
        assertThat(problem(way, "time")).isEqualTo(Problem.fault(way.pointer(), "Not then."));
        assertThat(problem(way, "fault")).isEqualTo(Problem.fault(way.pointer() + "/how", "Not so."));
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("row 79: a problem of another status is the answer")
    void problem(Way way) {
        assertThat(problem(way, "conflict")).isEqualTo(Problem.of(409, "Not now."));
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("row 79: every other exception is a bug, and no fault of the client")
    void bug(Way way) {
        assertThat(catchThrowable(() -> way.build("bug")))
                .isInstanceOf(UnsupportedOperationException.class)
                .hasMessage("Not written yet.");
    }

    private static Problem problem(Way way, String how) {
        return catchThrowableOfType(ProblemException.class, () -> way.build(how))
                .problem();
    }
}
