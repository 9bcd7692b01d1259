package io.serval.testkit;

import static io.serval.testkit.Tree.tree;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("S-06: On a transport without WebSockets")
class NoWebSocketTest {
    private final Tree tree = tree("chat.java", "interface chat { static void ws(Socket socket) {} }", "both.java", """
            interface both {
                static boolean get(Request request) { return Upgrade.supported(request); }
                static void ws(Socket socket) {}
            }
            """)
            .with(TestSetup::withoutWebSockets);

    @AfterEach
    void stop() {
        tree.close();
    }

    @Test
    @DisplayName("S-06, S-02, row 162: a WebSocket is a 501, whether it is asked for or not")
    void notImplemented() {
        tree.request("GET", "/chat").refusedSocket().problem(501).detail("Ask over HTTP/1.1.");
        tree.get("/chat").problem(501).detail("There is a WebSocket at /chat");
    }

    @Test
    @DisplayName("S-06, S-02: another method is a 405 all the same, and no WebSocket a 404")
    void order() {
        tree.request("POST", "/chat").refusedSocket().problem(405);
        tree.request("GET", "/nothing").refusedSocket().problem(404);
    }

    @Test
    @DisplayName("S-06, S-01: a get beside it answers what does not ask, and can tell")
    void besideGet() {
        tree.get("/both").is(200).json("false");
        tree.request("GET", "/both").refusedSocket().problem(501);
    }

    @Test
    @DisplayName("S-06: only an application without sockets can be started so")
    void served() {
        assertThatThrownBy(tree::served)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("TestSetup.direct");
    }
}
