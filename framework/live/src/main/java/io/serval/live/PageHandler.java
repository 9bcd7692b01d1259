package io.serval.live;

/**
 * Takes the events of a topic, page by page.
 *
 * @param <E> the type of the events
 * @param <X> what it may throw
 */
@FunctionalInterface
public interface PageHandler<E, X extends Exception> {
    /** Handles a page; it is empty only if it is a reset. The next one comes when this method has returned. */
    void handle(Page<E> page) throws X;
}
