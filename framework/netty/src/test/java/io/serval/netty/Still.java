package io.serval.netty;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/** Waits until a counter has come to rest. */
final class Still {
    private Still() {}

    static long at(LongSupplier counter) {
        var last = new AtomicLong();
        await().pollInterval(Duration.ofMillis(250))
                .atMost(Duration.ofSeconds(20))
                .until(() -> {
                    long now = counter.getAsLong();
                    return now > 0 && last.getAndSet(now) == now;
                });
        return last.get();
    }
}
