package io.serval.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class ProblemTest {
    @Test
    @DisplayName(
            "row 79: a problem is sent as problem+json with type, title, status, detail and the request it answers")
    void document() {
        Response response = Problem.of(404, "There is nothing at /x.").toResponse(Requests.get("/x?secret=1"));

        assertThat(response.status()).isEqualTo(404);
        assertThat(response.headers().first("Content-Type")).contains("application/problem+json");
        assertThat(Requests.text(response))
                .isEqualTo("{\"type\":\"about:blank\",\"title\":\"Not Found\",\"status\":404,"
                        + "\"detail\":\"There is nothing at /x.\",\"instance\":\"/x\",\"requestId\":\"r-1\"}");
    }

    @Test
    @DisplayName("row 130: a problem of several faults lists each with its pointer")
    void faults() {
        Problem problem = Problem.faults(
                List.of(new Problem.Fault("/query/page", "Bad."), new Problem.Fault("/body/a", "Worse.")));

        assertThat(Requests.text(problem.toResponse()))
                .isEqualTo("{\"type\":\"about:blank\",\"title\":\"Bad Request\",\"status\":400,"
                        + "\"detail\":\"The input has 2 faults; errors lists them.\","
                        + "\"errors\":[{\"pointer\":\"/query/page\",\"detail\":\"Bad.\"},"
                        + "{\"pointer\":\"/body/a\",\"detail\":\"Worse.\"}]}");
    }

    @Test
    @DisplayName("row 130: a problem of one fault says it in its detail")
    void fault() {
        assertThat(Problem.faults(List.of(new Problem.Fault("/query/page", "Bad."))))
                .isEqualTo(Problem.fault("/query/page", "Bad."));
    }
}
