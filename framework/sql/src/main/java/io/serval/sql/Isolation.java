package io.serval.sql;

import java.util.Locale;

/** What concurrent transactions see of each other (PostgreSQL 18, chapter 13.2). */
public enum Isolation {
    /** Each statement sees what was committed before it began. Never fails for the sake of another transaction's commit. */
    READ_COMMITTED,
    /** All statements see one snapshot. Writing a row that was changed since re-runs the block. */
    REPEATABLE_READ,
    /** As if transactions ran one after the other. Where they could not have, the block is re-run. */
    SERIALIZABLE;

    /** The level's name in SQL. */
    String sql() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
