package io.serval.processor;

import javax.lang.model.element.Element;

/**
 * Something that keeps a class from being bound.
 *
 * @param rule which rule it breaks
 * @param at what the compiler points at
 * @param what what was found, and where, as a sentence
 * @param expected what should stand there, to end the sentence "Expected …"
 * @param hint what to do, as a sentence
 */
record Fault(Rule rule, Element at, String what, String expected, String hint) {
    /** The message for the compiler, which indents all lines but the first. */
    String message() {
        return "[" + rule + "] " + what + "\nExpected: " + expected + "\n" + hint;
    }
}
