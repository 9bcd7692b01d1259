package io.serval.core.internal.assets;

import io.serval.core.Headers;
import io.serval.core.internal.http.MediaTypes;
import java.util.regex.Pattern;

/** The header fields of an asset that its name decides. */
final class AssetHeaders {
    /** A name with a hash of the content in it, as bundlers give: eight hexadecimal digits or more, of both kinds. */
    private static final Pattern HASHED = Pattern.compile(".*[.-](?=[a-f]*[0-9])(?=[0-9]*[a-f])[0-9a-f]{8,}\\..*");

    private AssetHeaders() {}

    /**
     * Returns the fields.
     *
     * @param name the file's name, without the ending of the coding
     * @param varies whether there are other forms of it
     */
    static Headers of(String name, Coding coding, boolean varies) {
        boolean immutable = HASHED.matcher(name).matches();
        Headers headers = Headers.of(
                "Content-Type",
                MediaTypes.of(name),
                "Cache-Control",
                immutable ? "public, max-age=31536000, immutable" : "no-cache");
        Headers encoded = coding == Coding.IDENTITY ? headers : headers.with("Content-Encoding", coding.token());
        return varies ? encoded.with("Vary", "Accept-Encoding") : encoded;
    }
}
