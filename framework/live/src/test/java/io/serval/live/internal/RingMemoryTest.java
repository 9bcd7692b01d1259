package io.serval.live.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.serval.core.Scope;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class RingMemoryTest {
    private static final int MOST = 100_000;

    @Test
    @DisplayName("the events of all topics together stay within one bound, and those of quiet topics give way first")
    void quietFirst() {
        var loops = new Loops(Scope.root(), MOST, RandomGenerator.getDefault());
        var quiet = new LatestHub(loops, "quiet");
        var busy = new LatestHub(loops, "busy");
        put(quiet, 0, 200);
        for (int i = 0; i < 20; i++) {
            put(busy, i * 100, 100);
            assertThat(loops.memory().used()).isLessThanOrEqualTo(MOST);
        }

        assertThat(quiet.ring().after(quiet.ring().tail() - 1)).isNull();
        assertThat(busy.ring().after(busy.ring().tail() - 1)).isNotNull();
        quiet.discard();
        busy.discard();
        assertThat(loops.memory().used()).isZero();
    }

    private static void put(LatestHub hub, int from, int count) {
        IntStream.range(from, from + count)
                .forEach(i -> hub.change("k", i, "{\"key\":\"k\",\"value\":" + i + "}", Optional.empty(), _ -> true));
    }
}
