package io.serval.testkit;

import static io.serval.testkit.Tree.tree;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Each test runs over sockets and without, as both must look the same to a test. */
@DisplayName("Bodies that are written while they are sent, in the test kit")
class WrittenTest {
    private enum Way {
        DIRECT,
        SOCKETS
    }

    private final Tree tree = tree("large.java", """
            class large {
                Response get() {
                    return Response.stream("text/plain", out -> {
                        for (int i = 0; i < 10_000; i++) {
                            out.write("twenty-four bytes a line\\n".getBytes());
                        }
                    });
                }
            }
            """, "broken.java", """
            class broken {
                Response get() {
                    return Response.stream("text/plain", out -> {
                        out.write("some".getBytes());
                        out.flush();
                        throw new IllegalStateException("told to");
                    });
                }
            }
            """, "stated.java", """
            class stated {
                Response get() {
                    return Response.stream("text/plain", out -> out.write("some".getBytes())).with("Content-Length", "4");
                }
            }
            """);

    private TestApp app(Way way) {
        return way == Way.DIRECT ? tree.app() : tree.served();
    }

    @AfterEach
    void stop() {
        tree.close();
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("A large one arrives whole")
    void large(Way way) {
        app(way).get("/large").is(200).body("twenty-four bytes a line\n".repeat(10_000));
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("HEAD writes nothing")
    void head(Way way) {
        app(way).head("/stated").is(200).has("Content-Length", "4").body("");
        app(way).get("/stated").is(200).has("Content-Length", "4").body("some");
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("One whose writer fails breaks off")
    void broken(Way way) {
        TestApp app = app(way);

        assertThatThrownBy(() -> app.get("/broken")).isInstanceOf(AssertionError.class);
        assertThat(app.get("/stated").status()).isEqualTo(200);
    }
}
