package io.serval.observe.internal;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import org.jspecify.annotations.Nullable;

/**
 * Writes the log on a thread of its own, so that nobody who logs waits for a disk or a terminal. Takes no lock, as event
 * loops log too. So many lines may wait; further ones are lost, and their number is told.
 */
public final class AsyncHandler extends Handler {
    private static final int MOST = 10_000;
    private static final long FAREWELL_NANOS = 2_000_000_000L;

    private final PrintStream out;
    private final Function<Line, String> form;
    private final Queue<Line> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicInteger count = new AtomicInteger();
    private final AtomicLong lost = new AtomicLong();
    private final Thread writer;
    private volatile boolean idle;
    private volatile boolean closed;

    /** Creates a handler that writes JSON lines, or text, to the stream. */
    public AsyncHandler(PrintStream out, boolean json) {
        this.out = out;
        this.form = json ? Line::json : Line::text;
        this.writer = Thread.ofPlatform().daemon().name("serval-log").start(this::write);
    }

    @Override
    public void publish(@Nullable LogRecord record) {
        if (record == null || closed || !isLoggable(record)) {
            return;
        }
        if (count.incrementAndGet() > MOST) {
            count.decrementAndGet();
            lost.incrementAndGet();
            return;
        }
        waiting.add(Line.of(record));
        if (idle) {
            LockSupport.unpark(writer);
        }
    }

    /** How many lines were lost so far and not told yet. */
    public long lost() {
        return lost.get();
    }

    /** Waits until what was logged before has been written, two seconds at most. */
    @Override
    public void flush() {
        long deadline = System.nanoTime() + FAREWELL_NANOS;
        while (count.get() > 0 && writer.isAlive() && System.nanoTime() < deadline) {
            LockSupport.unpark(writer);
            LockSupport.parkNanos(1_000_000);
        }
        out.flush();
    }

    @Override
    public void close() {
        flush();
        closed = true;
        LockSupport.unpark(writer);
    }

    private void write() {
        while (!closed) {
            Line next = waiting.poll();
            if (next == null) {
                out.flush();
                pause();
            } else {
                print(form.apply(next));
                count.decrementAndGet();
                tellLoss();
            }
        }
    }

    private void pause() {
        idle = true;
        // Asked again: who logged before this saw no reason to wake the writer.
        if (waiting.isEmpty() && !closed) {
            LockSupport.park(this);
        }
        idle = false;
    }

    private void tellLoss() {
        long number = lost.getAndSet(0);
        if (number > 0) {
            var record = new LogRecord(
                    java.util.logging.Level.WARNING,
                    number + " lines of the log were lost here: more was logged than could be written.");
            record.setLoggerName(AsyncHandler.class.getName());
            print(form.apply(Line.of(record)));
        }
    }

    private void print(String line) {
        byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
        out.write(bytes, 0, bytes.length);
    }
}
