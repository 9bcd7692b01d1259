package io.serval.core;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/**
 * Names requests, so that one can be followed from a client through proxies and logs. An id that came with the request is
 * kept if it is safe to write into a log and a header: 1 to 128 letters, digits and {@code - _ . : + / = @}. Any other is
 * dropped in favour of a fresh one. The response carries the id, unless the application set that header itself.
 *
 * <p>An id is a name, not a secret, and a client may send one that another has sent. Immutable, for use by many threads.
 */
public final class RequestIds {
    private static final int LONGEST = 128;
    private static final RequestIds DEFAULTS = new RequestIds("X-Request-Id", true, Sequence.random()::next);

    private final String header;
    private final boolean reusing;
    private final Supplier<String> fresh;

    private RequestIds(String header, boolean reusing, Supplier<String> fresh) {
        this.header = header;
        this.reusing = reusing;
        this.fresh = fresh;
    }

    /** Ids in {@code X-Request-Id}, reused if they are safe, else fresh ones of 21 letters and digits. */
    public static RequestIds defaults() {
        return DEFAULTS;
    }

    /**
     * Returns these with another header.
     *
     * @throws IllegalArgumentException if it is no header name
     */
    public RequestIds withHeader(String name) {
        Headers.of(name, "");
        return new RequestIds(name, reusing, fresh);
    }

    /** Returns these with another source of fresh ids, which is called by many threads and should be quick. */
    public RequestIds withFresh(Supplier<String> source) {
        return new RequestIds(header, reusing, source);
    }

    /** Returns these with ids of clients taken or not: not, where requests come from anywhere and ids must be unique. */
    public RequestIds withReuse(boolean on) {
        return new RequestIds(header, on, fresh);
    }

    /** The name of the header. */
    public String header() {
        return header;
    }

    /**
     * Returns the id of a request.
     *
     * @param sent what came in the {@link #header}, if it came
     */
    public String of(Optional<String> sent) {
        return reusing && sent.isPresent() && safe(sent.get()) ? sent.get() : fresh.get();
    }

    /** Returns the response with the id in its header, unless it has that header. */
    public Response name(Response response, String id) {
        return response.headers().contains(header)
                ? response
                : new Response(response.status(), response.headers().adding(header, id), response.content());
    }

    private static boolean safe(String id) {
        if (id.isEmpty() || id.length() > LONGEST) {
            return false;
        }
        for (int i = 0; i < id.length(); i++) {
            char c = id.charAt(i);
            boolean usual = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
            if (!usual && "-_.:+/=@".indexOf(c) < 0) {
                return false;
            }
        }
        return true;
    }

    /**
     * Ids that no other process has had, by a random beginning, and that no other request of this one has, by a number
     * that is scrambled one to one: they do not tell how many requests there were, and cost no randomness each.
     */
    private static final class Sequence {
        private static final byte[] DIGITS = "0123456789abcdefghjkmnpqrstvwxyz".getBytes(StandardCharsets.US_ASCII);
        private static final long STEP = 0x9e3779b97f4a7c15L;

        private final long process;
        private final AtomicLong state;

        private Sequence(long process, long start) {
            this.process = process;
            this.state = new AtomicLong(start);
        }

        static Sequence random() {
            var random = new SecureRandom();
            return new Sequence(random.nextLong(), random.nextLong());
        }

        String next() {
            byte[] id = new byte[21];
            digits(process, id, 0, 8);
            digits(scrambled(state.getAndAdd(STEP)), id, 8, 13);
            return new String(id, StandardCharsets.ISO_8859_1);
        }

        private static void digits(long number, byte[] into, int offset, int count) {
            long rest = number;
            for (int i = 0; i < count; i++) {
                into[offset + i] = DIGITS[(int) (rest & 31)];
                rest >>>= 5;
            }
        }

        /** The finaliser of SplittableRandom: a bijection. */
        private static long scrambled(long number) {
            long z = (number ^ (number >>> 30)) * 0xbf58476d1ce4e5b9L;
            z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
            return z ^ (z >>> 31);
        }
    }
}
