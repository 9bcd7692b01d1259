package tracking.carrier;

import java.io.ByteArrayOutputStream;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow.Subscription;
import org.jspecify.annotations.Nullable;

/**
 * Collects a response body up to a limit. A longer one is cut there and its connection given up; the caller still
 * learns status and headers, which an exception would hide.
 */
final class BoundedBody implements BodySubscriber<BoundedBody.Content> {

    /** In bytes; the longest recorded answer has 33 KB. */
    static final int LIMIT = 4 * 1024 * 1024;

    /** A body or, if not {@code whole}, its beginning. */
    static final class Content {
        private final byte[] bytes;
        private final boolean whole;

        Content(byte[] bytes, boolean whole) {
            this.bytes = bytes;
            this.whole = whole;
        }

        byte[] bytes() {
            return bytes;
        }

        boolean whole() {
            return whole;
        }
    }

    private final CompletableFuture<Content> body = new CompletableFuture<>();
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private @Nullable Subscription subscription;

    @Override
    public CompletionStage<Content> getBody() {
        return body;
    }

    @Override
    public void onSubscribe(Subscription subscription) {
        this.subscription = subscription;
        subscription.request(Long.MAX_VALUE);
    }

    @Override
    public void onNext(List<ByteBuffer> buffers) {
        for (ByteBuffer buffer : buffers) {
            byte[] part = new byte[Math.min(buffer.remaining(), LIMIT - bytes.size())];
            buffer.get(part);
            bytes.writeBytes(part);
            if (buffer.hasRemaining()) {
                finish(false);
                return;
            }
        }
    }

    @Override
    public void onError(Throwable problem) {
        body.completeExceptionally(problem);
    }

    @Override
    public void onComplete() {
        finish(true);
    }

    private void finish(boolean whole) {
        if (!whole && subscription != null) {
            subscription.cancel();
        }
        body.complete(new Content(bytes.toByteArray(), whole));
    }
}
