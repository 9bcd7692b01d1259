package tracking.carrier;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Answers as a carrier would give them, from the samples of this project or from text. */
final class Answers {

    static final Instant RECEIVED = Instant.parse("2026-11-20T12:00:00Z");

    private Answers() {}

    static Answer of(int status, String contentType, byte[] body, String... headers) {
        Map<String, List<String>> all = new HashMap<>(Map.of("Content-Type", List.of(contentType)));
        for (int i = 0; i < headers.length; i += 2) {
            all.put(headers[i], List.of(headers[i + 1]));
        }
        return new Answer(
                status, HttpHeaders.of(all, (name, value) -> true), new BoundedBody.Content(body, true), RECEIVED);
    }

    static Answer json(String body) {
        return json(body.getBytes(StandardCharsets.UTF_8));
    }

    static Answer json(byte[] body) {
        return of(200, "application/json; charset=utf-8", body);
    }

    static Lookup read(Carrier carrier, String trackingNumber, Answer answer) {
        return switch (carrier) {
            case DHL -> DhlAdapter.read(trackingNumber, answer);
            case DPD -> DpdAdapter.read(trackingNumber, answer);
            case GLS -> GlsAdapter.read(trackingNumber, answer);
        };
    }

    static Lookup read(Carrier carrier, String trackingNumber, String body) {
        return read(carrier, trackingNumber, json(body));
    }

    /** The sample of that name, such as {@code dhl/mixed-times.json}, read as the carrier whose folder it is in. */
    static Lookup readSample(String name, String trackingNumber) {
        return read(carrierOf(name), trackingNumber, json(sample(name)));
    }

    static Carrier carrierOf(String file) {
        return Carrier.parse(file.replaceFirst("/.*", "")).orElseThrow();
    }

    static byte[] sample(String name) {
        try (InputStream in = Answers.class.getResourceAsStream("/carriers/" + name)) {
            if (in == null) {
                throw new IllegalArgumentException("There is no sample carriers/" + name);
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Lookup.Found found(Lookup lookup) {
        if (lookup instanceof Lookup.Found found) {
            return found;
        }
        throw new AssertionError("Expected a parcel, got " + lookup);
    }

    /** One line per event, oldest first: time, status, what the carrier calls it, place. */
    static List<String> timeline(Lookup lookup) {
        List<String> lines = new ArrayList<>();
        for (CarrierEvent event : found(lookup).events()) {
            lines.add("%s %s [%s]%s"
                    .formatted(
                            event.occurredAt(),
                            event.status(),
                            event.carrierStatus(),
                            event.location().map(" "::concat).orElse("")));
        }
        return lines;
    }
}
