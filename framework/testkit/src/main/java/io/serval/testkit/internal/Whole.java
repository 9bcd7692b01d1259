package io.serval.testkit.internal;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Reads the body of an answer to its end. */
public final class Whole {
    private Whole() {}

    /**
     * Returns the body; blocks until its last byte is there.
     *
     * @throws AssertionError if it does not end in time, or breaks off; it tells what had arrived
     */
    public static byte[] of(Sent sent, Driver.Opened opened, Duration timeout) {
        var arrived = new ByteArrayOutputStream();
        var end = new CompletableFuture<Void>();
        Thread.ofVirtual().name("serval-test-reader").start(() -> {
            try (InputStream body = opened.body()) {
                body.transferTo(arrived);
                end.complete(null);
            } catch (IOException | RuntimeException e) {
                end.completeExceptionally(e);
            }
        });
        try {
            end.get(timeout.toNanos(), TimeUnit.NANOSECONDS);
            return arrived.toByteArray();
        } catch (TimeoutException e) {
            leave(opened.body(), e);
            throw failure(sent, opened, arrived, "did not end within " + timeout, e);
        } catch (ExecutionException e) {
            throw failure(sent, opened, arrived, "broke off: " + e.getCause(), e);
        } catch (InterruptedException e) {
            leave(opened.body(), e);
            Thread.currentThread().interrupt();
            throw failure(sent, opened, arrived, "did not end before the test was interrupted", e);
        }
    }

    private static void leave(InputStream body, Exception why) {
        try {
            body.close();
        } catch (IOException e) {
            why.addSuppressed(e);
        }
    }

    private static AssertionError failure(
            Sent sent, Driver.Opened opened, ByteArrayOutputStream arrived, String what, Exception cause) {
        return new AssertionError(
                "The body of the answer " + what + ".\n\n" + sent.text() + "\nHTTP " + opened.status() + "\n"
                        + opened.headers() + "\n" + Texts.of(arrived.toByteArray(), opened.headers()),
                cause);
    }
}
