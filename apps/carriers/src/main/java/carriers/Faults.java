package carriers;

import io.serval.core.Content;
import io.serval.core.Handler;
import io.serval.core.Request;
import io.serval.core.Response;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Lets some requests go wrong, as they do with real carriers. Which ones, and how, is a pure function of the seed, the
 * number asked for and the second: to ask again within the second is to fail in the same way.
 */
public final class Faults {
    private static final Duration DELAY = Duration.ofSeconds(2);

    private final double percent;
    private final long seed;
    private final Clock clock;

    enum Fault {
        ERROR,
        UNAVAILABLE,
        TOO_MANY_REQUESTS,
        CUT_OFF,
        SLOW,
        PAGE
    }

    /** @param percent how many of a hundred requests go wrong */
    public Faults(double percent, long seed, Clock clock) {
        this.percent = percent;
        this.seed = seed;
        this.clock = clock;
    }

    /**
     * Answers in place of the handler, spoils its answer, delays it, or, most often, does nothing at all.
     *
     * @param number the tracking number that is asked for
     */
    public Response handle(Carrier carrier, String number, Request request, Handler next) throws Exception {
        Optional<Fault> fault = fault(carrier, number);
        return fault.isEmpty() ? next.handle(request) : answer(fault.get(), carrier, request, next);
    }

    Optional<Fault> fault(Carrier carrier, String number) {
        long chance = Mix.of(seed, number.hashCode(), clock.instant().getEpochSecond());
        if (Math.floorMod(chance, 10_000) >= percent * 100) {
            return Optional.empty();
        }
        List<Fault> faults = faultsOf(carrier);
        return Optional.of(faults.get(Math.floorMod(Mix.of(chance), faults.size())));
    }

    static Response answer(Fault fault, Carrier carrier, Request request, Handler next) throws Exception {
        return switch (fault) {
            case ERROR -> error(carrier, 500, "Internal Server Error");
            case UNAVAILABLE -> error(carrier, 503, "Service Unavailable");
            case TOO_MANY_REQUESTS -> error(carrier, 429, "Too Many Requests").with("Retry-After", "1");
            case CUT_OFF -> cutOff(next.handle(request));
            case SLOW -> {
                // A slow carrier; the wait ends early if the client leaves.
                Thread.sleep(DELAY);
                yield next.handle(request);
            }
            case PAGE -> DpdFormat.page(200, "Maintenance", "The tracking service is being maintained.");
        };
    }

    /** Only DPD shows pages where data was asked for. */
    static List<Fault> faultsOf(Carrier carrier) {
        return Arrays.stream(Fault.values())
                .filter(fault -> fault != Fault.PAGE || carrier == Carrier.DPD)
                .toList();
    }

    private static Response error(Carrier carrier, int status, String title) {
        return switch (carrier) {
            case DHL -> DhlFormat.problem(status, title, "Please try again later.");
            case DPD -> DpdFormat.page(status, title, "Please try again later.");
            case GLS -> GlsFormat.failure(status, "Systemfehler");
        };
    }

    private static Response cutOff(Response response) {
        return response.content() instanceof Content.Bytes(byte[] bytes)
                ? new Response(
                        response.status(),
                        response.headers(),
                        new Content.Bytes(Arrays.copyOf(bytes, bytes.length / 2)))
                : response;
    }
}
