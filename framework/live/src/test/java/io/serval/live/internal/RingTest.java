package io.serval.live.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class RingTest {
    private static List<Event> events(long from, long to) {
        var events = new ArrayList<Event>();
        for (long n = from; n <= to; n++) {
            events.add(new Event(new Position("e", n), "\"" + n + "\""));
        }
        return events;
    }

    private static List<Long> held(Ring ring) {
        var offsets = new ArrayList<Long>();
        for (long n = 0; n < ring.tail(); n++) {
            Event next = ring.after(n);
            if (next != null) {
                offsets.add(next.offset());
            }
        }
        return offsets;
    }

    @Test
    @DisplayName("only what follows on is taken, whether it comes twice or too early")
    void follows() {
        Ring ring = Ring.startingAfter(2).with(events(1, 4)).with(events(6, 7)).with(events(4, 5));

        assertThat(held(ring)).containsExactly(3L, 4L, 5L);
        assertThat(ring.tail()).isEqualTo(5);
    }

    @Test
    @DisplayName("a thousand and some events are kept, the newest")
    void newest() {
        Ring ring = Ring.startingAfter(0).with(events(1, 3_000));

        assertThat(held(ring)).hasSize(1024).endsWith(3_000L).startsWith(1_977L);
    }

    @Test
    @DisplayName("what was read for those who fell behind is kept if it leads up to what is there")
    void recalled() {
        Ring ring = Ring.startingAfter(10).with(events(11, 12));

        assertThat(held(ring.preceded(events(7, 12)))).containsExactly(7L, 8L, 9L, 10L, 11L, 12L);
        assertThat(held(ring.preceded(events(7, 9)))).containsExactly(11L, 12L);
        assertThat(held(ring.preceded(List.of()))).containsExactly(11L, 12L);
        assertThat(held(Ring.startingAfter(10).preceded(events(9, 10)).with(events(11, 11))))
                .containsExactly(9L, 10L, 11L);
        long weight = ring.preceded(events(7, 12)).weight();
        assertThat(weight)
                .isEqualTo(events(7, 12).stream().mapToLong(Event::weight).sum());
    }
}
