package io.serval.core;

import static io.serval.core.Soon.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.serval.core.Scope.Cause;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Threads that work, nest, shield, fork and leave, while others cancel at random. */
class ScopeStressTest {
    private static final int ROUNDS = 300;
    private static final int THREADS = 16;

    @Test
    @Timeout(120)
    @DisplayName(
            "Z-08: under a seeded storm no cancel is lost, no shield is broken, and no child, worker or interrupt leaks")
    void storm() throws Exception {
        long seed = 20_260_506;
        for (int round = 0; round < ROUNDS; round++) {
            storm(new Random(seed + round));
        }
    }

    private static void storm(Random random) throws InterruptedException {
        Scope root = Scope.root();
        var registered = new AtomicInteger();
        var ran = new AtomicInteger();
        var broken = new AtomicInteger();
        var go = new CountDownLatch(1);
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            int turns = random.nextInt(20);
            boolean shields = random.nextBoolean();
            boolean forks = random.nextInt(4) == 0;
            threads.add(Thread.ofVirtual().start(() -> {
                ScopeCallbacksTest.awaitQuietly(go);
                for (int turn = 0; turn < turns; turn++) {
                    try (Scope child = root.child()) {
                        child.onCancel(() -> {}).close();
                        child.call(() -> shields
                                ? Scope.shield(() -> check(broken))
                                : child.wrap(() -> true).call());
                    } catch (Exception e) {
                        // Cancelled, or interrupted: what this test is about.
                    }
                    broken.addAndGet(Thread.interrupted() ? 1 : 0);
                }
                // Whoever still works now works until the cancel reaches them.
                try {
                    root.call(() -> {
                        registered.incrementAndGet();
                        root.onCancel(ran::incrementAndGet);
                        if (forks) {
                            Future<Boolean> _ = root.fork(ScopeStressTest::forever);
                        }
                        return root.child().call(ScopeStressTest::forever);
                    });
                } catch (Exception e) {
                    // As above.
                }
                broken.addAndGet(Thread.interrupted() ? 1 : 0);
            }));
        }
        go.countDown();
        for (int spin = random.nextInt(2_000); spin > 0; spin--) {
            Thread.onSpinWait();
        }
        root.cancel(random.nextBoolean() ? Cause.CLIENT_GONE : Cause.DEADLINE);

        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(broken).hasValue(0);
        await().untilAsserted(() -> assertThat(ran).hasValue(registered.get()));
        await().untilAsserted(() -> assertThat(ScopeState.of(root)).isEqualTo(ScopeState.EMPTY));
    }

    private static boolean check(AtomicInteger broken) {
        for (int i = ThreadLocalRandom.current().nextInt(50); i > 0; i--) {
            Thread.onSpinWait();
            broken.addAndGet(Thread.currentThread().isInterrupted() ? 1 : 0);
        }
        return true;
    }

    private static boolean forever() throws InterruptedException {
        new CountDownLatch(1).await();
        return true;
    }
}
