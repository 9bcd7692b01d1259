package io.serval.core;

import java.io.IOException;
import java.time.DateTimeException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Turns the parts of one request into arguments of a route method; called by binders. A path value that cannot be read is
 * a 404 at once, as the address names nothing. All other faults are collected, each with a JSON pointer to its place that
 * begins with {@code /query}, {@code /headers}, {@code /cookies}, {@code /form} or {@code /body}, and {@link #check}
 * reports them together. Not for use by several threads.
 */
public final class Arguments {
    private final Request request;
    private final Faults faults = new Faults();

    private Arguments(Request request) {
        this.request = request;
    }

    /** Returns the arguments of the request, whose body may be as large as the server takes. */
    public static Arguments of(Request request) {
        return new Arguments(request);
    }

    /**
     * Returns the value of a path parameter.
     *
     * @throws ProblemException 404 if it cannot be read
     */
    public <T> T path(String name, Conversion<T> conversion) {
        return path(request, name, conversion);
    }

    /**
     * Returns the value of a path parameter that may be left out.
     *
     * @throws ProblemException 404 if it cannot be read
     */
    public <T> Optional<T> optionalPath(String name, Conversion<T> conversion) {
        return request.pathValues(name).stream().findFirst().map(text -> segment(request, text, conversion));
    }

    /**
     * Returns the values of the segments that a rest parameter stands for.
     *
     * @throws ProblemException 404 if one cannot be read
     */
    public <T> List<T> rest(String name, Conversion<T> conversion) {
        return request.pathValues(name).stream()
                .map(text -> segment(request, text, conversion))
                .toList();
    }

    /** Returns the parameters of the query string. */
    public Fields query() {
        return new Fields(at("/query"), request.query()::all);
    }

    /** Returns the header fields; their names are compared without regard to case. */
    public Fields headers() {
        return new Fields(at("/headers"), request.headers()::all);
    }

    /** Returns the cookies (RFC 6265); their names are case-sensitive. */
    public Fields cookies() {
        return new Fields(at("/cookies"), name -> Cookies.values(request.headers(), name));
    }

    /**
     * Returns the JSON body; null if it has faults.
     *
     * @throws ProblemException 415 if the body is not declared as JSON, 413 if it is too large
     */
    @SuppressWarnings("NullAway") // nobody sees the null, as check() throws
    public <T> T body(TypeRef<T> type) throws IOException {
        requireJson(request);
        byte[] json = request.body().bytes();
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
     *     is for the client
     * @throws ProblemException 400 with all faults found so far
     */
    public <T> T build(String pointer, Supplier<T> constructor) {
        check();
        try {
            return constructor.get();
        } catch (IllegalArgumentException | DateTimeException e) {
            String message = e.getMessage();
            throw new ProblemException(Problem.fault(pointer, message == null ? "This value is refused." : message));
        }
    }

    /** Returns a place of the input, to report faults there. */
    public Place at(String pointer) {
        return new Place(pointer, faults::add);
    }

    private void addBelow(String pointer, Problem problem) {
        Stream<Problem.Fault> found = problem.errors().isEmpty()
                ? Stream.of(new Problem.Fault("", problem.detail()))
                : problem.errors().stream();
        found.forEach(fault -> at(pointer + fault.pointer()).fault(fault.detail()));
    }

    /** Returns the value of a path parameter. */
    public static <T> T path(Request request, String name, Conversion<T> conversion) {
        return segment(request, request.pathValues(name).getFirst(), conversion);
    }

    private static <T> T segment(Request request, String text, Conversion<T> conversion) {
        try {
            return conversion.reader().read(text);
        } catch (IllegalArgumentException | DateTimeException e) {
            throw new ProblemException(Problem.of(
                    404,
                    "There is nothing at " + request.path() + ": '" + text + "' is not " + conversion.expected()
                            + "."));
        }
    }

    /** Returns the segments that a rest parameter stands for. */
    public static List<String> rest(Request request, String name) {
        return request.pathValues(name);
    }

    /**
     * Returns the value of a query parameter.
     *
     * @throws ProblemException 400 if it is missing or cannot be read
     */
    public static <T> T query(Request request, String name, Conversion<T> conversion) {
        Arguments in = of(request);
        T value = in.query().one(name, conversion);
        in.check();
        return value;
    }

    /**
     * Returns the value of a query parameter that may be left out.
     *
     * @throws ProblemException 400 if it cannot be read
     */
    public static <T> Optional<T> optionalQuery(Request request, String name, Conversion<T> conversion) {
        Arguments in = of(request);
        Optional<T> value = in.query().optional(name, conversion);
        in.check();
        return value;
    }

    /**
     * Returns the JSON body.
     *
     * @throws ProblemException 415 if the body is not declared as JSON, 400 if it is not what the type asks for
     */
    public static <T> T body(Request request, TypeRef<T> type) throws IOException {
        requireJson(request);
        return Json.parse(request.body().bytes(), type.type());
    }

    private static void requireJson(Request request) {
        String mediaType = request.headers().first("Content-Type").orElse("");
        if (!isJson(mediaType)) {
            String instead = mediaType.isEmpty() ? "; it has no Content-Type" : ", not as '" + mediaType + "'";
            throw new ProblemException(
                    Problem.of(
                            415,
                            "The body must be sent as " + Json.MEDIA_TYPE + instead + ". Set the Content-Type header."),
                    Headers.of("Accept", Json.MEDIA_TYPE));
        }
    }

    private static boolean isJson(String contentType) {
        int parameters = contentType.indexOf(';');
        String mediaType = (parameters < 0 ? contentType : contentType.substring(0, parameters))
                .strip()
                .toLowerCase(Locale.ROOT);
        return mediaType.equals(Json.MEDIA_TYPE)
                || (mediaType.startsWith("application/") && mediaType.endsWith("+json"));
    }
}
