package io.serval.middleware;

import io.serval.core.Conditional;
import io.serval.core.Content;
import io.serval.core.Handler;
import io.serval.core.Headers;
import io.serval.core.Middleware;
import io.serval.core.Request;
import io.serval.core.Response;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.Locale;

/**
 * Gives responses that have none an entity tag, a hash of their bytes (RFC 9110 §8.8.3), and answers with a 304 a client
 * that has them already. The handler has done its work by then: what is spared is the way. A route that knows its version
 * better sets {@code ETag} itself, which is kept and compared just the same.
 *
 * <p>Only a GET's 200 with the whole body at hand is tagged, and its HEAD. {@code If-Match} of what changes something is for
 * the route: {@link Conditional#check}.
 */
public final class ETags implements Middleware {
    private static final int BYTES = 16;
    private static final ETags ALL = new ETags();

    private ETags() {}

    /** Returns the middleware. */
    public static ETags of() {
        return ALL;
    }

    @Override
    public Response handle(Request request, Handler next) throws Exception {
        Response response = next.handle(request);
        boolean reads = request.method().equals("GET") || request.method().equals("HEAD");
        return reads ? Conditional.answer(request, tagged(response)) : response;
    }

    private static Response tagged(Response response) {
        Headers fields = response.headers();
        return response.status() == 200
                        && response.content() instanceof Content.Bytes(byte[] bytes)
                        && bytes.length > 0 // a HEAD of its own knows no body
                        && !fields.contains("ETag")
                        && fields.all("Cache-Control").stream()
                                .noneMatch(
                                        value -> value.toLowerCase(Locale.ROOT).contains("no-store"))
                ? response.with("ETag", '"' + hash(fields, bytes) + '"')
                : response;
    }

    /** The same bytes of another type or coding are another representation. */
    private static String hash(Headers fields, byte[] bytes) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (String name : new String[] {"Content-Type", "Content-Encoding", "Content-Language"}) {
                digest.update((fields.first(name).orElse("") + '\n').getBytes(StandardCharsets.UTF_8));
            }
            byte[] hash = digest.digest(bytes);
            return Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(hash, BYTES));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256.", e);
        }
    }
}
