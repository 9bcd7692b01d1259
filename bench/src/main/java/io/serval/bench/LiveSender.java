package io.serval.bench;

import java.io.IOException;

/** What a server of the bench {@code live} can be told to do. */
interface LiveSender extends AutoCloseable {
    /** What each event holds: with its quotes 100 bytes. */
    String TEXT = "x".repeat(98);

    /** What a client is sent when it has joined those that get events, unless it begins with something else. */
    String GREETING = "joined";

    int port();

    /** Does what the words say, {@code burst <count>} at least, and returns the answer. */
    String told(String[] words) throws Exception;

    @Override
    void close() throws IOException;
}
