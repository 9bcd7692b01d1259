package io.serval.sql;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Collection;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PGobject;

/** Hands Java values to a statement as the types of PostgreSQL that {@link Tx} promises. */
final class Arguments {
    private Arguments() {}

    static void bind(PreparedStatement statement, Object[] args) throws SQLException {
        for (int i = 0; i < args.length; i++) {
            bind(statement, i + 1, args[i]);
        }
    }

    /** The arguments' types, for messages: values may be secrets. */
    static String types(Object[] args) {
        return args.length == 0
                ? "no arguments"
                : Arrays.stream(args).map(Arguments::type).collect(Collectors.joining(", "));
    }

    private static String type(@Nullable Object arg) {
        return arg == null ? "null" : arg.getClass().getSimpleName();
    }

    private static void bind(PreparedStatement statement, int index, @Nullable Object arg) throws SQLException {
        switch (arg) {
            case null ->
                throw new IllegalArgumentException("Argument " + index + " is null. Pass Optional.empty() for NULL.");
            case Optional<?> optional when optional.isEmpty() -> statement.setNull(index, Types.NULL);
            case Optional<?> optional -> bind(statement, index, optional.get());
            case Instant instant -> statement.setObject(index, timestamp(instant));
            case Enum<?> constant -> statement.setString(index, constant.name());
            case Jsonb json -> statement.setObject(index, jsonb(json));
            case byte[] bytes -> statement.setBytes(index, bytes);
            case Collection<?> elements -> bindArray(statement, index, elements.toArray());
            case Object[] elements -> bindArray(statement, index, elements);
            case long[] elements ->
                bindArray(statement, index, LongStream.of(elements).boxed().toArray());
            case int[] elements ->
                bindArray(statement, index, IntStream.of(elements).boxed().toArray());
            default -> statement.setObject(index, arg);
        }
    }

    private static void bindArray(PreparedStatement statement, int index, Object[] elements) throws SQLException {
        if (elements.length == 0) {
            // Without an element there is no type to name; the server takes the one that the statement wants.
            statement.setObject(index, "{}", Types.OTHER);
            return;
        }
        Connection connection = statement.getConnection();
        Object[] values = Arrays.stream(elements).map(Arguments::element).toArray();
        statement.setArray(index, connection.createArrayOf(elementType(elements[0]), values));
    }

    private static Object element(Object element) {
        return switch (element) {
            case Instant instant -> timestamp(instant).toString();
            case Enum<?> constant -> constant.name();
            case Jsonb json -> json.text();
            default -> element;
        };
    }

    private static String elementType(Object element) {
        return switch (element) {
            case String _, Enum<?> _ -> "text";
            case Long _ -> "int8";
            case Integer _ -> "int4";
            case Boolean _ -> "bool";
            case Double _ -> "float8";
            case UUID _ -> "uuid";
            case Instant _ -> "timestamptz";
            case Jsonb _ -> "jsonb";
            case byte[] _ -> "bytea";
            default ->
                throw new IllegalArgumentException("There is no array type for elements of "
                        + element.getClass().getName() + ". Pass strings and cast them in the statement.");
        };
    }

    /** Cut to the server's microseconds: the driver would round, and so could move an instant into the future. */
    private static OffsetDateTime timestamp(Instant instant) {
        return instant.truncatedTo(ChronoUnit.MICROS).atOffset(ZoneOffset.UTC);
    }

    private static PGobject jsonb(Jsonb json) throws SQLException {
        var value = new PGobject();
        value.setType("jsonb");
        value.setValue(json.text());
        return value;
    }
}
