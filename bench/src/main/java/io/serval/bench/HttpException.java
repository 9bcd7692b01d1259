package io.serval.bench;

/** Why the bench {@code http} cannot measure, in words for who runs it. */
final class HttpException extends RuntimeException {
    HttpException(String message) {
        super(message);
    }
}
