package io.serval.core;

import static io.serval.core.Soon.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.serval.core.Scope.Cause;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class ScopeInterruptTest {
    private final Scope scope = Scope.root();

    @Test
    @DisplayName("Z-04: cancelling interrupts the thread that works in the scope")
    void interrupts() throws Exception {
        var ended = new CountDownLatch(1);
        Thread thread = Thread.ofVirtual().start(() -> {
            try {
                scope.call(ScopeInterruptTest::waitForever);
            } catch (InterruptedException e) {
                ended.countDown();
            } catch (Exception e) {
                throw new AssertionError(e);
            }
        });
        await().until(() -> thread.getState() == Thread.State.WAITING);
        scope.cancel(Cause.CLIENT_GONE);

        ended.await();
    }

    @Test
    @DisplayName("Z-04: cancelling a parent interrupts the work in its children")
    void interruptsBelow() throws Exception {
        Scope child = scope.child();
        child.call(() -> {
            scope.cancel(Cause.SHUTDOWN);
            return assertThat(Thread.interrupted()).isTrue();
        });
    }

    @Test
    @DisplayName("Z-04: work in a scope that was cancelled or closed before does not begin")
    void neverBegins() {
        var began = new AtomicBoolean();
        scope.cancel(Cause.DEADLINE);
        Scope closed = Scope.root();
        closed.close();

        assertThatThrownBy(() -> scope.call(() -> began.getAndSet(true)))
                .isInstanceOfSatisfying(
                        Cancelled.class, e -> assertThat(e.reason()).isEqualTo(Cause.DEADLINE));
        assertThatThrownBy(() -> closed.call(() -> began.getAndSet(true))).isInstanceOf(Cancelled.class);
        assertThat(began).isFalse();
    }

    @Test
    @DisplayName("Z-04: the scope's interrupt does not outlive the call")
    void flagIsClear() throws Exception {
        scope.call(() -> {
            scope.cancel(Cause.CANCELLED);
            return assertThat(Thread.currentThread().isInterrupted()).isTrue();
        });

        assertThat(Thread.interrupted()).isFalse();
    }

    @Test
    @DisplayName("Z-04: an interrupt that somebody else sent stays after the call")
    void foreignInterruptStays() throws Exception {
        scope.call(() -> {
            Thread.currentThread().interrupt();
            return true;
        });

        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    @DisplayName("Z-05: a shielded section is not interrupted; the interrupt comes when it ends")
    void shield() throws Exception {
        scope.call(() -> {
            Scope.shield(() -> {
                scope.cancel(Cause.CLIENT_GONE);
                return assertThat(Thread.currentThread().isInterrupted()).isFalse();
            });
            return assertThat(Thread.interrupted()).isTrue();
        });
    }

    @Test
    @DisplayName("Z-05: the interrupt comes after a shielded section that throws, too")
    void shieldThatThrows() throws Exception {
        scope.call(() -> {
            assertThatThrownBy(() -> Scope.shield(() -> {
                        scope.cancel(Cause.CLIENT_GONE);
                        throw new java.io.IOException("no");
                    }))
                    .isInstanceOf(java.io.IOException.class);
            return assertThat(Thread.interrupted()).isTrue();
        });
    }

    @Test
    @DisplayName("Z-05: an interrupt that came just before a shielded section is held back as well")
    void shieldAfterInterrupt() throws Exception {
        scope.call(() -> {
            scope.cancel(Cause.CLIENT_GONE);
            Scope.shield(
                    () -> assertThat(Thread.currentThread().isInterrupted()).isFalse());
            return assertThat(Thread.interrupted()).isTrue();
        });
    }

    @Test
    @DisplayName("Z-05: shields nest; the interrupt comes after the outermost")
    void nestedShields() throws Exception {
        scope.call(() -> {
            Scope.shield(() -> {
                Scope.shield(() -> {
                    scope.cancel(Cause.CLIENT_GONE);
                    return true;
                });
                return assertThat(Thread.currentThread().isInterrupted()).isFalse();
            });
            return assertThat(Thread.interrupted()).isTrue();
        });
    }

    @Test
    @DisplayName("Z-05: a shield inside of nested calls holds against the outer scope")
    void shieldInNestedCall() throws Exception {
        Scope child = scope.child();
        scope.call(() -> child.call(() -> Scope.shield(() -> {
            scope.cancel(Cause.CLIENT_GONE);
            return assertThat(Thread.currentThread().isInterrupted()).isFalse();
        })));
    }

    @Test
    @DisplayName("Z-05: outside of a scope a shielded section just runs")
    void shieldOutside() throws Exception {
        assertThat(Scope.<String>shield(() -> "done")).isEqualTo("done");
    }

    @Test
    @DisplayName("Z-04: when nested work ends, the interrupt of the scope around it is still there")
    void outerInterruptSurvives() throws Exception {
        Scope child = scope.child();
        scope.call(() -> {
            child.call(() -> {
                scope.cancel(Cause.CLIENT_GONE);
                return true;
            });
            return assertThat(Thread.interrupted()).isTrue();
        });
    }

    @Test
    @DisplayName("Z-04: when nested work was cancelled alone, the work around it goes on uninterrupted")
    void innerInterruptEnds() throws Exception {
        Scope child = scope.child();
        scope.call(() -> {
            child.call(() -> {
                child.cancel(Cause.DEADLINE);
                return true;
            });
            return assertThat(Thread.currentThread().isInterrupted()).isFalse();
        });
    }

    @Test
    @DisplayName("Z-04: closing a scope cancels it if another thread still works in it")
    void closeReachesWork() throws Exception {
        List<Throwable> thrown = new ArrayList<>();
        Thread thread = Thread.ofVirtual().start(() -> {
            try {
                scope.call(ScopeInterruptTest::waitForever);
            } catch (Exception e) {
                thrown.add(e);
            }
        });
        await().until(() -> thread.getState() == Thread.State.WAITING);
        scope.close();
        thread.join();

        assertThat(scope.cause()).contains(Cause.CANCELLED);
        assertThat(thrown).singleElement().isInstanceOf(InterruptedException.class);
        assertThat(ScopeState.of(scope)).isEqualTo(ScopeState.EMPTY);
    }

    @Test
    @DisplayName("Z-04: work may close its own scope and go on")
    void closeFromInside() throws Exception {
        scope.call(() -> {
            scope.close();
            return assertThat(Thread.currentThread().isInterrupted()).isFalse();
        });

        assertThat(scope.cancelled()).isFalse();
    }

    private static boolean waitForever() throws InterruptedException {
        new CountDownLatch(1).await();
        return true;
    }
}
