package io.serval.core;

import io.serval.core.internal.json.JsonFaults;
import io.serval.core.internal.json.JsonMapping;
import io.serval.core.internal.json.JsonTree;
import io.serval.core.internal.json.RecordPatch;
import java.lang.reflect.Type;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.json.JsonMapper;

/**
 * How values look on the wire, the same in every protocol: records by their components, times as ISO 8601, enums by name,
 * an empty {@code Optional} left out, a sealed type with a {@code type} tag that holds the simple name of its variant.
 * Input is read strictly: an unknown field is an error, so is one that is missing or null and neither {@code Optional}
 * nor {@code @Nullable}, and no value is converted from another type: a number is no text, 1.5 no whole number.
 */
@SuppressWarnings("TypeParameterUnusedInFormals") // a Type says at run time what T says to the compiler
public final class Json {
    /** The media type of JSON (RFC 8259). */
    public static final String MEDIA_TYPE = "application/json";

    private static final JsonMapper MAPPER = JsonMapping.mapper();
    private static final JsonTree TREES = new JsonTree(MAPPER);

    private Json() {}

    /** Writes the value by its class. */
    public static byte[] bytes(Object value) {
        return MAPPER.writeValueAsBytes(value);
    }

    /** Writes the value by its declared type. */
    public static byte[] bytes(Object value, Type type) {
        return MAPPER.writerFor(MAPPER.constructType(type)).writeValueAsBytes(value);
    }

    /** Writes the value by its declared type. */
    public static String text(Object value, Type type) {
        return MAPPER.writerFor(MAPPER.constructType(type)).writeValueAsString(value);
    }

    /**
     * Reads what a client sent.
     *
     * @throws ProblemException 400 that lists where the input is wrong and what was expected there, up to 100 faults; or the
     *     problem of another status that a constructor threw. Other exceptions out of a constructor pass, but for
     *     {@link IllegalArgumentException} and {@link java.time.DateTimeException}, whose messages are faults
     */
    public static <T> T parse(byte[] json, Type type) {
        JavaType read = MAPPER.constructType(type);
        try (JsonParser parser = MAPPER.createParser(json)) {
            if (parser.nextToken() == null) {
                throw new ProblemException(Problem.fault("", "The body is empty; expected JSON."));
            }
            T value = MAPPER.readerFor(read)
                    .without(DeserializationFeature.FAIL_ON_TRAILING_TOKENS) // said better below
                    .readValue(parser);
            if (parser.nextToken() != null) {
                throw new ProblemException(JsonFaults.trailing(parser.currentTokenLocation()));
            }
            if (value == null) {
                throw new ProblemException(Problem.fault("", "The body must not be null."));
            }
            return value;
        } catch (JacksonException e) {
            throw new ProblemException(JsonFaults.all(TREES, json, read, e));
        }
    }

    /**
     * Reads a merge patch (RFC 7396) of records of the type.
     *
     * @param at where faults of the patch are reported
     * @throws ProblemException 400 if it is no JSON
     */
    static RecordPatch patch(byte[] json, Type type, Place at) {
        return RecordPatch.read(TREES, json, type, at);
    }

    /**
     * Reads what the application itself wrote before, as from the log.
     *
     * @throws IllegalStateException if the text does not fit the type (any more)
     */
    public static <T> T read(String json, Type type) {
        try {
            return MAPPER.readerFor(MAPPER.constructType(type)).readValue(json);
        } catch (JacksonException e) {
            throw new IllegalStateException(
                    "Stored JSON does not read as " + type.getTypeName() + ": " + e.getMessage(), e);
        }
    }
}
