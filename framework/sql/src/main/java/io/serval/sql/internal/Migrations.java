package io.serval.sql.internal;

import javax.sql.DataSource;
import org.flywaydb.core.Flyway;

/** Runs Flyway. */
public final class Migrations {
    private Migrations() {}

    /** Brings one schema up to date; see {@code Database.migrate}. */
    public static void run(DataSource source, String schema, ClassLoader loader, String... locations) {
        Flyway.configure(loader)
                .dataSource(source)
                .schemas(schema)
                .defaultSchema(schema)
                .locations(locations)
                .load()
                .migrate();
    }
}
