package io.serval.live.internal;

import io.serval.core.Outlet;

/** A stream that has its connection to itself. */
final class SingleStream implements Subscriber.Owner {
    private final Fanout fanout;
    private final Hub hub;

    private SingleStream(Fanout fanout, Hub hub) {
        this.fanout = fanout;
        this.hub = hub;
    }

    /**
     * Begins the stream; on the outlet's event loop.
     *
     * @param opening what is sent before the first event
     */
    static void open(Outlet outlet, Fanout fanout, Start start, Form form, byte[] heartbeat, byte[] opening) {
        EventLoop loop = fanout.loop(outlet.loop());
        loop.run(() -> {
            Hub hub = fanout.hold(start.topic());
            var subscriber = new Subscriber(outlet, loop, heartbeat, new SingleStream(fanout, hub));
            subscriber.open();
            subscriber.write(opening);
            if (!subscriber.ended()) {
                new Cursor(hub, subscriber, form, start.offset()).open();
            }
        });
    }

    @Override
    public void ended() {
        fanout.release(hub);
    }

    @Override
    public void writable() {
        // There is nothing but the stream, which has gone on by itself.
    }
}
