package io.serval.core;

/** Thrown when an application cannot start; the message is for the person who starts it. */
public final class StartupException extends RuntimeException {
    /** Creates the exception. */
    public StartupException(String message) {
        super(message);
    }

    /** Creates the exception with what led to it. */
    public StartupException(String message, Throwable cause) {
        super(message, cause);
    }
}
