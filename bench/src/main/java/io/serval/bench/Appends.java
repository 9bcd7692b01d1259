package io.serval.bench;

import io.serval.core.Json;
import io.serval.live.Log;
import io.serval.live.Topic;
import io.serval.sql.Database;
import io.serval.sql.Tx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;

/** Transactions as applications run them: one changes a row, and says so in an event. */
final class Appends {
    /** What a transaction does beside changing the state. */
    @FunctionalInterface
    interface Saying {
        void say(Tx tx, int id, Changed event);
    }

    /** The event, about a hundred bytes in JSON. */
    record Changed(String shipment, String status, String place, long at) {}

    static final int TOPICS = 1_000;

    private static final int WRITERS = 16;
    private static final int BACK_FILL_TOPICS = 100;

    private final Database database;
    private final Log log;

    /** Creates the tables, in a database that is empty. */
    Appends(Database database, Log log) {
        this.database = database;
        this.log = log;
        database.transact(tx -> {
            tx.update(
                    "create table public.shipment (id int primary key, status text, changed int) with (fillfactor = 50)");
            tx.update("insert into public.shipment select id, 'new', 0 from generate_series(0, ?) as id", TOPICS - 1);
            tx.update("""
                    create table public.plain (
                        id bigint generated always as identity primary key, topic text not null, payload json not null
                    )
                    """);
        });
    }

    /** An insert into a table without any order, as the cheapest thing that records an event. */
    void insert(Tx tx, int id, Changed event) {
        tx.update(
                "insert into public.plain (topic, payload) values (?, ?::json)",
                "shipment/" + id,
                Json.text(event, Changed.class));
    }

    /** An event of one of many topics. */
    void append(Tx tx, int id, Changed event) {
        log.append(tx, topic("shipment/" + id), event);
    }

    /** An event of one of many topics, and of a feed that gathers all. */
    void appendToFeed(Tx tx, int id, Changed event) {
        log.append(tx, topic("fed/" + id).feeding(topic("feed")), event);
    }

    /** An event of the one topic that all write to. */
    void appendToOne(Tx tx, int id, Changed event) {
        log.append(tx, topic("one"), event);
    }

    /** Returns the transactions a second. */
    double rate(Duration time, Saying saying) throws InterruptedException, ExecutionException {
        long began = System.nanoTime();
        long end = began + time.toNanos();
        long count = 0;
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Long>> writers = new ArrayList<>();
            for (int i = 0; i < WRITERS; i++) {
                writers.add(threads.submit(() -> transactions(end, saying)));
            }
            for (Future<Long> writer : writers) {
                count += writer.get();
            }
        }
        return count * 1e9 / (System.nanoTime() - began);
    }

    private long transactions(long end, Saying saying) {
        long count = 0;
        while (System.nanoTime() < end) {
            int id = ThreadLocalRandom.current().nextInt(TOPICS);
            var event = new Changed("00340434" + id, "IN_TRANSIT", "Frankfurt am Main", 1_767_225_600_000L + count);
            database.transact(tx -> {
                tx.update("update public.shipment set status = ?, changed = changed + 1 where id = ?", "moving", id);
                saying.say(tx, id, event);
            });
            count++;
        }
        return count;
    }

    /** Appends many events in one transaction, and returns how many a second. */
    double backFill(int events) {
        long began = System.nanoTime();
        database.transact(tx -> {
            for (int n = 0; n < events; n++) {
                Topic<Changed> topic = topic("old/" + n % BACK_FILL_TOPICS);
                log.append(tx, topic, new Changed("00340434" + n, "DELIVERED", "Frankfurt am Main", n));
            }
        });
        return events * 1e9 / (System.nanoTime() - began);
    }

    private static Topic<Changed> topic(String name) {
        return Topic.of(name, Changed.class);
    }
}
