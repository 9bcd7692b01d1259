package io.serval.live.internal;

import java.util.Optional;

/** What a route returned: a stream, before it is known who reads it, from where and in which form. */
public interface Source {
    /**
     * Returns where a reader begins. May block.
     *
     * @param position where the reader says it stands
     * @throws io.serval.core.ProblemException 503 if it cannot be known at the moment
     */
    Start start(Optional<String> position) throws Exception;

    /** Returns where a reader begins who has missed something that is no longer there. May block. */
    Start restart() throws Exception;

    /**
     * Returns the envelope of a page, in JSON. May block.
     *
     * @param after where the reader says it stands
     * @param limit of the number of its events
     * @throws io.serval.core.ProblemException 503 if it cannot be read at the moment
     */
    String page(Optional<String> after, int limit) throws Exception;
}
