package io.serval.netty.internal;

import io.netty.buffer.ByteBuf;
import io.serval.core.Content;
import io.serval.core.Problem;
import io.serval.core.Response;
import java.util.List;

/** What clients get while the server has all that it can do (RFC 9110 §15.6.4). */
final class Overload {
    /** In seconds: normal service is back the moment that the load falls. */
    static final String RETRY_AFTER = "1";

    private Overload() {}

    static Problem problem(String what) {
        return Problem.of(503, "The server has as many " + what + " as it can serve. Try again in a moment.");
    }

    /** Tells a new connection that there are too many, and closes it. */
    static void refuse(Wire wire) {
        wire.reading(false);
        wire.loop().run(() -> tell(wire));
    }

    private static void tell(Wire wire) {
        Response response = problem("connections").toResponse().with("Retry-After", RETRY_AFTER);
        byte[] body = ((Content.Bytes) response.content()).bytes();
        List<String> own = List.of("Connection", "close", "Content-Length", Integer.toString(body.length));
        HeadBytes head = wire.loop().headBytes();
        ResponseHead.write(
                head, response.status(), response.headers(), wire.loop().date(), own);
        ByteBuf out = wire.memory().buffer(head.length() + body.length);
        head.writeTo(out);
        wire.send(out.writeBytes(body), () -> Linger.begin(wire));
    }
}
