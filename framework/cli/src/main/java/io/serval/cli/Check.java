package io.serval.cli;

/** Finds out whether a part that the application depends on works; see {@link App#check}. */
@FunctionalInterface
public interface Check {
    /**
     * Returns if the part works. Interrupted when it takes longer than three seconds.
     *
     * @throws Exception if it does not work: the message is logged, and not told to those who ask
     */
    void run() throws Exception;
}
