package io.serval.middleware;

import io.serval.core.AcceptEncoding;
import io.serval.core.Content;
import io.serval.core.Handler;
import io.serval.core.Headers;
import io.serval.core.Middleware;
import io.serval.core.Problem;
import io.serval.core.ProblemException;
import io.serval.core.Request;
import io.serval.core.Response;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Compresses responses in the coding that the client likes best (RFC 9110 §8.4, §12.5.3), at once or while they are
 * streamed; what a writer flushes, the client can read.
 *
 * <p>Left as they are: what is short, of a type that is compressed already or pushed (server-sent events, WebSockets), has
 * a {@code Content-Encoding}, is a part of something (206), a digest of whose bytes is in the header, a file of more than 8
 * MiB, and what says {@code Cache-Control: no-transform}. Whatever could have been compressed says {@code Vary:
 * Accept-Encoding}. Its strong entity tag gets the coding's name, as in {@code "7-gzip"}, and a client may use that tag in
 * {@code If-Match} and {@code If-None-Match} like the route's own.
 *
 * <p>A client that takes neither a coding offered nor none ({@code identity;q=0}) gets a 406 before anything is done.
 *
 * <p>Do not compress what holds both a secret and a text of an attacker's choice: its length tells the secret bit by bit
 * (BREACH). {@link io.serval.core.Middlewares#except} leaves such routes out.
 *
 * @param codings what is offered, best first; zstd, Brotli and gzip unless set, less those that this machine has not
 * @param minBytes how long a body has to be to be worth it; 1024 unless set
 * @param types which media types, in lower case and without parameters, are compressed; texts, JSON, XML, SVG and others
 *     that are known to get shorter, unless set
 */
public record Compression(List<ContentCoding> codings, long minBytes, Predicate<String> types) implements Middleware {
    private static final int MIN_BYTES = 1024;
    private static final long LARGEST_FILE = 8L * 1024 * 1024;
    private static final Set<Integer> WITHOUT_WHOLE_BODY = Set.of(204, 205, 206, 304);

    private static final List<String> UNTOUCHED =
            List.of("Content-Encoding", "Content-Range", "Content-Digest", "Repr-Digest", "Digest", "Content-MD5");

    private static final Set<String> TYPES = Set.of(
            "application/json",
            "application/x-ndjson",
            "application/javascript",
            "application/xml",
            "application/wasm",
            "application/rtf",
            "image/bmp",
            "image/x-icon",
            "font/ttf",
            "font/otf");

    /** Leaves out what this machine has not. */
    public Compression {
        codings = codings.stream().filter(ContentCoding::available).distinct().toList();
    }

    /** Offers zstd, Brotli and gzip, in this order. */
    public static Compression defaults() {
        return new Compression(
                List.of(ContentCoding.ZSTD, ContentCoding.BROTLI, ContentCoding.GZIP), MIN_BYTES, Compression::texts);
    }

    /** Returns this with other codings, best first: the order counts where the client likes several the same. */
    public Compression withCodings(ContentCoding... bestFirst) {
        return new Compression(List.of(bestFirst), minBytes, types);
    }

    /** Returns this with another length below which bodies are left as they are. */
    public Compression withMinBytes(long bytes) {
        return new Compression(codings, bytes, types);
    }

    /** Returns this for other media types. */
    public Compression withTypes(Predicate<String> compressible) {
        return new Compression(codings, minBytes, compressible);
    }

    @Override
    public Response handle(Request request, Handler next) throws Exception {
        AcceptEncoding accepted = AcceptEncoding.of(request);
        List<String> usable = tokens().stream().filter(accepted::accepts).toList();
        Optional<String> chosen = accepted.choose(offered());
        if (chosen.isEmpty()) {
            throw new ProblemException(
                    Problem.of(
                            406, "Accept-Encoding leaves nothing: offered are " + String.join(", ", offered()) + "."),
                    Headers.of("Vary", "Accept-Encoding"));
        }
        Response response = next.handle(CodedTags.plain(request, usable));
        if (response.status() == 304) {
            return tagged(varying(response), tag -> CodedTags.known(request, tag, usable, ""));
        }
        boolean plain = accepted.accepts(AcceptEncoding.IDENTITY);
        if (!compressible(response, plain ? minBytes : 1)) {
            return response;
        }
        return chosen.get().equals(AcceptEncoding.IDENTITY)
                ? varying(response)
                : compressed(varying(response), coding(chosen.get()));
    }

    private Response compressed(Response response, ContentCoding coding) throws IOException {
        Headers fields = response.headers()
                .without(Set.of("Content-Length", "Accept-Ranges"))
                .with("Content-Encoding", coding.token());
        return tagged(
                new Response(response.status(), fields, Encoded.of(response.content(), coding)), tag -> coding.token());
    }

    private interface CodingOf {
        String tag(String tag);
    }

    private static Response tagged(Response response, CodingOf codings) {
        Optional<String> tag = response.headers().first("ETag");
        if (tag.isEmpty()) {
            return response;
        }
        String coding = codings.tag(tag.get());
        return coding.isEmpty() ? response : response.with("ETag", CodedTags.coded(tag.get(), coding));
    }

    private static Response varying(Response response) {
        return Outgoing.with(response, Vary.on("Accept-Encoding", response.headers()));
    }

    private boolean compressible(Response response, long shortest) {
        Headers fields = response.headers();
        return response.status() >= 200
                && !WITHOUT_WHOLE_BODY.contains(response.status())
                && length(response) >= shortest
                && UNTOUCHED.stream().noneMatch(fields::contains)
                && fields.all("Cache-Control").stream()
                        .noneMatch(value -> value.toLowerCase(Locale.ROOT).contains("no-transform"))
                && fields.first("Content-Type")
                        .map(type -> type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT))
                        .filter(type -> !type.equals("text/event-stream"))
                        .filter(types)
                        .isPresent();
    }

    /** How long the body is, at most if that is not known; -1 if there is none to compress. */
    private static long length(Response response) {
        return switch (response.content()) {
            case Content.Bytes(byte[] bytes) -> bytes.length;
            case Content.Stream stream ->
                response.headers().first("Content-Length").map(Long::parseLong).orElse(Long.MAX_VALUE);
            case Content.File file -> file.length() > LARGEST_FILE ? -1 : file.length();
            case Content.Push push -> -1;
            case Content.WebSocket socket -> -1;
        };
    }

    private static boolean texts(String type) {
        return type.startsWith("text/") || type.endsWith("+json") || type.endsWith("+xml") || TYPES.contains(type);
    }

    private ContentCoding coding(String token) {
        return codings.stream()
                .filter(coding -> coding.token().equals(token))
                .findFirst()
                .orElseThrow();
    }

    private List<String> tokens() {
        return codings.stream().map(ContentCoding::token).toList();
    }

    private List<String> offered() {
        var offered = new ArrayList<>(tokens());
        offered.add(AcceptEncoding.IDENTITY);
        return offered;
    }
}
