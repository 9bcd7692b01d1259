package io.serval.sql;

import java.math.BigDecimal;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One row of a result, read by column name. A method that promises a value fails on NULL: use its {@code optional}
 * sibling, or {@link #find}, for columns that may be NULL. All methods throw {@link SqlException} if there is no such
 * column or its type does not fit.
 */
public final class Row {
    private final ResultSet result;

    Row(ResultSet result) {
        this.result = result;
    }

    /** The column as text: any type has one; {@code json} and {@code jsonb} are their JSON text. */
    public String string(String column) {
        return required(column, optionalString(column));
    }

    /** The column as text, or empty if it is NULL. */
    public Optional<String> optionalString(String column) {
        return read(column, () -> result.getString(column));
    }

    /** The column as a {@code uuid}. */
    public UUID uuid(String column) {
        return required(column, optionalUuid(column));
    }

    /** The column as a {@code uuid}, or empty if it is NULL. */
    public Optional<UUID> optionalUuid(String column) {
        return find(column, UUID.class);
    }

    /** The column as a whole number of 64 bits. */
    public long longValue(String column) {
        return required(column, optionalLong(column));
    }

    /** The column as a whole number of 64 bits, or empty if it is NULL. */
    public Optional<Long> optionalLong(String column) {
        return read(column, () -> {
            long value = result.getLong(column);
            return result.wasNull() ? null : value;
        });
    }

    /** The column as a whole number of 32 bits. */
    public int intValue(String column) {
        return required(column, optionalInt(column));
    }

    /** The column as a whole number of 32 bits, or empty if it is NULL. */
    public Optional<Integer> optionalInt(String column) {
        return read(column, () -> {
            int value = result.getInt(column);
            return result.wasNull() ? null : value;
        });
    }

    /** The column as a {@code boolean}. */
    public boolean booleanValue(String column) {
        return required(column, find(column, Boolean.class));
    }

    /** The column as a {@code numeric}. */
    public BigDecimal decimal(String column) {
        return required(column, find(column, BigDecimal.class));
    }

    /** The column, a {@code timestamptz}, as an instant. */
    public Instant instant(String column) {
        return required(column, optionalInstant(column));
    }

    /** The column, a {@code timestamptz}, as an instant, or empty if it is NULL. */
    public Optional<Instant> optionalInstant(String column) {
        return find(column, OffsetDateTime.class).map(OffsetDateTime::toInstant);
    }

    /** The column, text, as the constant of that name. */
    public <E extends Enum<E>> E enumValue(String column, Class<E> type) {
        return Enum.valueOf(type, string(column));
    }

    /** The column as a {@code text[]}. */
    public List<String> strings(String column) {
        Array array = required(column, read(column, () -> result.getArray(column)));
        return List.of(required(column, read(column, () -> (String[]) array.getArray())));
    }

    /** The column as {@code bytea}. */
    public byte[] bytes(String column) {
        return required(column, read(column, () -> result.getBytes(column)));
    }

    /** The column as any type that the driver knows for it, or empty if it is NULL. */
    public <T> Optional<T> find(String column, Class<T> type) {
        return read(column, () -> result.getObject(column, type));
    }

    private static <T> T required(String column, Optional<T> value) {
        return value.orElseThrow(() -> new SqlException(
                "22004", "The column " + column + " is NULL: read it with an optional method, or forbid NULL.", null));
    }

    @FunctionalInterface
    private interface Reading<T> {
        @Nullable
        T read() throws SQLException;
    }

    private static <T> Optional<T> read(String column, Reading<T> reading) {
        try {
            return Optional.ofNullable(reading.read());
        } catch (SQLException e) {
            throw SqlException.of("Could not read the column " + column, e);
        }
    }
}
