package io.serval.core.internal.assets;

import io.serval.core.AcceptEncoding;

/** How the bytes of a file are compressed (RFC 9110 §8.4.1); the best comes first. */
enum Coding {
    BROTLI("br", ".br"),
    ZSTANDARD("zstd", ".zst"),
    GZIP("gzip", ".gz"),
    IDENTITY(AcceptEncoding.IDENTITY, "");

    private final String token;
    private final String ending;

    Coding(String token, String ending) {
        this.token = token;
        this.ending = ending;
    }

    /** Its name in {@code Content-Encoding}. */
    String token() {
        return token;
    }

    /** What the name of a compressed file has behind that of the file. */
    String ending() {
        return ending;
    }
}
