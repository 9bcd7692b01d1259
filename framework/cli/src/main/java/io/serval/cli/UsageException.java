package io.serval.cli;

/** Thrown when a flag of the command line is wrong; the message is for the person who typed it. */
public final class UsageException extends RuntimeException {
    /** Creates the exception. */
    public UsageException(String message) {
        super(message);
    }
}
