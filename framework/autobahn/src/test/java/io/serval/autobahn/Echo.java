package io.serval.autobahn;

import io.serval.core.Message;
import io.serval.core.Socket;
import io.serval.core.Upgrade;
import io.serval.netty.Limits;
import io.serval.netty.NettyServer;
import io.serval.netty.NettyServer.Settings;
import java.util.Optional;

/** What the suite talks to: says back what it hears, through the sockets that routes have. */
public final class Echo {
    /** The largest message of the suite. */
    private static final int MESSAGE = 16 * 1024 * 1024;

    /** The suite sends such messages in fragments of 64 bytes, as fast as it can. */
    private static final int FRAMES = 1_000_000;

    private Echo() {}

    /** Serves until the process ends; the plug-in has no other way to stop it. */
    public static void main(String[] port) {
        NettyServer.start(
                Settings.onPort(Integer.parseInt(port[0]))
                        .withLimits(Limits.defaults().withMessageBytes(MESSAGE).withFrames(FRAMES)),
                request -> Upgrade.to(Echo::talk).toResponse(request));
    }

    private static void talk(Socket socket) {
        for (Optional<Message> next = socket.receive(); next.isPresent(); next = socket.receive()) {
            switch (next.get()) {
                case Message.Text(String text) -> socket.send(text);
                case Message.Binary(byte[] bytes) -> socket.send(bytes);
            }
        }
    }
}
