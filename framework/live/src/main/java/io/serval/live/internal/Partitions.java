package io.serval.live.internal;

import io.serval.sql.Database;
import io.serval.sql.SqlException;
import io.serval.sql.Tx;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.List;

/**
 * Makes the partitions of the coming days, and of all days whose events found none. A partition is made aside and then
 * attached, which lets appends go on. If that fails day after day, events go to the default partition, and are moved once
 * it succeeds.
 */
public final class Partitions implements Runnable {
    private static final Logger LOG = System.getLogger(Partitions.class.getName());

    private static final int DAYS_AHEAD = 7;
    /** Names the work on partitions among advisory locks: the letters "serval". */
    static final long ONE_AT_A_TIME = 0x73657276616cL;

    private final Database database;

    /** Creates the maker of partitions. */
    public Partitions(Database database) {
        this.database = database;
    }

    /** Makes what is missing; never throws for what the database does. */
    @Override
    public void run() {
        try {
            for (LocalDate day : missing()) {
                database.transact(tx -> {
                    make(tx, day);
                });
            }
        } catch (SqlException e) {
            LOG.log(Level.WARNING, "A partition of the log could not be made; this is tried again every hour.", e);
        }
    }

    private List<LocalDate> missing() {
        return database.read(tx ->
                tx.query("""
                select day from (
                    select (now() at time zone 'UTC')::date + ahead as day from generate_series(0, ?) as ahead
                    union
                    select day from serval.event_default
                ) as wanted
                where to_regclass('serval.event_' || to_char(day, 'YYYYMMDD')) is null
                """, row -> row.find("day", LocalDate.class).orElseThrow(), DAYS_AHEAD));
    }

    /** The name of the partition of a day. */
    static String name(LocalDate day) {
        return "serval.event_" + DateTimeFormatter.BASIC_ISO_DATE.format(day);
    }

    private static void make(Tx tx, LocalDate day) {
        String name = name(day);
        // Attaching waits for readers of the default partition, and other readers wait behind it: better give up early.
        tx.update("set local lock_timeout = '2s'");
        tx.query("select pg_advisory_xact_lock(?)", row -> true, ONE_AT_A_TIME);
        boolean made = tx.query("select to_regclass(?) is not null as made", row -> row.booleanValue("made"), name)
                .getFirst();
        if (made) {
            return; // by another node, meanwhile
        }
        tx.update("create table " + name + " (like serval.event including all)");
        tx.update(
                "with moved as (delete from serval.event_default where day = ? returning *) insert into " + name
                        + " select * from moved",
                day);
        tx.update("alter table serval.event attach partition " + name + " for values from ('" + day + "') to ('"
                + day.plusDays(1) + "')");
    }
}
