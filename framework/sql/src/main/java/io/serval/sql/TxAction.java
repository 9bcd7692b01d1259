package io.serval.sql;

/**
 * The block of a transaction without a result.
 *
 * @param <X> the exception that the block throws beside unchecked ones
 */
@FunctionalInterface
public interface TxAction<X extends Exception> {
    /** Does the work; returning commits, throwing rolls back. */
    void run(Tx tx) throws X;
}
