package io.serval.middleware;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.serval.core.Handler;
import io.serval.core.Request;
import io.serval.core.Response;
import io.serval.core.Scope;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Limits of a folder")
class LimitsTest {
    private static final Handler READS =
            request -> Response.text(200, Integer.toString(request.body().bytes().length));

    @Test
    @DisplayName("row 88: a body beyond the folder's limit is a 413 before it has arrived, and one within it is read")
    void body() throws IOException {
        try (var site = Site.of(READS, BodyLimits.of(10))) {
            assertThat(site.ask("POST", "Content-Length: 11").status()).isEqualTo(413);
            assertThat(site.ask("POST", "Transfer-Encoding: chunked", "", "b\r\nhello world\r\n0\r\n")
                            .status())
                    .isEqualTo(413);
            Site.Answer read = site.ask("POST", "Transfer-Encoding: chunked", "", "a\r\nhello worl\r\n0\r\n");
            assertThat(new String(read.rest())).isEqualTo("10");
        }
    }

    @Test
    @DisplayName("A handler that takes longer than the folder's limit is cancelled, and the client gets a 503")
    void time() throws Exception {
        var cause = new CompletableFuture<Optional<Scope.Cause>>();
        Handler hangs = request -> {
            request.scope().onCancel(() -> cause.complete(request.scope().cause()));
            new CountDownLatch(1).await();
            return Response.of(204);
        };
        try (var site = Site.of(hangs, TimeLimits.of(Duration.ofMillis(50)))) {
            assertThat(site.get().status()).isEqualTo(503);
            assertThat(cause.get(20, TimeUnit.SECONDS)).hasValue(Scope.Cause.DEADLINE);
        }
    }

    @Test
    @DisplayName("What goes on after the answer is not limited")
    void afterwards() throws Exception {
        Request request = Ask.get();
        TimeLimits.of(Duration.ofMillis(1)).handle(request, asked -> {
            asked.scope().deadline(Duration.ofMillis(20));
            return Response.of(204);
        });
        var later = new CompletableFuture<Void>();
        Scope witness = Scope.root();
        witness.onCancel(() -> later.complete(null));
        witness.deadline(Duration.ofMillis(60));
        later.get(20, TimeUnit.SECONDS);

        assertThat(request.scope().cancelled()).isFalse();
    }

    @Test
    @DisplayName("Limits that nothing can keep are refused when they are made")
    void mistakes() {
        assertThatThrownBy(() -> BodyLimits.of(-1)).hasMessageContaining("at least 0 bytes");
        assertThatThrownBy(() -> TimeLimits.of(Duration.ZERO)).hasMessageContaining("takes some time");
    }
}
