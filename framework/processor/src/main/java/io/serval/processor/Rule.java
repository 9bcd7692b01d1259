package io.serval.processor;

/** The rules that the processor checks, under the numbers that the routing guide gives them. */
enum Rule {
    /** A verb of a path is declared once. */
    R01,
    /** At each place of the tree, one route fits best. */
    R02,
    /** A place of the tree has one name for its parameter. */
    R03,
    /** A path names each parameter once. */
    R04,
    /** A rest parameter ends its path. */
    R05,
    /** What looks like a path parameter is one. */
    R06,
    /** Arguments can be read from a request, and results can be sent. */
    R07,
    /** What looks like a verb or a file of the framework is one. */
    R08,
    /** No middleware or error handler lies below a rest parameter. */
    R09,
    /** A name in the tree, or its {@code @Segment}, stands for a segment. */
    R10,
    /** The binder can build the class and call its methods. */
    R12,
    /** The accessors of a record are not verbs. */
    R13,
    /** Constraints fit what they stand on, and can be checked. */
    R14
}
