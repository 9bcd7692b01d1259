package io.serval.live.internal;

import io.serval.core.Scope;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** One path on a socket of many streams, from the moment that it is asked for. For the socket's event loop only. */
final class Subscription {
    /** What a subscription that was granted holds. */
    private record Joined(Hub hub, Form.Numbered form, Reader reader) {}

    private final String path;
    private final Optional<String> from;
    private final Scope scope;
    private @Nullable Joined joined;

    /**
     * Creates a subscription that nobody has granted yet.
     *
     * @param from the position that the client wants to go on from
     * @param scope its lifetime; closed with it
     */
    Subscription(String path, Optional<String> from, Scope scope) {
        this.path = path;
        this.from = from;
        this.scope = scope;
    }

    String path() {
        return path;
    }

    Optional<String> from() {
        return from;
    }

    Scope scope() {
        return scope;
    }

    /** The number that marks its frames; empty before it was granted. */
    OptionalInt number() {
        return joined == null
                ? OptionalInt.empty()
                : OptionalInt.of(joined.form().number());
    }

    /** Begins the stream. */
    void join(Loops loops, Subscriber subscriber, Source source, Start start) {
        List<Hub> hubs = Reader.hold(start);
        Hub first = hubs.getFirst();
        Form.Numbered form = Counted.acquire(first.forms(), path, () -> new Form.Numbered(loops.nextNumber()));
        var reader = new Reader(source, scope, loops, subscriber, form);
        joined = new Joined(first, form, reader);
        subscriber.write(Frames.subscribed(path, form.number()));
        subscriber.write(start.frame(form));
        reader.open(start, hubs);
    }

    /** Ends it, granted or not, and lets go of all it holds. */
    void close() {
        if (joined != null) {
            joined.reader().close();
            Counted.release(joined.hub().forms(), path, joined.form());
        }
        scope.close();
    }
}
