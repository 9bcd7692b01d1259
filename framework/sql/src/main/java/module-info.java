/** The embedded PostgreSQL, the pool, transactions and their cancellation. */
@org.jspecify.annotations.NullMarked
module io.serval.sql {
    requires transitive io.serval.core;
    requires transitive java.sql;
    requires com.zaxxer.hikari;
    requires org.apache.commons.compress;
    requires flyway.core;
    requires org.postgresql.jdbc;
    requires org.tukaani.xz;

    exports io.serval.sql;
}
