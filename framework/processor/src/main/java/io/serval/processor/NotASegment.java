package io.serval.processor;

import java.io.Serial;

/** A name in the tree stands for no segment. */
final class NotASegment extends Exception {
    @Serial
    private static final long serialVersionUID = 1;

    private final String hint;

    NotASegment(String what, String hint) {
        super(what);
        this.hint = hint;
    }

    String what() {
        return String.valueOf(getMessage());
    }

    String hint() {
        return hint;
    }
}
