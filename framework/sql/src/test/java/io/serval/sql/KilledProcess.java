package io.serval.sql;

import java.io.PrintStream;
import java.nio.file.Path;

/** A process that commits one number after the other, and prints each once the server has acknowledged it. */
final class KilledProcess {
    private KilledProcess() {}

    public static void main(String[] args) {
        PrintStream out = System.out;
        Database database = Database.embedded(Path.of(args[0]));
        database.transact(tx -> {
            tx.update("create table if not exists number (n bigint primary key)");
        });
        for (long n = next(database); ; n++) {
            long number = n;
            database.transact(tx -> {
                tx.update("insert into number values (?)", number);
            });
            out.println(number);
        }
    }

    private static long next(Database database) {
        return database.read(tx ->
                        tx.one("select coalesce(max(n), 0) + 1 as next from number", row -> row.longValue("next")))
                .orElseThrow();
    }
}
