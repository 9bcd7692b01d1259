package io.serval.netty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.serval.core.Response;
import io.serval.core.StartupException;
import io.serval.netty.NettyServer.Settings;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.Certificate;
import java.time.Duration;
import java.util.Optional;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(Leaks.class)
class TlsTest {
    @TempDir
    private Path folder;

    private static NettyServer serve(Tls tls) {
        return serve(Settings.onPort(0).withTls(tls));
    }

    private static NettyServer serve(Settings settings) {
        return NettyServer.start(
                settings,
                request -> Response.text(
                        200, request.peer().protocol() + " " + request.peer().origin()));
    }

    private static HttpResponse<String> get(HttpClient client, NettyServer server) throws Exception {
        return client.send(
                HttpRequest.newBuilder(URI.create("https://localhost:" + server.port() + "/"))
                        .build(),
                BodyHandlers.ofString());
    }

    private static HttpClient client(TestCertificate trusted) throws Exception {
        return HttpClient.newBuilder().sslContext(trusted.trust()).build();
    }

    @Test
    @DisplayName("row 140: a client that offers h2 by ALPN is served over HTTP/2")
    void agreesOnHttp2() throws Exception {
        var own = TestCertificate.make(folder);
        try (var server = serve(own.write(folder));
                var client = client(own)) {
            HttpResponse<String> response = get(client, server);

            assertThat(response.statusCode()).isEqualTo(200);
            assertThat(response.version()).isEqualTo(Version.HTTP_2);
            assertThat(response.body()).isEqualTo("HTTP/2 https://localhost:" + server.port());
        }
    }

    @Test
    @DisplayName("row 140: a client that does not is served over HTTP/1.1, and its connection is kept")
    void agreesOnHttp1() throws Exception {
        var own = TestCertificate.make(folder);
        try (var server = serve(own.write(folder));
                var client = HttpClient.newBuilder()
                        .sslContext(own.trust())
                        .version(Version.HTTP_1_1)
                        .build()) {
            HttpResponse<String> response = get(client, server);

            assertThat(response.body()).isEqualTo("HTTP/1.1 https://localhost:" + server.port());
            assertThat(get(client, server).connectionLabel()).isEqualTo(response.connectionLabel());
        }
    }

    @Test
    @DisplayName("row 140: TLS 1.2 is spoken, 1.1 is not")
    void speaksTls12() throws Exception {
        var own = TestCertificate.make(folder);
        try (var server = serve(own.write(folder));
                var client = HttpClient.newBuilder()
                        .sslContext(own.trust())
                        .sslParameters(new SSLParameters(null, new String[] {"TLSv1.2"}))
                        .build()) {
            HttpResponse<String> response = get(client, server);

            assertThat(response.sslSession().orElseThrow().getProtocol()).isEqualTo("TLSv1.2");
            assertThat(response.version()).isEqualTo(Version.HTTP_2);
        }
    }

    @Test
    @DisplayName("New files are taken up: new connections get the new certificate, open ones keep theirs")
    void reloads() throws Exception {
        var first = TestCertificate.make(folder);
        var second = TestCertificate.make(folder);
        try (var server = serve(first.write(folder));
                var early = client(first)) {
            String connection = get(early, server).connectionLabel().orElseThrow();
            second.write(folder);

            await().atMost(Duration.ofSeconds(30))
                    .until(() -> certificate(server, second).equals(Optional.of(second.certificate())));
            assertThat(get(early, server).connectionLabel()).contains(connection);
        }
    }

    @Test
    @DisplayName("Files that do not fit are not taken up, and the certificate before stays")
    void keepsOldPair() throws Exception {
        var first = TestCertificate.make(folder);
        var second = TestCertificate.make(folder);
        Tls tls = first.write(folder);
        try (var server = serve(tls);
                var logged = new Logged("io.serval.netty.internal.TlsContexts")) {
            Files.writeString(tls.certificates(), "broken");

            await().atMost(Duration.ofSeconds(30)).until(() -> logged.contains("The new certificate is not used"));
            assertThat(certificate(server, first)).contains(first.certificate());

            second.write(folder);
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> certificate(server, second).equals(Optional.of(second.certificate())));
        }
    }

    /** What a new connection is shown; the trusted one is only for a client that insists. */
    private static Optional<Certificate> certificate(NettyServer server, TestCertificate trusted) throws Exception {
        try (var client = client(trusted)) {
            return Optional.of(get(client, server).sslSession().orElseThrow().getPeerCertificates()[0]);
        } catch (SSLException e) {
            return Optional.empty();
        }
    }

    @Test
    @DisplayName("An encrypted key is served with its password, and refused with another or none")
    void decryptsKey() throws Exception {
        var own = TestCertificate.make(folder);
        Tls tls = own.write(folder, "open sesame");
        try (var server = serve(tls.withPassword("open sesame"));
                var client = client(own)) {
            assertThat(get(client, server).statusCode()).isEqualTo(200);
        }
        assertThatThrownBy(() -> serve(tls))
                .isInstanceOf(StartupException.class)
                .hasMessageContainingAll(tls.key().toString(), "no password was given");
        assertThatThrownBy(() -> serve(tls.withPassword("wrong")))
                .isInstanceOf(StartupException.class)
                .hasMessageContainingAll(tls.key().toString(), "is the password right?");
    }

    @Test
    @DisplayName("Files that cannot be read keep the server from starting, in words")
    void refusesUnreadable() throws Exception {
        Tls tls = TestCertificate.make(folder).write(folder);
        Path nowhere = folder.resolve("nowhere.pem");

        assertThatThrownBy(() -> serve(Tls.of(nowhere, tls.key())))
                .isInstanceOf(StartupException.class)
                .hasMessageContainingAll("certificate file " + nowhere, "cannot be read");
        assertThatThrownBy(() -> serve(Tls.of(tls.certificates(), nowhere)))
                .isInstanceOf(StartupException.class)
                .hasMessageContainingAll("private key file " + nowhere, "cannot be read");
        assertThatThrownBy(() -> serve(Tls.of(tls.key(), tls.key())))
                .isInstanceOf(StartupException.class)
                .hasMessageContainingAll(tls.key().toString(), "no certificate in PEM form");
        assertThatThrownBy(() -> serve(Tls.of(tls.certificates(), tls.certificates())))
                .isInstanceOf(StartupException.class)
                .hasMessageContainingAll(tls.certificates().toString(), "no private key in PEM form");
    }

    @Test
    @DisplayName("A key that is not the certificate's keeps the server from starting, in words")
    void refusesMismatch() throws Exception {
        Tls one = TestCertificate.make(folder).write(Files.createDirectory(folder.resolve("one")));
        Tls other = TestCertificate.make(folder).write(Files.createDirectory(folder.resolve("other")));

        assertThatThrownBy(() -> serve(Tls.of(one.certificates(), other.key())))
                .isInstanceOf(StartupException.class)
                .hasMessageContainingAll(
                        other.key().toString(), one.certificates().toString(), "is not that of the certificate");
    }

    @Test
    @DisplayName("An expired certificate keeps the server from starting, in words")
    void refusesExpired() throws Exception {
        Tls tls = TestCertificate.make(folder, "-startdate", "-10d", "-validity", "5")
                .write(folder);

        assertThatThrownBy(() -> serve(tls))
                .isInstanceOf(StartupException.class)
                .hasMessageContainingAll(tls.certificates().toString(), "expired on");
    }

    @Test
    @DisplayName("A client that does not finish its handshake is closed")
    void closesSilentHandshake() throws Exception {
        Tls tls = TestCertificate.make(folder).write(folder);
        var timeouts = Timeouts.defaults().withHandshake(Duration.ofMillis(100));
        try (var server = serve(Settings.onPort(0).withTls(tls).withTimeouts(timeouts));
                var client = new RawClient(server)) {
            assertThat(client.rest()).isEmpty();
        }
    }

    @Test
    @DisplayName("h2spec passes whole over TLS")
    void conforms() throws Exception {
        assumeTrue(H2spec.runsHere(), "The h2spec program is one for Linux on x86-64.");
        try (var server = serve(TestCertificate.make(folder).write(folder))) {
            H2spec.Result result = H2spec.run(folder, server.port(), "--tls", "--insecure");

            assertThat(result.failures()).isEmpty();
            assertThat(result.summary()).isEqualTo(H2spec.ALL);
        }
    }
}
