package carriers;

/** Turns numbers into others that look unrelated, the same ones each time. */
final class Mix {
    private Mix() {}

    /** Returns a number that depends on all the given ones and on their order. */
    static long of(long... values) {
        long mixed = 0;
        for (long value : values) {
            mixed = scramble(mixed * 31 + scramble(value + 0x9E3779B97F4A7C15L));
        }
        return mixed;
    }

    /** The finalizer of SplitMix64. */
    private static long scramble(long value) {
        long z = (value ^ (value >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
