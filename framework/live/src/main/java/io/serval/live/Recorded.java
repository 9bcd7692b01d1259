package io.serval.live;

/**
 * An event as the log holds it.
 *
 * @param position where a reader stands who has seen it
 * @param event what was appended
 */
public record Recorded<E>(String position, E event) {}
