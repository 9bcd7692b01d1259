package io.serval.rooms;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A roster")
class RosterTest {
    private static final Instant NINE = Instant.parse("2026-05-06T09:00:00Z");
    private static final Instant TEN = Instant.parse("2026-05-06T10:00:00Z");

    private final Roster<String> roster = new Roster<>();

    @Test
    @DisplayName("has a member from the first of its connections to the last")
    void firstToLast() {
        var ann = new Presence("Ann", NINE);
        assertThat(roster.add("Ann", "1", NINE)).contains(ann);
        assertThat(roster.add("Ann", "2", TEN)).isEmpty();
        assertThat(roster.connections()).isEqualTo(2);
        assertThat(roster.remove("Ann", "1")).isEmpty();
        assertThat(roster.members()).containsExactly(ann);
        assertThat(roster.remove("Ann", "2")).contains(ann);
        assertThat(roster.members()).isEmpty();
        assertThat(roster.connections()).isZero();
    }

    @Test
    @DisplayName("counts a connection that leaves twice once")
    void leavesTwice() {
        roster.add("Ann", "1", NINE);
        roster.add("Ann", "2", NINE);
        roster.remove("Ann", "1");
        assertThat(roster.remove("Ann", "1")).isEqualTo(Optional.empty());
        assertThat(roster.connections("Ann")).containsExactly("2");
        assertThat(roster.connections()).isEqualTo(1);
    }
}
