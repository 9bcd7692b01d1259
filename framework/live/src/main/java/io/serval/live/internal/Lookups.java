package io.serval.live.internal;

import io.serval.sql.Database;
import io.serval.sql.Row;
import io.serval.sql.Tx;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * Looks topics up by their names, those of many requests in one statement: while one look is under way, what others ask
 * is gathered for the next. A look begins after it was asked for, so what it finds is never old.
 */
public final class Lookups {
    private static final String FIND =
            "select id, epoch, top, floor, name from serval.topic where name = any(?::text[])";

    /** What the next look is to find. */
    private static final class Batch {
        private final TreeSet<String> names = new TreeSet<>();
        private final CompletableFuture<Map<String, TopicRow>> found = new CompletableFuture<>();
    }

    private final Database database;
    private final Duration answer;
    private final Loops loops;
    private @Nullable Batch next;
    private boolean looking;

    /**
     * Creates the look-ups.
     *
     * @param answer how long the database may take to answer
     */
    public Lookups(Database database, Duration answer, Loops loops) {
        this.database = database;
        this.answer = answer;
        this.loops = loops;
    }

    /**
     * Returns the topics of these names, in their order; one that is new to the log is entered. Blocks.
     *
     * @throws io.serval.sql.SqlException if the database does not answer in time
     */
    List<TopicRow> find(List<String> names) throws InterruptedException {
        CompletableFuture<Map<String, TopicRow>> joined = join(names);
        if (begins() && !loops.aside(this::look)) {
            look();
        }
        Map<String, TopicRow> found = await(joined);
        return names.stream().map(found::get).toList();
    }

    /** Returns the topics of these names as the transaction sees them; those that are new to the log are missing. */
    static Map<String, TopicRow> find(Tx tx, Collection<String> names) {
        var found = new HashMap<String, TopicRow>();
        tx.query(FIND, row -> found.put(row.string("name"), topic(row)), List.copyOf(names));
        return found;
    }

    static TopicRow topic(Row row) {
        return new TopicRow(row.longValue("id"), row.string("epoch"), row.longValue("top"), row.longValue("floor"));
    }

    private synchronized CompletableFuture<Map<String, TopicRow>> join(List<String> names) {
        Batch batch = next;
        if (batch == null) {
            batch = new Batch();
            next = batch;
        }
        batch.names.addAll(names);
        return batch.found;
    }

    private synchronized boolean begins() {
        boolean begins = !looking;
        looking = true;
        return begins;
    }

    private void look() {
        for (Batch batch = take(); batch != null; batch = take()) {
            try {
                batch.found.complete(look(batch.names));
            } catch (RuntimeException | Error e) {
                batch.found.completeExceptionally(e);
            }
        }
    }

    private synchronized @Nullable Batch take() {
        Batch batch = next;
        next = null;
        looking = batch != null;
        return batch;
    }

    private Map<String, TopicRow> look(TreeSet<String> names) {
        Map<String, TopicRow> found = database.read(answer, tx -> find(tx, names));
        while (found.size() < names.size()) {
            // A topic needs its epoch before its first event, or a reader who came early could not resume.
            List<String> missing =
                    names.stream().filter(name -> !found.containsKey(name)).toList();
            database.transact(tx -> {
                tx.limit(Optional.of(answer));
                tx.update("insert into serval.topic (name) select unnest(?::text[]) on conflict do nothing", missing);
            });
            found.putAll(database.read(answer, tx -> find(tx, missing)));
        }
        return found;
    }

    private static Map<String, TopicRow> await(CompletableFuture<Map<String, TopicRow>> found)
            throws InterruptedException {
        try {
            return found.get();
        } catch (ExecutionException e) {
            switch (e.getCause()) {
                case RuntimeException cause -> throw cause;
                case Error cause -> throw cause;
                case null, default -> throw new IllegalStateException("A look throws nothing else.", e);
            }
        }
    }
}
