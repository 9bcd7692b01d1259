package io.serval.middleware;

import static org.assertj.core.api.Assertions.assertThat;

import io.serval.core.Content;
import io.serval.core.Handler;
import io.serval.core.Headers;
import io.serval.core.Response;
import java.io.IOException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Entity tags")
class ETagsTest {
    private static final Handler HELLO = request -> Response.text(200, "hello");

    private final ETags tags = ETags.of();

    @Test
    @DisplayName("row 96: the same bytes have the same tag, and a client that has them gets a 304 without a body")
    void notModified() throws Exception {
        Response first = tags.handle(Ask.get(), HELLO);
        String tag = first.headers().first("ETag").orElseThrow();
        Response second = tags.handle(Ask.get("If-None-Match", "\"x\", W/" + tag), HELLO);

        assertThat(tag).matches("\"[A-Za-z0-9_-]{22}\"");
        assertThat(second.status()).isEqualTo(304);
        assertThat(second.headers()).isEqualTo(Headers.of("ETag", tag));
        assertThat(second.content()).isEqualTo(Content.NONE);
    }

    @Test
    @DisplayName("row 96: other bytes, or the same of another type, have another tag")
    void others() throws Exception {
        assertThat(tag(HELLO))
                .isNotEqualTo(tag(request -> Response.text(200, "hallo")))
                .isNotEqualTo(tag(request -> HELLO.handle(request).with("Content-Type", "text/html")));
    }

    @Test
    @DisplayName("row 96: the route's own tag is kept, and compared")
    void own() throws Exception {
        Handler own = request -> HELLO.handle(request).with("ETag", "\"7\"");

        assertThat(tag(own)).isEqualTo("\"7\"");
        assertThat(tags.handle(Ask.get("If-None-Match", "\"7\""), own).status()).isEqualTo(304);
    }

    @Test
    @DisplayName("row 96: what is no whole answer to a reader has none")
    void untagged() throws Exception {
        for (Response response : new Response[] {
            Response.text(404, "none"),
            Response.of(200),
            HELLO.handle(Ask.get()).with("Cache-Control", "private, no-store"),
            new Response(200, Headers.empty(), new Content.Stream(out -> {})),
        }) {
            assertThat(tags.handle(Ask.get("If-None-Match", "\"x\""), request -> response))
                    .isSameAs(response);
        }
        assertThat(tags.handle(Ask.of("POST", "If-None-Match", "*"), HELLO).status())
                .isEqualTo(200);
    }

    @Test
    @DisplayName(
            "row 96, row 136: on the wire, compressed or not, GET and HEAD agree and a hostile list changes nothing")
    void onTheWire() throws IOException {
        String text = "Words, words, words. ".repeat(200);
        try (var site = Site.of(request -> Response.text(200, text), Compression.defaults(), tags)) {
            Site.Answer answer = site.get("Accept-Encoding: gzip");
            String tag = answer.field("ETag").orElseThrow();

            assertThat(tag).endsWith("-gzip\"");
            assertThat(site.ask("HEAD", "Accept-Encoding: gzip").field("ETag")).hasValue(tag);
            assertThat(site.get("Accept-Encoding: gzip", "If-None-Match: " + tag)
                            .status())
                    .isEqualTo(304);
            assertThat(site.get("Accept-Encoding: gzip", "If-None-Match: " + "\"-gzip\",".repeat(500) + tag)
                            .status())
                    .isEqualTo(304);
            assertThat(site.get("Accept-Encoding: gzip", "If-None-Match: " + tag.replace("\"", ""))
                            .status())
                    .isEqualTo(200);
            assertThat(site.get("If-None-Match: " + tag).status()).isEqualTo(200);
        }
    }

    private String tag(Handler handler) throws Exception {
        return tags.handle(Ask.get(), handler).headers().first("ETag").orElseThrow();
    }
}
