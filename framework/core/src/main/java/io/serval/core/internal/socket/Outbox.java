package io.serval.core.internal.socket;

import io.serval.core.Outlet;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Hands what threads send to an outlet's loop, in order, and blocks them while the client is slow. What is handed over in one
 * go leaves in one write. The loop never waits: it only gives room back.
 */
final class Outbox {
    private static final Logger LOG = System.getLogger(Outbox.class.getName());

    /** So many bytes may wait for the loop and, if the client is slow, for the outlet's room, beside those that it holds. */
    private static final int MOST = 64 * 1024;

    /** More than there are threads, and than there can be bytes of room. */
    private static final int ALL = 1 << 30;

    private final Outlet outlet;
    private final Queue<Outgoing> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean scheduled = new AtomicBoolean();

    /** Whose turn it is to send: that of one message, or of one that is sent piece by piece. */
    private final Semaphore turn = new Semaphore(1);

    private final Semaphore room = new Semaphore(MOST);

    /** On the loop: what the outlet has taken since it had room. */
    private int taken;

    Outbox(Outlet outlet) {
        this.outlet = outlet;
    }

    /** Waits until nobody else sends. */
    void enter() throws InterruptedException {
        turn.acquire();
    }

    /** Lets others send. */
    void leave() {
        turn.release();
    }

    /** Hands it over when there is room; by whoever has entered. */
    void put(Outgoing next) throws InterruptedException {
        room.acquire(cost(next));
        hand(next);
    }

    /** Hands it over behind what was sent, whether there is room or not: there can be one only. */
    void putLast(Outgoing.Close close) {
        hand(close);
    }

    /** Whatever somebody waits for here, it does not come: all go on, and find the socket closed. */
    void open() {
        turn.release(ALL);
        room.release(ALL);
    }

    /** The outlet has room. On the loop. */
    void goOn() {
        int all = taken;
        taken = 0;
        room.release(all);
    }

    private void hand(Outgoing next) {
        waiting.add(next);
        if (!scheduled.getAndSet(true)) {
            run(this::take);
        }
    }

    /** Runs the task on the loop; drops it once that has stopped, when there is nothing left to do it for. */
    void run(Runnable task) {
        try {
            outlet.loop().execute(task);
        } catch (RejectedExecutionException e) {
            LOG.log(Level.DEBUG, "Came after the event loop had stopped.", e);
        }
    }

    /** Writes what was handed over. On the loop. */
    void take() {
        scheduled.set(false);
        for (Outgoing next = waiting.poll(); next != null; next = waiting.poll()) {
            next.writeTo(outlet);
            taken += next instanceof Outgoing.Close ? 0 : cost(next);
        }
        outlet.flush();
        if (outlet.writable()) {
            goOn();
        }
    }

    /** One that is larger than all of the room has it to itself. */
    private static int cost(Outgoing next) {
        return Math.min(MOST, next.bytes() + Outgoing.OVERHEAD);
    }
}
