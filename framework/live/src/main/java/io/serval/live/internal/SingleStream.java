package io.serval.live.internal;

import io.serval.core.Outlet;
import org.jspecify.annotations.Nullable;

/** A stream that has its connection to itself. */
final class SingleStream implements Subscriber.Owner {
    private final Fanout fanout;
    private @Nullable Hub hub;

    private SingleStream(Fanout fanout) {
        this.fanout = fanout;
    }

    /**
     * Begins the stream; on the outlet's event loop.
     *
     * @param opening what is sent before the first event
     */
    static void open(Outlet outlet, Fanout fanout, Start start, Form form, byte[] heartbeat, byte[] opening) {
        EventLoop loop = fanout.loop(outlet.loop());
        loop.run(() -> {
            var stream = new SingleStream(fanout);
            var subscriber = new Subscriber(outlet, loop, heartbeat, stream);
            subscriber.open();
            if (!subscriber.ended()) {
                subscriber.write(opening);
                stream.follow(start, form, subscriber);
            }
        });
    }

    private void follow(Start start, Form form, Subscriber subscriber) {
        Hub held = fanout.hold(start.topic());
        hub = held;
        new Cursor(held, subscriber, form, start.offset()).open();
    }

    @Override
    public void ended() {
        if (hub != null) {
            fanout.release(hub);
        }
    }

    @Override
    public void writable() {
        // There is nothing but the stream, which has gone on by itself.
    }
}
