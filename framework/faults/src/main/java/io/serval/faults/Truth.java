package io.serval.faults;

import io.serval.sql.Database;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * What the database says at the end.
 *
 * @param byTopic the ids of the events of each topic, in the order of their offsets
 * @param torn counters whose row and whose events tell different stories, and topics whose offsets have gaps
 */
record Truth(Map<String, int[]> byTopic, long torn) {
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
                long torn = tx.one("""
                        select count(*) as torn
                        from serval.topic t
                        left join counter c on t.name = 'counter/' || c.name
                        left join (select topic_id, count(*) as rows, max("offset") as last from serval.event group by 1) e
                            on e.topic_id = t.id
                        where t.top <> coalesce(e.rows, 0) or t.top <> coalesce(e.last, 0)
                            or t.top <> coalesce(c.count, t.top)
                        """, row -> row.longValue("torn")).orElse(0L);
                return new Truth(byTopic, torn);
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
                .filter(topic -> topic.getKey().startsWith("counter/"))
                .flatMapToInt(topic -> Arrays.stream(topic.getValue()));
    }
}
