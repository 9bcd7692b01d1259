package io.serval.cli;

/** Thrown when the configuration is wrong; the message, of one or more lines, is for the person who wrote it. */
public final class UsageException extends RuntimeException {
    /** Creates the exception. */
    public UsageException(String message) {
        super(message);
    }
}
