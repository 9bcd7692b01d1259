package io.serval.core.internal.socket;

/**
 * A piece of a message, as it came.
 *
 * @param last whether the message ends with it
 */
@SuppressWarnings("ArrayRecordComponent") // nobody compares pieces, and copies would cost
record Piece(boolean text, byte[] bytes, boolean last) {}
