package io.serval.core;

/**
 * A value sent as JSON with a status and headers of the route's choice.
 *
 * @param <T> the value's type
 * @param status the HTTP status
 * @param headers the header fields besides {@code Content-Type}
 * @param value the body
 */
public record Reply<T>(int status, Headers headers, T value) implements Result {
    /** Returns a 200. */
    public static <T> Reply<T> ok(T value) {
        return new Reply<>(200, Headers.empty(), value);
    }

    /**
     * Returns a 201 (RFC 9110 §15.3.2).
     *
     * @param location the address of what was created; characters that a URI may not hold are percent-encoded (RFC 3986
     *     §2.1), what is encoded already stays as it is
     */
    public static <T> Reply<T> created(String location, T value) {
        return new Reply<>(201, Headers.of("Location", PercentEncoding.encodeReference(location)), value);
    }

    @Override
    public Response toResponse(Request request) {
        return new Response(
                status,
                headers.with("Content-Type", Json.MEDIA_TYPE),
                new Content.Bytes(Json.bytes(Results.required(value))));
    }
}
