package io.serval.live.internal;

import io.serval.core.Outlet;
import io.serval.core.SharedMessage;
import java.util.List;

/** A stream that has its connection to itself. */
final class SingleStream {
    private SingleStream() {}

    /**
     * Begins the stream; on the outlet's event loop.
     *
     * @param start where it begins
     * @param owner whose connection it is
     * @param opening what is sent before the first event
     */
    static void open(
            Outlet outlet,
            Loops loops,
            Source source,
            Start start,
            Form form,
            Subscriber.Heartbeat heartbeat,
            Subscriber.Owner owner,
            List<SharedMessage> opening) {
        EventLoop loop = loops.of(outlet.loop());
        loop.run(() -> {
            var subscriber = new Subscriber(outlet, loop, heartbeat, owner);
            subscriber.open();
            if (!subscriber.ended()) {
                opening.forEach(subscriber::write);
                new Reader(source, outlet.scope(), loops, subscriber, form).open(start, Reader.hold(start));
            }
        });
    }
}
