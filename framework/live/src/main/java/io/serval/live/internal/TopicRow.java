package io.serval.live.internal;

/**
 * A topic as the log knows it.
 *
 * @param id its key
 * @param epoch marks its positions
 * @param top the offset of its last event; 0 before the first
 * @param floor the offset of the last event that is no longer kept; 0 if all are
 */
public record TopicRow(long id, String epoch, long top, long floor) {
    /** Returns the position after the event of that offset. */
    public Position at(long offset) {
        return new Position(epoch, offset);
    }

    /** Whether all events after the position are there to be read. */
    boolean covers(Position position) {
        return position.epoch().equals(epoch) && floor <= position.offset() && position.offset() <= top;
    }
}
