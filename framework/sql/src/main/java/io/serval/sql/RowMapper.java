package io.serval.sql;

/**
 * Makes a value of a row.
 *
 * @param <T> the value's type
 */
@FunctionalInterface
public interface RowMapper<T> {
    /** Returns the value. The row is valid during this call only. */
    T map(Row row);
}
