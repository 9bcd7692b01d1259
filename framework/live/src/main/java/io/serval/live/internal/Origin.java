package io.serval.live.internal;

import io.serval.sql.Tx;
import java.util.Optional;

/** Decides where the readers of a topic begin. */
@FunctionalInterface
public interface Origin {
    /**
     * Returns where a reader begins; called in the transaction that the topic was read in.
     *
     * @param position where the reader says it stands
     */
    Start start(Tx tx, TopicRow topic, Optional<String> position) throws Exception;
}
