package io.serval.core;

import static io.serval.core.Soon.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.serval.core.Scope.Cause;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class ScopePropagationTest {
    private final Scope scope = Scope.root();
    private final CountDownLatch started = new CountDownLatch(1);
    private final CountDownLatch interrupted = new CountDownLatch(1);

    @Test
    @DisplayName("Z-09: fork runs the task in a child scope and returns its result")
    void fork() throws Exception {
        Future<Scope> seen = scope.fork(Scope::current);

        assertThat(seen.get()).isNotSameAs(scope);
        await().untilAsserted(() -> assertThat(ScopeState.of(scope)).isEqualTo(ScopeState.EMPTY));
    }

    @Test
    @DisplayName("Z-09: an exception of a forked task comes out of its future")
    void forkThrows() {
        Future<String> failing = scope.fork(() -> {
            throw new java.io.IOException("no");
        });

        assertThatThrownBy(failing::get)
                .isInstanceOf(ExecutionException.class)
                .hasCauseInstanceOf(java.io.IOException.class);
    }

    @Test
    @DisplayName("Z-09: cancelling the scope interrupts a forked task")
    void cancelReachesFork() throws Exception {
        Future<Boolean> _ = scope.fork(this::block);
        started.await();
        scope.cancel(Cause.CLIENT_GONE);

        interrupted.await();
    }

    @Test
    @DisplayName("Z-07: cancelling the future of a fork interrupts the running task and not the scope")
    void cancelFuture() throws Exception {
        Future<Boolean> forked = scope.fork(this::block);
        started.await();
        forked.cancel(true);

        interrupted.await();
        assertThatThrownBy(forked::get).isInstanceOf(CancellationException.class);
        assertThat(scope.cancelled()).isFalse();
        await().untilAsserted(() -> assertThat(ScopeState.of(scope)).isEqualTo(ScopeState.EMPTY));
    }

    @Test
    @DisplayName("Z-09: closing the scope ends a fork that nobody waited for")
    void closeReachesFork() throws Exception {
        Future<Boolean> _ = scope.fork(this::block);
        started.await();
        scope.close();

        interrupted.await();
    }

    @Test
    @DisplayName("Z-09: a fork of a cancelled scope never begins, and its future says why")
    void forkOfCancelled() {
        scope.cancel(Cause.SHUTDOWN);

        assertThatThrownBy(() -> scope.fork(this::block).get()).hasCauseInstanceOf(Cancelled.class);
        assertThat(started.getCount()).isOne();
    }

    @Test
    @DisplayName("Z-09: a wrapped task runs in the scope on a foreign pool")
    void wrap() throws Exception {
        try (var pool = Executors.newSingleThreadExecutor()) {
            assertThat(pool.submit(scope.wrap(Scope::current)).get()).isSameAs(scope);
            assertThat(pool.submit(Scope::currentIfAny).get()).isEmpty();
        }
    }

    @Test
    @DisplayName("Z-09: cancelling the scope interrupts a wrapped task, and the pool's thread stays usable")
    void cancelReachesWrapped() throws Exception {
        try (var pool = Executors.newSingleThreadExecutor()) {
            Future<Boolean> _ = pool.submit(scope.wrap(this::block));
            started.await();
            scope.cancel(Cause.CLIENT_GONE);
            interrupted.await();

            assertThat(pool.submit(() -> Thread.currentThread().isInterrupted()).get())
                    .isFalse();
        }
    }

    @Test
    @DisplayName("Z-07: CompletableFuture stages on the scope's executor run in the scope and end with it")
    void completableFuture() throws Exception {
        CompletableFuture<Boolean> stage = CompletableFuture.supplyAsync(this::blockQuietly, scope.executor());
        started.await();
        scope.cancel(Cause.CLIENT_GONE);

        interrupted.await();
        assertThat(stage.get()).isFalse();
    }

    @Test
    @DisplayName("Z-07: the executor of a cancelled scope refuses tasks, so that no stage waits for ever")
    void refusesLateTasks() {
        Executor executor = scope.executor();
        CompletableFuture<String> stage = new CompletableFuture<String>().thenApplyAsync(text -> text, executor);
        CompletableFuture<String> first = new CompletableFuture<>();
        CompletableFuture<String> second = first.thenApplyAsync(text -> text, executor);
        scope.cancel(Cause.CANCELLED);
        first.complete("done");

        assertThatThrownBy(() -> executor.execute(() -> {})).isInstanceOf(Cancelled.class);
        assertThatThrownBy(second::get).hasCauseInstanceOf(Cancelled.class);
        assertThat(stage).isNotDone();
    }

    @Test
    @DisplayName(
            "Z-07: a task that the executor took runs even if the scope is cancelled first, interrupted from the start")
    void takenTasksRun() throws Exception {
        for (int round = 0; round < 500; round++) {
            Scope raced = Scope.root();
            CompletableFuture<Boolean> stage = CompletableFuture.supplyAsync(
                    () -> {
                        spinUntilInterrupted(raced);
                        return Thread.interrupted();
                    },
                    raced.executor());
            raced.cancel(Cause.CANCELLED);

            assertThat(stage.get()).isTrue();
        }
    }

    @Test
    @DisplayName("an exception of an executor's task goes to the thread's uncaught exception handler")
    void uncaught() {
        var caught = new CompletableFuture<Throwable>();
        Thread.UncaughtExceptionHandler before = Thread.getDefaultUncaughtExceptionHandler();
        Thread.setDefaultUncaughtExceptionHandler((thread, e) -> caught.complete(e));
        try {
            scope.executor().execute(() -> {
                throw new IllegalStateException("no");
            });
            assertThat(caught.join()).hasMessage("no");
        } finally {
            Thread.setDefaultUncaughtExceptionHandler(before);
        }
    }

    private static void spinUntilInterrupted(Scope cancelled) {
        while (!cancelled.cancelled() || !Thread.currentThread().isInterrupted()) {
            Thread.onSpinWait();
        }
    }

    private Boolean block() throws InterruptedException {
        started.countDown();
        try {
            new CountDownLatch(1).await();
            return true;
        } catch (InterruptedException e) {
            interrupted.countDown();
            throw e;
        }
    }

    private Boolean blockQuietly() {
        try {
            return block();
        } catch (InterruptedException e) {
            return false;
        }
    }
}
