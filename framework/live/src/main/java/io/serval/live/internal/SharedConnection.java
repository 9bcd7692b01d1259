package io.serval.live.internal;

import io.serval.core.Outlet;
import io.serval.core.SharedMessage;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

/**
 * A connection that gets the events of a topic among other messages: for modules that deliver in forms of their own. For
 * the connection's event loop only, in a {@linkplain #turn turn}.
 */
public final class SharedConnection {
    /** Whose connection it is. */
    public interface Owner {
        /** Called once, when it has ended, by whichever side. */
        void ended();

        /** Called when the connection takes more again, after the events of the topic. */
        void writable();
    }

    private final Outlet outlet;
    private final Loops loops;
    private final Subscriber subscriber;

    /** Creates one that is not open yet. An empty JSON object is sent on it now and then. */
    public SharedConnection(Outlet outlet, Loops loops, Owner owner) {
        this.outlet = outlet;
        this.loops = loops;
        this.subscriber = new Subscriber(
                outlet, loops.of(outlet.loop()), Subscriber.Heartbeat.EMPTY_OBJECT, new Subscriber.Owner() {
                    @Override
                    public void ended() {
                        owner.ended();
                    }

                    @Override
                    public void writable() {
                        owner.writable();
                    }
                });
    }

    /** Runs the task on the loop, and flushes what it wrote; any thread may ask. Dropped if the loop has ended. */
    public static void turn(Loops loops, Executor loop, Runnable task) {
        try {
            loop.execute(() -> loops.of(loop).run(task));
        } catch (RejectedExecutionException e) {
            // The loop has ended, and all connections with it: there is nobody left to serve.
        }
    }

    /** Begins: the end of the connection is its end. It ends at once if the loops are closed. */
    public void open() {
        subscriber.open();
    }

    /** Follows the topic from the place on; if what comes next is lost one day, the connection ends with 1013. */
    public void follow(Place place, EventForm form) {
        var part = new Start.Part(place.hub(), place.position());
        var start = new Start(List.of(part), Optional.empty(), place.reset());
        new Reader(new Once(start), outlet.scope(), loops, subscriber, form).open(start, Reader.hold(start));
    }

    /** Whether it is open and its client keeps up. */
    public boolean writable() {
        return subscriber.writable();
    }

    /** Whether it has ended. */
    public boolean ended() {
        return subscriber.ended();
    }

    /** Writes a message; does nothing once it has ended. */
    public void write(SharedMessage message) {
        subscriber.write(message);
    }

    /** Ends it, and leaves the connection itself open. */
    public void leave() {
        subscriber.leave();
    }

    /** A stream that begins once: its owner has more to say at a beginning than the stream knows. */
    private record Once(Start start) implements Source {
        @Override
        public Start start(Optional<String> position) {
            return start;
        }

        @Override
        public Start restart() {
            throw new IllegalStateException("This stream does not begin anew by itself; its client comes back.");
        }

        @Override
        public String page(Optional<String> after, int limit) {
            throw new IllegalStateException("This stream has no pages.");
        }
    }
}
