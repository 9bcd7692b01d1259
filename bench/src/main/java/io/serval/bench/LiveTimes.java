package io.serval.bench;

import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** Points in time by the number of an event, on the clock that all processes of a machine share, in a file between them. */
final class LiveTimes {
    private LiveTimes() {}

    static void write(Path file, long[] times) throws IOException {
        try (var out = new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file)))) {
            for (long time : times) {
                out.writeLong(time);
            }
        }
    }

    static long[] read(Path file) throws IOException {
        try (var in = new DataInputStream(new java.io.BufferedInputStream(Files.newInputStream(file)))) {
            var times = new long[(int) (Files.size(file) / Long.BYTES)];
            for (int i = 0; i < times.length; i++) {
                times[i] = in.readLong();
            }
            return times;
        }
    }

    /** The value that so many of the values are not above, in milliseconds. */
    static double millis(long[] nanos, double share) {
        long[] sorted = nanos.clone();
        Arrays.sort(sorted);
        return sorted[(int) Math.min(sorted.length - 1L, Math.round(sorted.length * share))] / 1e6;
    }
}
