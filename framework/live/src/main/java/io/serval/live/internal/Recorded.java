package io.serval.live.internal;

/**
 * An event as it is kept.
 *
 * @param position where who has seen it stands
 * @param data its JSON
 */
public record Recorded(Position position, String data) {}
