package io.serval.netty.internal;

/**
 * The streams that the server has cut off lately. Their clients may not have heard of it yet, so what they still send on
 * them is no fault (RFC 9113 §5.1).
 */
final class CutStreams {
    private static final int REMEMBERED = 128;
    private static final int[] NONE = {};

    private int[] ids = NONE;
    private int count;

    void add(int id) {
        if (ids.length == 0) {
            ids = new int[REMEMBERED];
        }
        ids[count++ % REMEMBERED] = id;
    }

    boolean contains(int id) {
        for (int cut : ids) {
            if (cut == id) {
                return true;
            }
        }
        return false;
    }
}
