package io.serval.live;

/** An event of the tests. */
record Tick(String by, long n) {}
