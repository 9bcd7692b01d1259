package io.serval.sql;

import org.jspecify.annotations.Nullable;

/**
 * The block of a transaction that has a result.
 *
 * @param <T> the result's type
 * @param <X> the exception that the block throws beside unchecked ones
 */
@FunctionalInterface
public interface TxFunction<T extends @Nullable Object, X extends Exception> {
    /** Does the work; returning commits, throwing rolls back. */
    T apply(Tx tx) throws X;
}
