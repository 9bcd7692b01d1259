package tracking.carrier;

import java.net.http.HttpHeaders;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;

/**
 * What a carrier's server answered, and what HTTP (RFC 9110) says about it whoever the carrier is. The adapter reads
 * the body.
 */
final class Answer {

    private static final Duration LONGEST_WAIT = Duration.ofDays(1);

    private final int status;
    private final HttpHeaders headers;
    private final BoundedBody.Content content;
    private final Instant receivedAt;

    Answer(int status, HttpHeaders headers, BoundedBody.Content content, Instant receivedAt) {
        this.status = status;
        this.headers = headers;
        this.content = content;
        this.receivedAt = receivedAt;
    }

    int status() {
        return status;
    }

    /** The body's bytes, to be read only; perhaps only its beginning, see {@link #whole}. */
    byte[] body() {
        return content.bytes();
    }

    /** Whether the body was within {@link BoundedBody#LIMIT}. */
    boolean whole() {
        return content.whole();
    }

    /** Type and subtype in lower case, without parameters; empty if the server names none. */
    String mediaType() {
        String value = headers.firstValue("Content-Type").orElse("");
        return value.replaceFirst(";.*", "").strip().toLowerCase(Locale.ROOT);
    }

    /** Whether the server says that the body is JSON. */
    boolean json() {
        String type = mediaType();
        return type.equals("application/json") || type.equals("text/json") || type.endsWith("+json");
    }

    /**
     * The outcome of an answer that brings no tracking data.
     *
     * @param detail what the carrier says about it in the body; may be empty
     * @param configuration what to check when the carrier refuses
     */
    Lookup withoutData(Carrier carrier, String detail, String configuration) {
        String said = carrier + " answered HTTP " + status + (detail.isEmpty() ? "" : ": " + Texts.excerpt(detail));
        return switch (status) {
            case 204, 404, 410 -> new Lookup.NotFound();
            case 401, 403 -> new Lookup.Refused(said + "; check " + configuration);
            case 429 -> new Lookup.Throttled(retryAfter());
            case 301, 302, 303, 307, 308 ->
                new Lookup.NotReadable(said + ", a redirect to "
                        + headers.firstValue("Location").map(Texts::excerpt).orElse("nowhere")
                        + ", which is not followed");
            default -> status == 408 || status >= 500 ? new Lookup.Unavailable(said) : new Lookup.NotReadable(said);
        };
    }

    /** RFC 9110, section 10.2.3: seconds, or a date; anything else counts as not said. */
    private Optional<Duration> retryAfter() {
        return headers.firstValue("Retry-After").map(String::strip).flatMap(this::retryAfter);
    }

    private Optional<Duration> retryAfter(String value) {
        try {
            Duration wait = value.matches("\\d+")
                    ? Duration.ofSeconds(value.length() > 9 ? Integer.MAX_VALUE : Integer.parseInt(value))
                    : Duration.between(receivedAt, ZonedDateTime.parse(value, DateTimeFormatter.RFC_1123_DATE_TIME));
            return Optional.of(
                    wait.isNegative() ? Duration.ZERO : wait.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : wait);
        } catch (DateTimeException | ArithmeticException e) {
            // Neither form: the server said nothing usable about when to come back.
            return Optional.empty();
        }
    }
}
