package io.serval.core;

import io.serval.core.internal.form.HeaderValue;
import io.serval.core.internal.form.MultipartReader;
import io.serval.core.internal.json.Refusal;
import java.io.IOException;
import java.time.DateTimeException;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Turns the parts of one request into arguments of a route method; called by binders. A path value that cannot be read is
 * a 404 at once, as the address names nothing. All other faults are collected, each with a JSON pointer to its place that
 * begins with {@code /query}, {@code /headers}, {@code /cookies}, {@code /form} or {@code /body}, and {@link #check}
 * reports them together. Not for use by several threads.
 */
public final class Arguments {
    private static final String MERGE_PATCH = "application/merge-patch+json";

    private static final String READER = "the binder of the route";

    private final Request request;
    private final Faults faults = new Faults();
    private @Nullable Fields form;

    private Arguments(Request request) {
        this.request = request;
    }

    /** Returns the arguments of the request. */
    public static Arguments of(Request request) {
        return new Arguments(request);
    }

    /**
     * Returns the value of a path parameter.
     *
     * @throws ProblemException 404 if it cannot be read
     */
    public <T> T path(String name, Conversion<T> conversion) {
        return segment(request.pathValues(name).getFirst(), conversion);
    }

    /**
     * Returns the value of a path parameter that may be left out.
     *
     * @throws ProblemException 404 if it cannot be read
     */
    public <T> Optional<T> optionalPath(String name, Conversion<T> conversion) {
        return request.pathValues(name).stream().findFirst().map(text -> segment(text, conversion));
    }

    /**
     * Returns the values of the segments that a rest parameter stands for.
     *
     * @throws ProblemException 404 if one cannot be read
     */
    public <T> List<T> rest(String name, Conversion<T> conversion) {
        return request.pathValues(name).stream()
                .map(text -> segment(text, conversion))
                .toList();
    }

    /** Returns the parameters of the query string. */
    public Fields query() {
        return Fields.of(at("/query"), request.query()::all);
    }

    /** Returns the header fields; their names are compared without regard to case. */
    public Fields headers() {
        return Fields.ofHeaders(at("/headers"), request.headers());
    }

    /** Returns the cookies (RFC 6265); their names are case-sensitive. */
    public Fields cookies() {
        return Fields.of(at("/cookies"), name -> Cookies.values(request.headers(), name));
    }

    /**
     * Returns the fields and files of a form, read to its end by the first call: one of {@code application/x-www-form-urlencoded}, or of
     * {@code multipart/form-data} (RFC 7578). Large files go to disk until the request's scope ends.
     *
     * @throws ProblemException 415 if the body is not declared as a form, 413 if it is too large, 400 if it is broken, 507
     *     if there is no room for a file
     */
    public Fields form() throws IOException {
        Fields read = form;
        if (read == null) {
            read = Fields.ofForm(at("/form"), readForm());
            form = read;
        }
        return read;
    }

    private Form readForm() throws IOException {
        HeaderValue mediaType = mediaType();
        return switch (mediaType.value()) {
            case Form.URL_ENCODED -> Form.urlEncoded(plainBody().stream());
            case MultipartReader.MEDIA_TYPE -> Form.multipart(mediaType, plainBody().stream(), request.scope());
            default ->
                throw unsupported(
                        "a form, " + MultipartReader.MEDIA_TYPE + " or " + Form.URL_ENCODED,
                        "Accept",
                        MultipartReader.MEDIA_TYPE + ", " + Form.URL_ENCODED);
        };
    }

    /**
     * Returns the parts of a form as they arrive.
     *
     * @throws ProblemException 415 if the body is not declared as {@code multipart/form-data} (RFC 7578), 400 if that names
     *     no boundary
     */
    public Multipart multipart() throws IOException {
        HeaderValue mediaType = mediaType();
        if (!mediaType.value().equals(MultipartReader.MEDIA_TYPE)) {
            throw unsupported(MultipartReader.MEDIA_TYPE, "Accept", MultipartReader.MEDIA_TYPE);
        }
        return new Multipart(new MultipartReader(mediaType, plainBody().stream()));
    }

    /**
     * Returns the JSON body; null if it has faults.
     *
     * @throws ProblemException 415 if the body is not declared as JSON, 413 if it is too large
     */
    @SuppressWarnings("NullAway") // nobody sees the null, as check() throws
    public <T> T body(TypeRef<T> type) throws IOException {
        requireJson();
        byte[] json = plainBody().bytes(READER);
        try {
            return Json.parse(json, type.type());
        } catch (ProblemException e) {
            if (e.problem().status() != 400) {
                throw e;
            }
            addBelow("/body", e.problem());
            return null;
        }
    }

    /**
     * Returns a merge patch of a record (RFC 7396).
     *
     * @throws ProblemException 415 if the body is declared neither as {@code application/merge-patch+json} nor as JSON, 413
     *     if it is too large
     */
    public <T> Patch<T> patch(TypeRef<T> type) throws IOException {
        return patch(type, (patched, at) -> {});
    }

    /**
     * Returns a merge patch of a record (RFC 7396).
     *
     * @param constraints reports what is wrong with a patched record
     * @throws ProblemException 415 if the body is declared neither as {@code application/merge-patch+json} nor as JSON, 413
     *     if it is too large
     */
    @SuppressWarnings("NullAway") // nobody sees the null, as check() throws
    public <T> Patch<T> patch(TypeRef<T> type, BiConsumer<T, Place> constraints) throws IOException {
        String mediaType = mediaType().value();
        if (!mediaType.equals(MERGE_PATCH) && !mediaType.equals(Json.MEDIA_TYPE)) {
            throw unsupported(
                    MERGE_PATCH + " or " + Json.MEDIA_TYPE, "Accept-Patch", MERGE_PATCH + ", " + Json.MEDIA_TYPE);
        }
        byte[] json = plainBody().bytes(READER);
        try {
            return new Patch<>(Json.patch(json, type.type(), at("/body")), constraints);
        } catch (ProblemException e) {
            if (e.problem().status() != 400) {
                throw e;
            }
            addBelow("/body", e.problem());
            return null;
        }
    }

    /**
     * Does nothing if all was well until now.
     *
     * @throws ProblemException 400 with all faults found so far
     */
    public void check() {
        faults.check();
    }

    /**
     * Returns what the constructor makes of the values read before.
     *
     * @param pointer where the values come from
     * @param constructor refuses them by an {@link IllegalArgumentException} or a {@link DateTimeException}, whose message
     *     is for the client; other exceptions out of it pass
     * @throws ProblemException 400 with all faults found so far, or what the constructor refuses
     */
    public <T> T build(String pointer, Supplier<T> constructor) {
        check();
        try {
            return constructor.get();
        } catch (RuntimeException e) {
            throw Refusal.of(e, pointer);
        }
    }

    /** Returns a place of the input, to report faults there. */
    public Place at(String pointer) {
        return new Place(pointer, faults::add);
    }

    /**
     * Returns the place of a path parameter. A fault there is a 404 at once, as for a value that cannot be read: the
     * address names nothing.
     */
    public Place atPath(String name) {
        return new Place("/path/" + name, fault -> {
            throw new ProblemException(
                    Problem.of(404, "There is nothing at this address: '" + name + "' " + fault.detail()));
        });
    }

    private void addBelow(String pointer, Problem problem) {
        Stream<Problem.Fault> found = problem.errors().isEmpty()
                ? Stream.of(new Problem.Fault("", problem.detail()))
                : problem.errors().stream();
        found.forEach(fault -> at(pointer + fault.pointer()).fault(fault.detail()));
    }

    private <T> T segment(String text, Conversion<T> conversion) {
        try {
            return conversion.reader().read(text);
        } catch (IllegalArgumentException | DateTimeException e) {
            throw new ProblemException(Problem.of(
                    404,
                    "There is nothing at " + request.path() + ": '" + text + "' is not " + conversion.expected()
                            + "."));
        }
    }

    private HeaderValue mediaType() {
        return HeaderValue.parse(request.headers().first("Content-Type").orElse(""));
    }

    /** A body that is compressed is none that can be read (RFC 9110 §15.5.16). */
    private Body plainBody() {
        String coding = String.join(", ", request.headers().all("Content-Encoding"));
        if (!coding.isEmpty() && !coding.equalsIgnoreCase(AcceptEncoding.IDENTITY)) {
            throw new ProblemException(
                    Problem.of(415, "The body must be sent as it is, without the Content-Encoding that it has."),
                    Headers.of("Accept-Encoding", AcceptEncoding.IDENTITY));
        }
        return request.body();
    }

    private void requireJson() {
        String mediaType = mediaType().value();
        if (!mediaType.equals(Json.MEDIA_TYPE)
                && !(mediaType.startsWith("application/") && mediaType.endsWith("+json"))) {
            throw unsupported(Json.MEDIA_TYPE, "Accept", Json.MEDIA_TYPE);
        }
    }

    private ProblemException unsupported(String expected, String header, String accepted) {
        String sent = request.headers().first("Content-Type").orElse("");
        String instead = sent.isEmpty() ? "; it has no Content-Type" : ", not as '" + sent + "'";
        return new ProblemException(
                Problem.of(415, "The body must be sent as " + expected + instead + ". Set the Content-Type header."),
                Headers.of(header, accepted));
    }
}
