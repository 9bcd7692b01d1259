package io.serval.bench.netty;

import io.netty.handler.codec.DateFormatter;
import io.netty.util.AsciiString;
import java.util.Date;

/** The {@code Date} header, written once a second; each connection's handler shares that of its thread. */
final class Dates {
    private static final ThreadLocal<Dates> OF_THREAD = ThreadLocal.withInitial(Dates::new);

    private long second = -1;
    private AsciiString text = AsciiString.EMPTY_STRING;

    private Dates() {}

    static AsciiString now() {
        Dates dates = OF_THREAD.get();
        long now = System.currentTimeMillis() / 1000;
        if (now != dates.second) {
            dates.second = now;
            dates.text = AsciiString.of(DateFormatter.format(new Date(now * 1000)));
        }
        return dates.text;
    }
}
