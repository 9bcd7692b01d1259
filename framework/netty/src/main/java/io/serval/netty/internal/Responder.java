package io.serval.netty.internal;

import io.serval.core.Response;

/** Who answers an exchange: the connection of HTTP/1.1, or one stream of HTTP/2. Called on the loop. */
interface Responder {
    /** Writes the answer, unless the exchange has one already or its client has gone. */
    void answer(Exchange answered, Response response);

    /** The exchange's scope has been cancelled: does what its cause asks for. */
    void cancelled(Exchange cancelled);
}
