package io.serval.faults;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * Those who raise counters: clients of the server, and a process beside it, of which the server learns only from the database.
 * Each attempt has an id of its own and is made once: when the answer is lost, only the log knows what became of it.
 */
final class Writers implements AutoCloseable {
    private static final int CLIENTS = 16;
    private static final int PAUSE_MILLIS = 100;
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final int port;
    private final Beside beside;
    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(PATIENCE).build();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final AtomicInteger ids = new AtomicInteger();
    private final BitSet acknowledged = new BitSet();
    private final List<Future<Boolean>> running = new ArrayList<>();
    private volatile boolean stopped;

    /**
     * Starts them.
     *
     * @param data of the server
     */
    Writers(int port, Path data, Random random) {
        this.port = port;
        this.beside = new Beside(data);
        for (int i = 0; i < CLIENTS; i++) {
            start(this::ask, new Random(random.nextLong()));
        }
        start(beside::raise, new Random(random.nextLong()));
    }

    /** A way to raise a counter. */
    @FunctionalInterface
    private interface Way {
        /** Returns whether it was acknowledged. */
        boolean raise(int counter, int id) throws InterruptedException;
    }

    private void start(Way way, Random random) {
        running.add(threads.submit(() -> {
            while (!stopped) {
                int id = ids.incrementAndGet();
                if (way.raise(random.nextInt(Plan.COUNTERS), id)) {
                    acknowledge(id);
                }
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(random.nextInt(PAUSE_MILLIS)));
            }
            return true;
        }));
    }

    private boolean ask(int counter, int id) throws InterruptedException {
        URI uri = URI.create("http://localhost:" + port + "/counters/" + counter + "?id=" + id);
        HttpRequest post = HttpRequest.newBuilder(uri)
                .timeout(PATIENCE)
                .POST(BodyPublishers.noBody())
                .build();
        try {
            return client.send(post, BodyHandlers.discarding()).statusCode() / 100 == 2;
        } catch (IOException e) {
            return false; // Refused or not confirmed: the log alone knows.
        }
    }

    private synchronized void acknowledge(int id) {
        acknowledged.set(id);
        notifyAll();
    }

    /** Waits until so many more have been acknowledged, for that time at most; returns whether they were. */
    synchronized boolean awaitMore(int count, int seconds) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        int enough = acknowledged.cardinality() + count;
        while (acknowledged.cardinality() < enough) {
            long left = deadline - System.nanoTime();
            if (left <= 0) {
                return false;
            }
            TimeUnit.NANOSECONDS.timedWait(this, left);
        }
        return true;
    }

    /** Lets each finish what it has begun; returns the ids of what was acknowledged. */
    BitSet stop() throws InterruptedException {
        stopped = true;
        try {
            for (Future<Boolean> writer : running) {
                writer.get();
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException("A writer has failed.", e);
        }
        synchronized (this) {
            return (BitSet) acknowledged.clone();
        }
    }

    int attempts() {
        return ids.get();
    }

    @Override
    public void close() {
        stopped = true;
        threads.close();
        client.close();
        beside.close();
    }
}
