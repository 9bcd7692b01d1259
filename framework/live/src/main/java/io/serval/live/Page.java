package io.serval.live;

import java.util.List;

/**
 * Some events of a topic that follow on each other, without a gap.
 *
 * @param position where a reader stands who has seen them; opaque, and to be kept together with what was made of them
 * @param events in the order of the commits
 * @param reset whether they do not follow on the position that was asked for, because the log does not know it, or no
 *     longer holds all that follows: what the reader had is void, and it starts anew, with the first event that is kept
 */
public record Page<E>(String position, List<Recorded<E>> events, boolean reset) {
    /** Copies the list. */
    public Page {
        events = List.copyOf(events);
    }
}
