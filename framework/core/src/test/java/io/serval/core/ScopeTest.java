package io.serval.core;

import static io.serval.core.Soon.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.serval.core.Scope.Cause;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class ScopeTest {
    private final Scope scope = Scope.root();

    @Test
    @DisplayName("Z-08: the first cause of a cancellation stays")
    void firstCause() {
        scope.cancel(Cause.CLIENT_GONE);
        scope.cancel(Cause.SHUTDOWN);

        assertThat(scope.cause()).contains(Cause.CLIENT_GONE);
    }

    @Test
    @DisplayName("Z-08: throwIfCancelled does nothing before a cancellation and names the cause after it")
    void cooperativeCheck() {
        scope.throwIfCancelled();
        scope.cancel(Cause.DEADLINE);

        assertThatThrownBy(scope::throwIfCancelled)
                .isInstanceOfSatisfying(
                        Cancelled.class, e -> assertThat(e.reason()).isEqualTo(Cause.DEADLINE));
    }

    @Test
    @DisplayName("Z-08: cancelling a scope cancels all scopes below it with the same cause")
    void children() {
        Scope child = scope.child();
        Scope grandchild = child.child();
        scope.cancel(Cause.SHUTDOWN);

        assertThat(child.cause()).contains(Cause.SHUTDOWN);
        assertThat(grandchild.cause()).contains(Cause.SHUTDOWN);
    }

    @Test
    @DisplayName("Z-08: cancelling a child leaves its parent and its siblings alone")
    void parentStays() {
        Scope sibling = scope.child();
        scope.child().cancel(Cause.CANCELLED);

        assertThat(scope.cancelled()).isFalse();
        assertThat(sibling.cancelled()).isFalse();
    }

    @Test
    @DisplayName("Z-08: a child of a cancelled scope is cancelled from the start")
    void lateChild() {
        scope.cancel(Cause.CLIENT_GONE);

        assertThat(scope.child().cause()).contains(Cause.CLIENT_GONE);
    }

    @Test
    @DisplayName("Z-08: closing a scope cancels the children that are still open, and not the scope")
    void closeCancelsChildren() {
        Scope child = scope.child();
        scope.close();

        assertThat(child.cause()).contains(Cause.CANCELLED);
        assertThat(scope.cancelled()).isFalse();
    }

    @Test
    @DisplayName("Z-08: a child of a closed scope is cancelled from the start")
    void childOfClosed() {
        scope.close();

        assertThat(scope.child().cause()).contains(Cause.CANCELLED);
    }

    @Test
    @DisplayName("Z-08: a closed scope cannot be cancelled any more")
    void cancelAfterClose() {
        scope.close();
        scope.cancel(Cause.SHUTDOWN);

        assertThat(scope.cancelled()).isFalse();
    }

    @Test
    @DisplayName("Z-08: a child that is closed or cancelled is forgotten by its parent")
    void noLeak() {
        for (int i = 0; i < 100; i++) {
            scope.child().close();
            scope.child().cancel(Cause.CANCELLED);
        }

        assertThat(ScopeState.of(scope)).isEqualTo(ScopeState.EMPTY);
    }

    @Test
    @DisplayName("Z-08: a deadline cancels with its cause")
    void deadline() {
        scope.deadline(Duration.ofMillis(1));

        await().until(scope::cancelled);
        assertThat(scope.cause()).contains(Cause.DEADLINE);
    }

    @Test
    @DisplayName("Z-08: a later deadline replaces the one before")
    void laterDeadline() throws Exception {
        var passed = new CountDownLatch(1);
        Scope other = Scope.root();
        other.onCancel(passed::countDown);
        scope.deadline(Duration.ofMillis(20));
        scope.deadline(Duration.ofDays(1));
        // The timer is one thread: when this deadline has passed, the one before it would have too.
        other.deadline(Duration.ofMillis(40));
        passed.await();

        assertThat(scope.cancelled()).isFalse();
    }

    @Test
    @DisplayName("Z-08: a deadline that lies beyond all time is no error")
    void endlessDeadline() {
        scope.deadline(Duration.ofSeconds(Long.MAX_VALUE));

        assertThat(scope.cancelled()).isFalse();
        scope.close();
    }

    @Test
    @DisplayName("current() outside of any scope throws and says what to use")
    void currentOutside() {
        assertThatThrownBy(Scope::current)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContainingAll("works in no scope", "fork", "wrap", "executor");
        assertThat(Scope.currentIfAny()).isEmpty();
    }

    @Test
    @DisplayName("current() is the scope that the thread works in, the innermost one")
    void currentInside() throws Exception {
        Scope child = scope.child();

        scope.call(() -> {
            assertThat(Scope.current()).isSameAs(scope);
            child.call(() -> assertThat(Scope.current()).isSameAs(child));
            return assertThat(Scope.current()).isSameAs(scope);
        });
    }

    @Test
    @DisplayName("a thread that the work starts by itself is in no scope")
    void plainThreads() throws Exception {
        var seen = new CompletableFuture<Optional<Scope>>();
        scope.call(() -> {
            Thread.ofVirtual().start(() -> seen.complete(Scope.currentIfAny())).join();
            return true;
        });

        assertThat(seen.join()).isEmpty();
    }
}
