package io.serval.live.internal;

import io.serval.core.Key;
import io.serval.sql.Row;
import io.serval.sql.Tx;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The events that a transaction is to append. They are written in one go right before COMMIT, after all other hooks: a
 * topic is locked for no longer than it takes to commit. Many events wait in a temporary table, so that a back-fill needs
 * no more memory than any other transaction, and locks nothing before its end either.
 */
public final class Appends implements Tx.Restorable {
    private static final Key<Appends> KEY = Key.named("events to append");
    private static final int MOST_EVENTS = 4_096;
    private static final int MOST_CHARACTERS = 4 * 1024 * 1024;

    /**
     * Numbers the events of each topic, locks the topics' rows in the order of their names, so that two transactions
     * never wait for each other in a circle, and stores the events beside them. {@code place} is the order of the appends.
     */
    private static final String APPEND = """
            with entry as (
                select name, payload, row_number() over (partition by name order by place desc) - 1 as below_top
                from %s as input (name, payload, place)
            ), appended as (
                insert into serval.topic as topic (name, top)
                select name, count(*) from entry group by name order by name collate "C"
                on conflict (name) do update set top = topic.top + excluded.top
                returning id, name, top
            ), stored as (
                insert into serval.event (topic_id, "offset", payload)
                select appended.id, appended.top - entry.below_top, entry.payload::json
                from entry join appended on appended.name = entry.name collate "C"
            )
            select id, name, top from appended
            """;

    private static final String APPEND_FEW = APPEND.formatted("unnest(?::text[], ?::text[]) with ordinality");
    private static final String APPEND_MANY = APPEND.formatted("pg_temp.serval_append");

    /**
     * The same for the most usual case, one event of a topic that is there already, without the work of sorting and counting;
     * returns nothing if it is not there. One lock needs no order.
     */
    private static final String APPEND_ONE = """
            with appended as (
                update serval.topic set top = top + 1 where name = ? returning id, name, top
            ), stored as (
                insert into serval.event (topic_id, "offset", payload) select id, top, ?::json from appended
            )
            select id, name, top from appended
            """;

    private static final String MAKE_ROOM = """
            create temporary table serval_append (
                name text not null, payload text not null, place bigint generated always as identity
            ) on commit drop
            """;
    private static final String PUT_ASIDE = """
            insert into pg_temp.serval_append (name, payload)
            select name, payload
            from unnest(?::text[], ?::text[]) with ordinality as input (name, payload, place) order by place
            """;

    /** What waits in memory: of each event the topic and the JSON. */
    private static final class Buffer {
        private final List<String> topics = new ArrayList<>();
        private final List<String> payloads = new ArrayList<>();
        private int characters;

        void add(String topic, String payload) {
            topics.add(topic);
            payloads.add(payload);
            characters += topic.length() + payload.length();
        }

        boolean full() {
            return topics.size() >= MOST_EVENTS || characters >= MOST_CHARACTERS;
        }

        void cut(int size, int charactersThen) {
            topics.subList(size, topics.size()).clear();
            payloads.subList(size, payloads.size()).clear();
            characters = charactersThen;
        }
    }

    private record Appended(long id, String name, long top) {}

    private final Tx tx;
    private final Listener listener;
    private Buffer buffer = new Buffer();
    private boolean aside;
    private boolean flushing;

    private Appends(Tx tx, Listener listener) {
        this.tx = tx;
        this.listener = listener;
    }

    /**
     * Returns the events of the transaction.
     *
     * @param listener told of them after the commit
     */
    public static Appends of(Tx tx, Listener listener) {
        return tx.attachment(KEY, () -> new Appends(tx, listener));
    }

    /** Adds an event. */
    public void add(String topic, String payload) {
        if (!flushing) {
            flushing = true;
            tx.beforeCommit(() -> tx.beforeCommit(this::flush));
        }
        buffer.add(topic, payload);
        if (buffer.full()) {
            putAside();
        }
    }

    /** What is put aside is rolled back by the database itself; what is in memory, here. */
    @Override
    public Runnable mark() {
        Buffer then = buffer;
        int size = then.topics.size();
        int characters = then.characters;
        boolean asideThen = aside;
        boolean flushingThen = flushing;
        return () -> {
            then.cut(size, characters);
            buffer = then;
            aside = asideThen;
            flushing = flushingThen;
        };
    }

    private void putAside() {
        if (!aside) {
            tx.update(MAKE_ROOM);
            aside = true;
        }
        if (!buffer.topics.isEmpty()) {
            tx.update(PUT_ASIDE, buffer.topics, buffer.payloads);
        }
        buffer = new Buffer(); // not emptied: a savepoint may bring it back
    }

    private void flush() {
        flushing = false;
        if (aside) {
            putAside();
            tx.update("analyze pg_temp.serval_append");
            List<Appended> appended = tx.query(APPEND_MANY, Appends::appended);
            tx.update("drop table pg_temp.serval_append");
            aside = false;
            tx.afterCommit(() -> appended.forEach(topic -> listener.wake(topic.id(), topic.top())));
        } else {
            Buffer written = buffer;
            buffer = new Buffer();
            List<Appended> appended = append(written);
            tx.afterCommit(() -> tell(appended, written));
        }
    }

    private List<Appended> append(Buffer written) {
        if (written.topics.size() == 1) {
            List<Appended> one =
                    tx.query(APPEND_ONE, Appends::appended, written.topics.getFirst(), written.payloads.getFirst());
            if (!one.isEmpty()) {
                return one;
            }
        }
        return tx.query(APPEND_FEW, Appends::appended, written.topics, written.payloads);
    }

    private void tell(List<Appended> appended, Buffer written) {
        Map<String, List<String>> payloads = new HashMap<>();
        for (int i = 0; i < written.topics.size(); i++) {
            payloads.computeIfAbsent(written.topics.get(i), topic -> new ArrayList<>())
                    .add(written.payloads.get(i));
        }
        appended.forEach(
                topic -> listener.committed(topic.id(), topic.top(), payloads.getOrDefault(topic.name(), List.of())));
    }

    private static Appended appended(Row row) {
        return new Appended(row.longValue("id"), row.string("name"), row.longValue("top"));
    }
}
