package io.serval.bench;

/** Why a bench cannot measure, in words for who runs it. */
final class BenchException extends RuntimeException {
    BenchException(String message) {
        super(message);
    }
}
