package io.serval.core.internal.assets;

import io.serval.core.Content;
import io.serval.core.Headers;
import io.serval.core.Response;
import io.serval.core.internal.http.HttpDates;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.NoSuchFileException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** What is known of a file as it was when somebody last looked, its bytes included if they are kept. */
final class Loaded {
    private static final long LOOK_AGAIN_NANOS = 1_000_000_000;

    /** Larger files are told apart by time and size: to read them all for a tag would take too long. */
    private static final long HASHED = 8L * 1024 * 1024;

    private static final int TAG_BYTES = 16;

    /**
     * A version of the file.
     *
     * @param response all of it
     * @param kept how many bytes of memory it takes
     * @param nanos when somebody looked
     */
    record Snapshot(Source.Version version, Response response, long kept, long nanos) {}

    private final Source source;
    private final Headers headers;
    private final Memory memory;
    private final boolean always;
    private final ReentrantLock loading = new ReentrantLock();
    private volatile @Nullable Snapshot snapshot;

    /**
     * Creates what has not looked yet.
     *
     * @param headers of a response, besides validators
     * @param always whether to look for changes on each request, or once a second
     */
    Loaded(Source source, Headers headers, Memory memory, boolean always) {
        this.source = source;
        this.headers = headers;
        this.memory = memory;
        this.always = always;
    }

    /**
     * Returns the file as it is.
     *
     * @throws NoSuchFileException if it has gone
     */
    Snapshot now() throws IOException {
        Snapshot last = snapshot;
        boolean good =
                last != null && !always && (System.nanoTime() - last.nanos < LOOK_AGAIN_NANOS || loading.isLocked());
        return last != null && good ? last : look();
    }

    private Snapshot look() throws IOException {
        loading.lock();
        try {
            Source.Version version = source.version();
            Snapshot last = snapshot;
            if (last != null && last.version.equals(version)) {
                return remember(new Snapshot(version, last.response, last.kept, System.nanoTime()));
            }
            forget();
            return remember(load(version));
        } catch (NoSuchFileException e) {
            forget();
            throw e;
        } finally {
            loading.unlock();
        }
    }

    private Snapshot remember(Snapshot current) {
        snapshot = current;
        return current;
    }

    private void forget() {
        Snapshot last = snapshot;
        if (last != null) {
            snapshot = null;
            memory.giveBack(last.kept);
        }
    }

    private Snapshot load(Source.Version version) throws IOException {
        boolean keep = version.size() <= source.worthKeeping() && memory.take(version.size());
        Response response = keep ? inMemory(version) : inPlace(version);
        return new Snapshot(version, response, keep ? version.size() : 0, System.nanoTime());
    }

    private Response inMemory(Source.Version version) throws IOException {
        try (InputStream in = source.open()) {
            byte[] bytes = in.readAllBytes();
            return response(version, tag(sha256().digest(bytes)), new Content.Bytes(bytes));
        } catch (IOException e) {
            memory.giveBack(version.size());
            throw e;
        }
    }

    private Response inPlace(Source.Version version) throws IOException {
        String tag = version.size() <= HASHED ? hash() : timeAndSize(version);
        return response(version, tag, source.content(version));
    }

    private Response response(Source.Version version, String tag, Content content) {
        Headers all = headers.with("ETag", tag).with("Last-Modified", HttpDates.write(version.modified()));
        return new Response(
                200,
                content instanceof Content.Stream
                        ? all.with("Content-Length", Long.toString(version.size()))
                        : all.with("Accept-Ranges", "bytes"),
                content);
    }

    private String hash() throws IOException {
        MessageDigest digest = sha256();
        byte[] buffer = new byte[64 * 1024];
        try (InputStream in = source.open()) {
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                digest.update(buffer, 0, read);
            }
        }
        return tag(digest.digest());
    }

    private static String tag(byte[] hash) {
        return '"' + Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(hash, TAG_BYTES)) + '"';
    }

    private static String timeAndSize(Source.Version version) {
        return '"' + Long.toHexString(version.modified().toEpochMilli()) + '-' + Long.toHexString(version.size()) + '"';
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256.", e);
        }
    }
}
