package io.serval.middleware;

import com.aayushatharva.brotli4j.Brotli4jLoader;
import com.aayushatharva.brotli4j.encoder.BrotliOutputStream;
import com.aayushatharva.brotli4j.encoder.Encoder;
import com.github.luben.zstd.ZstdOutputStreamNoFinalizer;
import com.github.luben.zstd.util.Native;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.System.Logger.Level;
import java.util.zip.GZIPOutputStream;

/** A way to make bodies shorter (RFC 9110 §8.4.1). Those of native code are there where their library can be loaded. */
public enum ContentCoding {
    /** Zstandard (RFC 8878, its window below the 8 MiB of RFC 9659): the fastest by far. */
    ZSTD("zstd") {
        @Override
        OutputStream encoder(OutputStream out) throws IOException {
            return new ZstdOutputStreamNoFinalizer(out, ZSTD_LEVEL).setWindowLog(ZSTD_WINDOW_BITS);
        }

        @Override
        boolean load() {
            Native.load();
            return Native.isLoaded();
        }
    },

    /** Brotli (RFC 7932): the shortest. */
    BROTLI("br") {
        @Override
        OutputStream encoder(OutputStream out) throws IOException {
            return new BrotliOutputStream(out, Encoder.Parameters.create(BROTLI_QUALITY, BROTLI_WINDOW_BITS));
        }

        @Override
        boolean load() {
            return Brotli4jLoader.isAvailable();
        }
    },

    /** gzip (RFC 1952): everybody knows it. */
    GZIP("gzip") {
        @Override
        OutputStream encoder(OutputStream out) throws IOException {
            return new GZIPOutputStream(out, BUFFER, true);
        }

        @Override
        boolean load() {
            return true;
        }
    };

    /* What each response costs while it is compressed: at most some 2 MiB, and little more time than gzip takes. */
    private static final int ZSTD_LEVEL = 3;
    private static final int ZSTD_WINDOW_BITS = 19;
    private static final int BROTLI_QUALITY = 4;
    private static final int BROTLI_WINDOW_BITS = 18;
    private static final int BUFFER = 8 * 1024;

    private final String token;
    private final boolean available;

    ContentCoding(String token) {
        this.token = token;
        this.available = loaded();
    }

    /** The name of the coding in header fields. */
    public String token() {
        return token;
    }

    /** Whether it can be used on this machine. */
    public boolean available() {
        return available;
    }

    /** Returns a stream that hands what is written to it on to another, compressed. Closing it frees native memory. */
    abstract OutputStream encoder(OutputStream out) throws IOException;

    abstract boolean load();

    private boolean loaded() {
        try {
            return load();
        } catch (LinkageError e) {
            System.getLogger(ContentCoding.class.getName())
                    .log(Level.INFO, () -> token + " is not offered, as its library cannot be loaded.", e);
            return false;
        }
    }
}
