package io.serval.rooms;

import io.serval.core.Outlet;
import io.serval.core.Problem;
import io.serval.core.ProblemException;
import io.serval.core.SharedMessage;
import io.serval.live.internal.EventForm;
import io.serval.live.internal.Loops;
import io.serval.live.internal.Place;
import io.serval.live.internal.SharedConnection;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A room that somebody is in. What changes the roster happens in its lock, and is handed to the event loops in there, so
 * that each hears of it in order; no event loop ever takes the lock.
 */
final class Room {
    /** A roster as its clients get it. */
    private record Roll(long version, SharedMessage members) {}

    private static final long ANSWER_SECONDS = 5;

    private final String name;
    private final Loops loops;
    private final InstantSource clock;
    private final int most;
    private final Frames frames;
    private final EventForm form;
    private final Roster<Seat> roster = new Roster<>();
    private final Map<Executor, Seats> seats = new HashMap<>();
    private long version;
    private @Nullable Roll roll;

    Room(String name, Loops loops, RoomSettings settings) {
        this.name = name;
        this.loops = loops;
        this.clock = settings.clock();
        this.most = settings.seats();
        this.frames = new Frames(name);
        this.form = new EventForm(frames::said);
    }

    String name() {
        return name;
    }

    Loops loops() {
        return loops;
    }

    /** What was said, in the envelope of this room: made once for all who are in it. */
    EventForm form() {
        return form;
    }

    Frames frames() {
        return frames;
    }

    Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }

    /**
     * Takes a member in.
     *
     * @throws ProblemException 503 if the room is full
     */
    synchronized Seat enter(String member, Outlet outlet, Place place) {
        if (roster.connections() >= most) {
            throw new ProblemException(Problem.of(503, "The room has " + most + " connections and takes no more now."));
        }
        var seat = new Seat(this, member, outlet);
        Seats among = seats.computeIfAbsent(seat.loop(), loop -> new Seats());
        roster.add(member, seat, now()).ifPresent(presence -> changed(frames.joined(presence)));
        SharedMessage welcome = frames.welcome(
                member,
                roster.members(),
                place.position().toString(),
                place.top().toString(),
                place.older(),
                place.reset());
        long known = version;
        turn(seat.loop(), () -> seat.open(among, welcome, known, place));
        return seat;
    }

    synchronized void leave(Seat seat) {
        turn(seat.loop(), seat::leave);
        roster.remove(seat.member(), seat).ifPresent(presence -> changed(frames.left(presence, now())));
    }

    synchronized List<Presence> members() {
        return roster.members();
    }

    /** Offers the message to all but one connection. */
    void offerOthers(SharedMessage message, Seat except) {
        onEachLoop(each -> each.offer(message, except));
    }

    /** Offers the message to all. */
    void offer(SharedMessage message) {
        onEachLoop(each -> each.offer(message));
    }

    /** Whether somebody of that name is here. */
    synchronized boolean present(String member) {
        return !roster.connections(member).isEmpty();
    }

    /**
     * Offers the message to all connections of a member but one; waits for the answer.
     *
     * @return whether one of them took it
     */
    boolean offer(String member, SharedMessage message, Optional<Seat> except) {
        List<CompletableFuture<Boolean>> answers;
        synchronized (this) {
            answers = roster.connections(member).stream()
                    .filter(seat -> except.isEmpty() || except.get() != seat)
                    .map(seat -> {
                        var answer = new CompletableFuture<Boolean>();
                        turn(seat.loop(), () -> answer.complete(seat.offer(message)));
                        return answer.completeOnTimeout(false, ANSWER_SECONDS, TimeUnit.SECONDS);
                    })
                    .toList();
        }
        return answers.stream().map(CompletableFuture::join).reduce(false, Boolean::logicalOr);
    }

    /** Brings the seat the whole roster; once made, it serves all who have to catch up to the same version. */
    void roll(Seat seat) {
        Thread.ofVirtual().name("serval-roll").start(() -> {
            Roll current = roll();
            turn(seat.loop(), () -> seat.roll(current.version, current.members));
        });
    }

    private synchronized Roll roll() {
        Roll known = roll;
        if (known == null || known.version != version) {
            known = new Roll(version, frames.members(roster.members()));
            roll = known;
        }
        return known;
    }

    private void changed(SharedMessage change) {
        long next = ++version;
        onEachLoop(each -> each.changed(next, change));
    }

    private synchronized void onEachLoop(Consumer<Seats> task) {
        seats.forEach((loop, each) -> turn(loop, () -> task.accept(each)));
    }

    private void turn(Executor loop, Runnable task) {
        SharedConnection.turn(loops, loop, task);
    }
}
