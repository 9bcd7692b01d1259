package io.serval.cli;

/** What an application does when it starts or stops; see {@link App#onStart} and {@link App#onStop}. */
@FunctionalInterface
public interface Hook {
    /**
     * Does it.
     *
     * @throws Exception if it cannot be done
     */
    void run() throws Exception;
}
