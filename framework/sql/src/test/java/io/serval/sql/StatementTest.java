package io.serval.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.time.DayOfWeek;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(PostgresExtension.class)
class StatementTest {
    private final Database database;

    StatementTest(Database database) {
        this.database = database;
    }

    @Test
    @DisplayName("values come back from the server as they went in")
    void roundTrips() {
        UUID uuid = UUID.randomUUID();
        assertThat((Object) echo("text", "Grüße", row -> row.string("v"))).isEqualTo("Grüße");
        assertThat((Object) echo("bigint", Long.MIN_VALUE, row -> row.longValue("v")))
                .isEqualTo(Long.MIN_VALUE);
        assertThat((Object) echo("int", -7, row -> row.intValue("v"))).isEqualTo(-7);
        assertThat((Object) echo("int", 7, row -> row.longValue("v"))).isEqualTo(7L);
        assertThat((Object) echo("boolean", true, row -> row.booleanValue("v"))).isEqualTo(true);
        assertThat((Object) echo("uuid", uuid, row -> row.uuid("v"))).isEqualTo(uuid);
        assertThat((Object) echo("numeric", new BigDecimal("12.50"), row -> row.decimal("v")))
                .isEqualTo(new BigDecimal("12.50"));
        assertThat((Object) echo("text", DayOfWeek.FRIDAY, row -> row.enumValue("v", DayOfWeek.class)))
                .isEqualTo(DayOfWeek.FRIDAY);
        assertThat((Object) echo("bytea", new byte[] {0, -1}, row -> row.bytes("v")))
                .isEqualTo(new byte[] {0, -1});
        assertThat((Object) echo("jsonb", new Jsonb("{\"a\":1}"), row -> row.string("v")))
                .isEqualTo("{\"a\": 1}");
    }

    @Test
    @DisplayName("an instant is a timestamptz, cut to microseconds and never moved into the future")
    void instants() {
        Instant instant = Instant.parse("2026-03-29T01:59:59.999999999Z");

        Instant back = echo("timestamptz", instant, row -> row.instant("v"));

        assertThat(back).isEqualTo("2026-03-29T01:59:59.999999Z");
    }

    @Test
    @DisplayName("an empty Optional is NULL, and NULL an empty Optional; a full one is its value")
    void optionals() {
        assertThat((Object) echo("bigint", Optional.empty(), row -> row.optionalLong("v")))
                .isEqualTo(Optional.empty());
        assertThat((Object) echo("int", Optional.empty(), row -> row.optionalInt("v")))
                .isEqualTo(Optional.empty());
        assertThat((Object) echo("text", Optional.empty(), row -> row.optionalString("v")))
                .isEqualTo(Optional.empty());
        assertThat((Object) echo("uuid", Optional.empty(), row -> row.optionalUuid("v")))
                .isEqualTo(Optional.empty());
        assertThat((Object) echo("timestamptz", Optional.of(Instant.EPOCH), row -> row.optionalInstant("v")))
                .isEqualTo(Optional.of(Instant.EPOCH));
    }

    @Test
    @DisplayName("NULL where a value was promised is an error that names the column")
    void unexpectedNull() {
        assertThatThrownBy(() -> echo("bigint", Optional.empty(), row -> row.longValue("v")))
                .isInstanceOf(SqlException.class)
                .hasMessageContaining("The column v is NULL");
    }

    @Test
    @DisplayName("lists and arrays are PostgreSQL's arrays, empty ones too")
    void arrays() {
        UUID uuid = UUID.randomUUID();
        assertThat((Object) echo("text[]", List.of("a,b", "\"c\""), row -> row.strings("v")))
                .isEqualTo(List.of("a,b", "\"c\""));
        assertThat((Object) echo("text[]", List.of(), row -> row.strings("v"))).isEqualTo(List.of());
        assertThat((Object) echo("bigint[]", new long[] {1, 2}, row -> row.string("v")))
                .isEqualTo("{1,2}");
        assertThat((Object) echo("uuid[]", new UUID[] {uuid}, row -> row.string("v")))
                .isEqualTo("{" + uuid + "}");
        assertThat((Object) echo("jsonb[]", List.of(new Jsonb("[1, \"x\"]")), row -> row.string("v")))
                .isEqualTo("{\"[1, \\\"x\\\"]\"}");
        assertThat((Object) echo("timestamptz[]", List.of(Instant.EPOCH), row -> row.string("v")))
                .isEqualTo("{\"1970-01-01 00:00:00+00\"}");
    }

    @Test
    @DisplayName("null is refused with advice")
    @SuppressWarnings("NullAway") // What this test is about.
    void refusesNull() {
        assertThatThrownBy(() -> database.transact(tx -> {
                    tx.update("select ?", (Object) null);
                }))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Optional.empty()");
    }

    @Test
    @DisplayName("one refuses a second row")
    void oneRow() {
        assertThatThrownBy(() -> database.read(tx -> tx.one("select * from generate_series(1, 2)", row -> row)))
                .isInstanceOf(SqlException.class)
                .hasMessageContaining("2 rows");
    }

    @Test
    @DisplayName("an error names state, constraint, statement and types, and keeps the values to itself")
    void errors() {
        var error = catchThrowableOfType(
                SqlException.class,
                () -> database.transact(tx -> {
                    tx.update("create table person (mail text constraint person_mail unique)");
                    tx.update("insert into person values (?)", "secret@example.org");
                    tx.update("insert into person values (?)", "secret@example.org");
                }));

        assertThat(error.state()).isEqualTo("23505");
        assertThat(error.constraint()).contains("person_mail");
        assertThat(error)
                .hasMessageContaining("insert into person values (?) (String)")
                .hasMessageContaining("duplicate key");
        assertThat(error).hasStackTraceContaining("duplicate key");
        assertThat(stackTrace(error)).doesNotContain("secret@example.org");
    }

    private <T> T echo(String type, Object value, RowMapper<T> mapper) {
        return database.read(tx -> tx.query("select ?::" + type + " as v", mapper, value))
                .getFirst();
    }

    private static String stackTrace(Throwable error) {
        var text = new StringWriter();
        error.printStackTrace(new PrintWriter(text));
        return text.toString();
    }
}
