package io.serval.faults;

import io.serval.sql.Database;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * What the database says.
 *
 * @param byTopic the ids of the events of each topic, in the order of their offsets
 * @param counts how often each counter was raised, by its row
 * @param gaps topics whose offsets are not those of their events, from 1 to the last
 */
record Truth(Map<String, int[]> byTopic, Map<String, Long> counts, long gaps) {
    private static final String FEED = "counters";
    private static final String COUNTER = "counter/";
    private static final int[] NONE = {};

    /** Reads the database of the server that runs on these data. */
    static Truth of(Path data) {
        try (Database database = Database.running(data)) {
            return database.read(tx -> {
                var byTopic = new HashMap<String, int[]>();
                tx.query("""
                        select t.name, array_agg((e.payload ->> 'id')::int order by e."offset") as ids
                        from serval.topic t join serval.event e on e.topic_id = t.id group by t.name
                        """, row -> byTopic.put(row.string("name"), parse(row.string("ids"))));
                var counts = new HashMap<String, Long>();
                tx.query(
                        "select name, count from counter",
                        row -> counts.put(COUNTER + row.string("name"), row.longValue("count")));
                long gaps = tx.one("""
                        select count(*) as gaps
                        from serval.topic t
                        left join (select topic_id, count(*) as rows, max("offset") as last from serval.event group by 1) e
                            on e.topic_id = t.id
                        where t.top <> coalesce(e.rows, 0) or t.top <> coalesce(e.last, 0)
                        """, row -> row.longValue("gaps")).orElse(0L);
                return new Truth(byTopic, counts, gaps);
            });
        }
    }

    /** Reads an array as PostgreSQL writes it, as {1,2}. */
    private static int[] parse(String array) {
        return Arrays.stream(array.substring(1, array.length() - 1).split(",", -1))
                .mapToInt(Integer::parseInt)
                .toArray();
    }

    int[] ids(String topic) {
        return byTopic.getOrDefault(topic, NONE);
    }

    /** The ids of all events of counters, without what the feed has of them. */
    IntStream written() {
        return byTopic.entrySet().stream()
                .filter(topic -> topic.getKey().startsWith(COUNTER))
                .flatMapToInt(topic -> Arrays.stream(topic.getValue()));
    }

    /** How many counters and topics contradict each other or themselves. */
    long torn() {
        var fromEvents = new HashMap<String, Long>();
        byTopic.forEach((topic, ids) -> {
            if (topic.startsWith(COUNTER)) {
                fromEvents.put(topic, (long) ids.length);
            }
        });
        long counters = IntStream.range(0, Plan.COUNTERS)
                .mapToObj(counter -> COUNTER + counter)
                .filter(topic -> !counts.getOrDefault(topic, 0L).equals(fromEvents.getOrDefault(topic, 0L)))
                .count();
        boolean fed = Arrays.equals(
                written().sorted().toArray(), Arrays.stream(ids(FEED)).sorted().toArray());
        return gaps + counters + (fed ? 0 : 1);
    }

    /** Whether nothing was written between two looks. */
    boolean same(Truth other) {
        return ids(FEED).length == other.ids(FEED).length
                && written().count() == other.written().count();
    }
}
