package io.serval.live.internal;

import io.serval.core.Content;
import io.serval.core.Handler;
import io.serval.core.Outlet;
import io.serval.core.Problem;
import io.serval.core.ProblemException;
import io.serval.core.Request;
import io.serval.core.Response;
import io.serval.core.Scope;
import io.serval.core.SharedMessage;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;

/**
 * A socket of many streams. A client never names a topic: it names a path, and the GET of that path, asked in the name
 * of whoever opened the socket, gives the stream or refuses it. For the connection's event loop only.
 */
final class Multiplexer implements Content.Listener, Subscriber.Owner {
    private static final Logger LOG = System.getLogger(Multiplexer.class.getName());

    private static final int MOST_SUBSCRIPTIONS = 128;
    private static final int MOST_ASKED_AT_ONCE = 8;
    private static final int BAD_COMMAND = 4400;
    private static final int UNAUTHORIZED = 4401;
    private static final int POLICY_VIOLATION = 1008;

    private final Request handshake;
    private final Handler dispatcher;
    private final Loops loops;
    private final Outlet outlet;
    private final Subscriber subscriber;
    private final Map<String, Subscription> subscriptions = new HashMap<>();
    /** Those that are yet to be asked for; all of them are in the map too. */
    private final Queue<Subscription> waiting = new ArrayDeque<>();

    private int asked;

    private Multiplexer(Request handshake, Handler dispatcher, Loops loops, Outlet outlet) {
        this.handshake = handshake;
        this.dispatcher = dispatcher;
        this.loops = loops;
        this.outlet = outlet;
        this.subscriber = new Subscriber(outlet, loops.of(outlet.loop()), Subscriber.Heartbeat.EMPTY_OBJECT, this);
    }

    /** Begins to serve a socket; on its event loop. */
    static Content.Listener open(Request handshake, Handler dispatcher, Loops loops, Outlet outlet) {
        var multiplexer = new Multiplexer(handshake, dispatcher, loops, outlet);
        multiplexer.subscriber.open();
        return multiplexer;
    }

    @Override
    public void text(String message) {
        subscriber.loop().run(() -> {
            if (subscriber.ended()) {
                return;
            }
            try {
                switch (Command.parse(message)) {
                    case Command.Subscribe subscribe -> subscribe(subscribe);
                    case Command.Unsubscribe unsubscribe -> unsubscribe(unsubscribe);
                }
            } catch (ProblemException e) {
                subscriber.end(
                        BAD_COMMAND, "Expected {\"subscribe\":path,\"from\":position?} or {\"unsubscribe\":path}.");
            }
        });
    }

    private void subscribe(Command.Subscribe command) {
        String path = command.path();
        if (subscriptions.containsKey(path)) {
            refuseNow(path, Problem.of(409, "This socket is subscribed to " + path + " already."));
        } else if (subscriptions.size() == MOST_SUBSCRIPTIONS) {
            refuseNow(
                    path,
                    Problem.of(
                            429,
                            "A socket carries " + MOST_SUBSCRIPTIONS
                                    + " subscriptions at most. Unsubscribe from one, or open another socket."));
        } else {
            var subscription =
                    new Subscription(path, command.from(), outlet.scope().child());
            subscriptions.put(path, subscription);
            waiting.add(subscription);
            askNext();
        }
    }

    private void unsubscribe(Command.Unsubscribe command) {
        Subscription subscription = subscriptions.get(command.path());
        if (subscription != null) {
            drop(subscription);
        }
    }

    /** A client that asks without reading the answers is sent away, or they would pile up. */
    private void refuseNow(String path, Problem problem) {
        if (subscriber.writable()) {
            subscriber.write(Frames.refused(path, problem.toResponse()));
        } else {
            subscriber.end(POLICY_VIOLATION, "Read the answers before you ask for more.");
        }
    }

    private void askNext() {
        while (asked < MOST_ASKED_AT_ONCE && !waiting.isEmpty() && subscriber.writable()) {
            Subscription subscription = waiting.remove();
            asked++;
            Thread.ofVirtual().name("serval-subscribe").start(() -> {
                Response response = ask(subscription);
                subscriber.loop().execute(() -> answered(subscription, response));
            });
        }
    }

    private Response ask(Subscription subscription) {
        try {
            Request request = handshake.get(subscription.path(), subscription.scope());
            return dispatcher.handle(request.with(Delivery.ASKED, new Delivery.Asked(subscription.from())));
        } catch (ProblemException e) {
            return e.problem().toResponse();
        } catch (Exception e) {
            LOG.log(Level.ERROR, "The subscription to " + subscription.path() + " failed.", e);
            return Problem.of(500, "").toResponse();
        }
    }

    private void answered(Subscription subscription, Response response) {
        asked--;
        // Whoever has left meanwhile gets nothing, and holds nothing: a stream takes hold of its topic when it joins.
        if (!subscriber.ended() && subscriptions.get(subscription.path()) == subscription) {
            if (response.content() instanceof Content.Push(Delivery.Joining joining)) {
                subscription.join(loops, subscriber, joining.source(), joining.start());
                subscription.scope().onCancel(() -> subscriber.loop().execute(() -> end(subscription)));
            } else {
                subscriber.write(Frames.refused(subscription.path(), response));
                drop(subscription);
            }
        }
        askNext();
    }

    /**
     * The subscription's scope was cancelled: a credential has expired, say. If it is the socket that ends, the stream
     * does not: its client takes it up again on the next socket.
     */
    private void end(Subscription subscription) {
        if (!outlet.scope().cancelled() && subscriptions.get(subscription.path()) == subscription) {
            subscription.number().ifPresent(number -> subscriber.write(Frames.ended(number)));
            drop(subscription);
        }
    }

    private void drop(Subscription subscription) {
        subscriptions.remove(subscription.path());
        waiting.remove(subscription);
        subscription.close();
    }

    @Override
    public void ended() {
        List.copyOf(subscriptions.values()).forEach(this::drop);
        // Before the transport does: what it says to a cancelled stream does not tell the client to sign in again.
        if (outlet.scope().cause().filter(Scope.Cause.CANCELLED::equals).isPresent()) {
            outlet.close(UNAUTHORIZED, "The credential that opened this socket has expired or was revoked.");
        }
    }

    @Override
    public void writable() {
        askNext();
    }

    @Override
    public Optional<SharedMessage> farewell() {
        return Optional.of(Frames.retry(loops.retry()));
    }
}
