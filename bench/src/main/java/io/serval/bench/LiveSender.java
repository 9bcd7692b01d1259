package io.serval.bench;

import java.io.IOException;

/** What a server of the bench {@code live} can be told to do. */
interface LiveSender extends AutoCloseable {
    /** What each event holds: with its quotes 100 bytes. */
    String TEXT = "x".repeat(98);

    int port();

    /** Does what the words say, {@code burst <count>} at least, and returns the answer. */
    String told(String[] words) throws Exception;

    @Override
    void close() throws IOException;
}
