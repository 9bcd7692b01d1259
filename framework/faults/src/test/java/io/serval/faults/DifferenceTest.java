package io.serval.faults;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("What a client showed, beside the log")
class DifferenceTest {
    private static final int[] TRUTH = {7, 3, 9, 4};

    private static Difference shown(long begin, int... ids) {
        return Difference.of(TRUTH, begin, ids);
    }

    @Test
    @DisplayName("is no different if it is the same from where the client began")
    void same() {
        assertThat(shown(0, 7, 3, 9, 4)).isEqualTo(Difference.NONE);
        assertThat(shown(2, 9, 4)).isEqualTo(Difference.NONE);
        assertThat(shown(4)).isEqualTo(Difference.NONE);
    }

    @Test
    @DisplayName("lacks what was not shown, at the beginning, in the middle and at the end")
    void lost() {
        assertThat(shown(0, 3, 9, 4)).isEqualTo(new Difference(1, 0, 0, 0));
        assertThat(shown(0, 7, 4)).isEqualTo(new Difference(2, 0, 0, 0));
        assertThat(shown(0)).isEqualTo(new Difference(4, 0, 0, 0));
        assertThat(shown(2, 9)).isEqualTo(new Difference(1, 0, 0, 0));
    }

    @Test
    @DisplayName("has one too many of what was shown again, wherever that was")
    void doubled() {
        assertThat(shown(0, 7, 3, 3, 9, 4)).isEqualTo(new Difference(0, 1, 0, 0));
        assertThat(shown(0, 7, 3, 9, 4, 7)).isEqualTo(new Difference(0, 1, 0, 0));
    }

    @Test
    @DisplayName("is out of order by each event that came after a later one")
    void misordered() {
        assertThat(shown(0, 7, 9, 3, 4)).isEqualTo(new Difference(0, 0, 1, 0));
        assertThat(shown(0, 4, 7, 3, 9)).isEqualTo(new Difference(0, 0, 3, 0));
    }

    @Test
    @DisplayName("is invented where the log has no such event, or the snapshot had it already")
    void invented() {
        assertThat(shown(0, 7, 3, 9, 4, 5)).isEqualTo(new Difference(0, 0, 0, 1));
        assertThat(shown(2, 3, 9, 4)).isEqualTo(new Difference(0, 0, 0, 1));
        assertThat(shown(6, 5)).isEqualTo(new Difference(0, 0, 0, 3));
    }
}
