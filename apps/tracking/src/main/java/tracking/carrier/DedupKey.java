package tracking.carrier;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The identity of a carrier event: equal keys are the same event, however often and from wherever it is reported.
 *
 * <p>The key is a pure function of four values: carrier, tracking number, carrier status and time. The carrier is
 * spelled by its name, the time in ISO 8601 in UTC at full precision. Each value is written as its length in bytes, a
 * colon and itself in UTF-8, so that no choice of values can imitate another four; the key is the SHA-256 of that, in
 * hex. Hashed, because a status may be a long sentence and a unique index wants a short key of one size; the four
 * values stay readable in the event itself.
 *
 * @param value 64 lower-case hex digits
 */
public record DedupKey(String value) {

    private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");

    /** @throws IllegalArgumentException if {@code value} is no key, for instance one of another function */
    public DedupKey {
        if (!SHA256.matcher(value).matches()) {
            throw new IllegalArgumentException("A dedup key is 64 lower-case hex digits, not '" + value + "'");
        }
    }

    /**
     * The key of an event. White space around the number and the status does not count.
     *
     * @throws IllegalArgumentException if the tracking number or the carrier status is blank
     */
    public static DedupKey of(Carrier carrier, String trackingNumber, String carrierStatus, Instant occurredAt) {
        List<String> values = List.of(
                carrier.name(),
                required("tracking number", trackingNumber),
                required("carrier status", carrierStatus),
                occurredAt.toString());
        MessageDigest sha256 = sha256();
        for (String value : values) {
            byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
            sha256.update((bytes.length + ":").getBytes(StandardCharsets.UTF_8));
            sha256.update(bytes);
        }
        return new DedupKey(HexFormat.of().formatHex(sha256.digest()));
    }

    /**
     * The key of an event whose values are text, for instance from a row or a message.
     *
     * @param carrier in any spelling that {@link Carrier#parse} knows
     * @param timestamp ISO 8601 with an offset or {@code Z}
     * @throws IllegalArgumentException if a value is blank, the carrier unknown or the timestamp not of that form
     */
    public static DedupKey of(String carrier, String trackingNumber, String carrierStatus, String timestamp) {
        String spelling = required("carrier", carrier);
        Carrier known = Carrier.parse(spelling)
                .orElseThrow(() -> new IllegalArgumentException("A dedup key needs one of the carriers "
                        + List.of(Carrier.values()) + ", not '" + spelling + "'"));
        String time = required("timestamp", timestamp);
        try {
            return of(
                    known,
                    trackingNumber,
                    carrierStatus,
                    OffsetDateTime.parse(time).toInstant());
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException(
                    "A dedup key needs an ISO 8601 timestamp with an offset, such as 2026-05-06T10:15:00Z, not '" + time
                            + "'",
                    e);
        }
    }

    @Override
    public String toString() {
        return value;
    }

    private static String required(String name, String value) {
        if (Texts.clean(value).isEmpty()) {
            throw new IllegalArgumentException("A dedup key needs a " + name + ", but it is blank");
        }
        return value.strip();
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256, this one does not", e);
        }
    }
}
