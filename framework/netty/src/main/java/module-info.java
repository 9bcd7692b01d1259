/** HTTP/1.1 and WebSocket on Netty's event loops. */
@org.jspecify.annotations.NullMarked
module io.serval.netty {
    requires transitive io.serval.core;
    requires io.netty.buffer;
    requires io.netty.codec;
    requires io.netty.codec.http;
    requires io.netty.codec.http2;
    requires io.netty.handler;
    requires io.netty.common;
    requires io.netty.transport;
    requires io.netty.transport.classes.epoll;
    requires io.netty.transport.unix.common;

    exports io.serval.netty;
}
