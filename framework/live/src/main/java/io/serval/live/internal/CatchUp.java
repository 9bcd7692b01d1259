package io.serval.live.internal;

import io.serval.sql.Database;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * Reads the log for all hubs: many topics in one statement, and two statements at once at most, however many clients come
 * back at the same time. More would take the connections that requests need.
 */
final class CatchUp {
    /** How many events of a topic a read brings at most. */
    static final int EVENTS = 200;

    private static final int TOPICS = 50;
    private static final int MOST_AT_ONCE = 2;

    private static final String READ = """
            select asked.place, topic.id, topic.epoch, topic.top, topic.floor, event."offset", event.payload
            from unnest(?::bigint[], ?::bigint[]) with ordinality as asked (topic_id, after, place)
            join serval.topic on topic.id = asked.topic_id
            left join lateral (
                select "offset", payload from serval.event
                where topic_id = asked.topic_id and "offset" > asked.after
                order by "offset" limit ?
            ) as event on true
            order by asked.place, event."offset"
            """;

    /** What a hub wants to know, and what it has asked so far. */
    private record Asked(LogHub hub, int before, List<Long> after) {}

    private record Question(LogHub hub, long after) {}

    /** An answer in the making. */
    private record Answer(TopicRow topic, List<Event> events) {}

    private final Database database;
    private final Duration answer;
    private final Loops loops;
    private final Consumer<Throwable> failed;
    /** A hub is in here once at most. */
    private final Queue<LogHub> asking = new ConcurrentLinkedQueue<>();

    private final AtomicInteger running = new AtomicInteger();
    private final AtomicLong reads = new AtomicLong();

    CatchUp(Database database, Duration answer, Loops loops, Consumer<Throwable> failed) {
        this.database = database;
        this.answer = answer;
        this.loops = loops;
        this.failed = failed;
    }

    /** Has the hub asked for its questions, and given the answers. Never waits. */
    void ask(LogHub hub) {
        asking.add(hub);
        start();
    }

    /** How many times a topic was read. */
    long reads() {
        return reads.get();
    }

    private void start() {
        if (running.getAndUpdate(tasks -> tasks < MOST_AT_ONCE ? tasks + 1 : tasks) < MOST_AT_ONCE) {
            loops.aside(this::run);
        }
    }

    private void run() {
        do {
            for (List<Asked> batch = next(); !batch.isEmpty(); batch = next()) {
                answer(batch);
            }
            running.decrementAndGet();
            // Whoever asks right before that line finds all tasks running, and is seen here.
        } while (!asking.isEmpty()
                && running.getAndUpdate(tasks -> tasks < MOST_AT_ONCE ? tasks + 1 : tasks) < MOST_AT_ONCE);
    }

    private List<Asked> next() {
        var batch = new ArrayList<Asked>();
        while (batch.size() < TOPICS) {
            LogHub hub = asking.poll();
            if (hub == null) {
                break;
            }
            int before = hub.asked();
            batch.add(new Asked(hub, before, hub.questions()));
        }
        return batch;
    }

    private void answer(List<Asked> batch) {
        var questions = new ArrayList<Question>();
        batch.forEach(asked -> asked.after().forEach(after -> questions.add(new Question(asked.hub(), after))));
        try {
            if (!questions.isEmpty()) {
                read(questions);
            }
        } catch (RuntimeException | Error e) {
            batch.forEach(asked -> asked.hub().unanswered());
            failed.accept(e);
            return;
        }
        for (Asked asked : batch) {
            if (asked.hub().answered(asked.before())) {
                asking.add(asked.hub());
            }
        }
    }

    private void read(List<Question> questions) {
        reads.addAndGet(questions.size());
        Map<Integer, Answer> answers = answers(questions);
        for (int i = 0; i < questions.size(); i++) {
            Question question = questions.get(i);
            Answer answer = answers.get(i);
            if (answer == null) {
                question.hub().vanished();
            } else {
                boolean more = answer.events().size() == EVENTS;
                question.hub().read(answer.topic(), question.after(), answer.events(), more);
            }
        }
    }

    private Map<Integer, Answer> answers(List<Question> questions) {
        var answers = new LinkedHashMap<Integer, Answer>();
        List<Long> topics =
                questions.stream().map(question -> question.hub().topic().id()).toList();
        List<Long> after = questions.stream().map(Question::after).toList();
        database.read(
                answer,
                tx -> tx.query(
                        READ,
                        row -> {
                            int place = (int) row.longValue("place") - 1;
                            Answer answer = answers.computeIfAbsent(
                                    place, _ -> new Answer(Lookups.topic(row), new ArrayList<>()));
                            row.optionalLong("offset")
                                    .ifPresent(offset -> answer.events()
                                            .add(new Event(answer.topic().at(offset), row.string("payload"))));
                            return place;
                        },
                        topics,
                        after,
                        EVENTS));
        return answers;
    }
}
