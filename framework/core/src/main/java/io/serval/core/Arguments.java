package io.serval.core;

import java.io.IOException;
import java.time.DateTimeException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Turns parts of a request into arguments of a route method; called by binders. A path value that cannot be read is a
 * 404, as the address names nothing; anything else is a 400 that says where and what was expected.
 */
public final class Arguments {
    private Arguments() {}

    /** Returns the value of a path parameter. */
    public static <T> T path(Request request, String name, Conversion<T> conversion) {
        String text = request.pathValues(name).getFirst();
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
        return optionalQuery(request, name, conversion)
                .orElseThrow(() -> fault(name, "Missing; expected " + conversion.expected() + "."));
    }

    /**
     * Returns the value of a query parameter that may be left out.
     *
     * @throws ProblemException 400 if it cannot be read
     */
    public static <T> Optional<T> optionalQuery(Request request, String name, Conversion<T> conversion) {
        return request.query().first(name).map(text -> {
            try {
                return conversion.reader().read(text);
            } catch (IllegalArgumentException | DateTimeException e) {
                throw fault(name, "Expected " + conversion.expected() + ", not '" + text + "'.");
            }
        });
    }

    /**
     * Returns the JSON body.
     *
     * @throws ProblemException 415 if the body is not declared as JSON, 400 if it is not what the type asks for
     */
    public static <T> T body(Request request, TypeRef<T> type) throws IOException {
        String mediaType = request.headers().first("Content-Type").orElse("");
        if (!isJson(mediaType)) {
            String instead = mediaType.isEmpty() ? "; it has no Content-Type" : ", not as '" + mediaType + "'";
            throw new ProblemException(
                    Problem.of(
                            415,
                            "The body must be sent as " + Json.MEDIA_TYPE + instead + ". Set the Content-Type header."),
                    Headers.of("Accept", Json.MEDIA_TYPE));
        }
        return Json.parse(request.body().bytes(), type.type());
    }

    private static boolean isJson(String contentType) {
        int parameters = contentType.indexOf(';');
        String mediaType = (parameters < 0 ? contentType : contentType.substring(0, parameters))
                .strip()
                .toLowerCase(Locale.ROOT);
        return mediaType.equals(Json.MEDIA_TYPE)
                || (mediaType.startsWith("application/") && mediaType.endsWith("+json"));
    }

    private static ProblemException fault(String name, String detail) {
        return new ProblemException(Problem.fault("/query/" + name, detail));
    }
}
