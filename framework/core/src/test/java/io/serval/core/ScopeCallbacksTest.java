package io.serval.core;

import static io.serval.core.Soon.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.serval.core.Scope.Cause;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class ScopeCallbacksTest {
    private final Scope scope = Scope.root();
    private final List<String> log = new CopyOnWriteArrayList<>();

    @Test
    @DisplayName("Z-08: callbacks run once each, newest first")
    void newestFirst() {
        scope.onCancel(() -> log.add("first"));
        scope.onCancel(() -> log.add("second"));
        scope.onCancel(() -> log.add("third"));
        scope.cancel(Cause.CANCELLED);
        scope.cancel(Cause.SHUTDOWN);

        await().until(() -> log.size() >= 3);
        assertThat(log).containsExactly("third", "second", "first");
    }

    @Test
    @DisplayName("Z-08: a callback runs off the thread that cancels, which may be an event loop")
    void ownThread() {
        var ran = new CompletableFuture<Thread>();
        scope.onCancel(() -> ran.complete(Thread.currentThread()));
        scope.cancel(Cause.CANCELLED);

        assertThat(ran.join()).isNotSameAs(Thread.currentThread()).matches(Thread::isVirtual);
    }

    @Test
    @DisplayName("Z-08: a callback that comes after the cancellation runs at once, on the caller's thread")
    void late() {
        scope.cancel(Cause.CLIENT_GONE);
        scope.onCancel(() -> log.add(Thread.currentThread().getName()));

        assertThat(log).containsExactly(Thread.currentThread().getName());
    }

    @Test
    @DisplayName("Z-08: a callback that throws, even an Error, does not keep the others from running")
    void throwing() {
        scope.onCancel(() -> log.add("first"));
        scope.onCancel(() -> {
            throw new IllegalStateException("thrown on purpose by ScopeCallbacksTest");
        });
        scope.onCancel(() -> {
            throw new AssertionError("thrown on purpose by ScopeCallbacksTest");
        });
        scope.cancel(Cause.CANCELLED);

        await().untilAsserted(() -> assertThat(log).containsExactly("first"));
    }

    @Test
    @DisplayName("Z-08: a callback of a scope that closes never runs")
    void closed() {
        scope.onCancel(() -> log.add("ran"));
        scope.close();
        scope.onCancel(() -> log.add("ran late"));
        scope.cancel(Cause.CANCELLED);

        assertThat(log).isEmpty();
        assertThat(ScopeState.of(scope)).isEqualTo(ScopeState.EMPTY);
    }

    @Test
    @DisplayName("Z-08: a callback that was withdrawn never runs")
    void withdrawn() {
        var ran = new CountDownLatch(1);
        scope.onCancel(ran::countDown);
        Scope.Registration registration = scope.onCancel(() -> log.add("withdrawn"));
        registration.close();
        registration.close();
        scope.cancel(Cause.CANCELLED);

        await().until(() -> ran.getCount() == 0);
        assertThat(log).isEmpty();
    }

    @Test
    @DisplayName("Z-08: withdrawing a callback waits until it has ended, if it runs already")
    void withdrawWaits() throws Exception {
        var running = new CountDownLatch(1);
        var mayEnd = new CountDownLatch(1);
        Scope.Registration registration = scope.onCancel(() -> {
            running.countDown();
            awaitQuietly(mayEnd);
            log.add("callback ended");
        });
        scope.cancel(Cause.CANCELLED);
        running.await();
        Thread closer = Thread.ofPlatform().start(() -> {
            registration.close();
            log.add("close returned");
        });
        await().until(() -> closer.getState() == Thread.State.WAITING);
        mayEnd.countDown();
        closer.join();

        assertThat(log).containsExactly("callback ended", "close returned");
    }

    @Test
    @DisplayName("Z-08: a callback may withdraw itself while it runs")
    void withdrawsItself() {
        var self = new CompletableFuture<Scope.Registration>();
        self.complete(scope.onCancel(() -> {
            self.join().close();
            log.add("went on");
        }));
        scope.cancel(Cause.CANCELLED);

        await().untilAsserted(() -> assertThat(log).containsExactly("went on"));
    }

    @Test
    @DisplayName("Z-08: of many threads that cancel at once one wins, and callbacks run once")
    void race() throws Exception {
        for (int round = 0; round < 200; round++) {
            Scope raced = Scope.root();
            var runs = new AtomicInteger();
            raced.onCancel(runs::incrementAndGet);
            var start = new CountDownLatch(1);
            List<Thread> threads = new ArrayList<>();
            for (Cause cause : Cause.values()) {
                threads.add(Thread.ofVirtual().start(() -> {
                    awaitQuietly(start);
                    raced.cancel(cause);
                }));
            }
            start.countDown();
            for (Thread thread : threads) {
                thread.join();
            }
            await().until(() -> runs.get() > 0);
            assertThat(runs).hasValue(1);
        }
    }

    static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
