package io.serval.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Trusted proxies")
class TrustedProxiesTest {
    private static final Peer PROXY = peer("10.0.0.1");
    private final TrustedProxies proxies = TrustedProxies.of("10.0.0.0/8", "2001:db8::/32");

    @Test
    @DisplayName("row 141: what any client can send means nothing")
    void spoofed() {
        Peer client = peer("203.0.113.9");
        var headers = Headers.of(
                "X-Forwarded-For", "10.0.0.7", "X-Forwarded-Proto", "https", "X-Forwarded-Host", "bank.example");

        assertThat(proxies.client(client, headers::all)).isEqualTo(client);
        assertThat(proxies.withForwarded().client(client, Headers.of("Forwarded", "for=10.0.0.7;proto=https")::all))
                .isEqualTo(client);
        assertThat(TrustedProxies.NONE.client(PROXY, headers::all)).isEqualTo(PROXY);
    }

    @ParameterizedTest(name = "{0}")
    @DisplayName("row 141: of the addresses they name, the right-most that is none of them is the client")
    @CsvSource(delimiter = '|', textBlock = """
            203.0.113.9                      | 203.0.113.9
            203.0.113.9:4711                 | 203.0.113.9
            192.0.2.66, 203.0.113.9          | 203.0.113.9
            192.0.2.66, 203.0.113.9,10.0.0.2 | 203.0.113.9
            10.0.0.3, 10.0.0.2               | 10.0.0.3
            192.0.2.66, unknown, 10.0.0.2    | 10.0.0.2
            192.0.2.66, example.com          | 10.0.0.1
            192.0.2.66, 2130706433           | 10.0.0.1
            192.0.2.66, [2001:dba::7]:80     | 2001:dba::7
            2001:dba::7, 2001:db8::1         | 2001:dba::7
            """)
    void xForwardedFor(String value, String client) {
        assertThat(proxies.client(PROXY, Headers.of("X-Forwarded-For", value)::all)
                        .address())
                .isEqualTo(InetAddress.ofLiteral(client));
    }

    @ParameterizedTest(name = "{0}")
    @DisplayName("row 141: Forwarded (RFC 7239) is read with its quotes, its names and its case")
    @CsvSource(delimiter = '|', quoteCharacter = '\0', textBlock = """
            for=203.0.113.9;proto=https;host=shop.example           | 203.0.113.9 | https://shop.example
            For="[2001:dba::7]:4711";Proto=HTTPS                    | 2001:dba::7 | https://inner
            for=192.0.2.66;proto=http, for=203.0.113.9;proto=https  | 203.0.113.9 | https://inner
            for=203.0.113.9;proto=https, for=10.0.0.2;proto=http    | 203.0.113.9 | https://inner
            for=_hidden;proto=https                                 | 10.0.0.1    | https://inner
            for="203.0.113.9, for=192.0.2.1"                        | 10.0.0.1    | http://inner
            for=203.0.113.9;host="a\\"b"                            | 203.0.113.9 | http://inner
            """)
    void forwarded(String value, String address, String origin) {
        Peer client = proxies.withForwarded().client(PROXY, Headers.of("Forwarded", value)::all);

        assertThat(client.address()).isEqualTo(InetAddress.ofLiteral(address));
        assertThat(client.origin()).isEqualTo(origin);
    }

    @Test
    @DisplayName("row 141: say by which scheme and for which host they were asked")
    void schemeAndHost() {
        var headers = Headers.of(
                "X-Forwarded-For",
                "203.0.113.9",
                "X-Forwarded-Proto",
                "http, https",
                "X-Forwarded-Host",
                "shop.example:8443");

        assertThat(proxies.client(PROXY, headers::all))
                .isEqualTo(new Peer(InetAddress.ofLiteral("203.0.113.9"), "https", "shop.example:8443", "HTTP/1.1"));
    }

    @Test
    @DisplayName("row 141: are not believed when they name what is no host or scheme")
    void illegible() {
        var headers = Headers.of("X-Forwarded-Proto", "javascript", "X-Forwarded-Host", "shop.example/evil?");

        assertThat(proxies.client(PROXY, headers::all)).isEqualTo(PROXY);
    }

    @Test
    @DisplayName("row 141: say one kind of header; the other is as their client wrote it")
    void oneKind() {
        var both = Headers.of("X-Forwarded-For", "203.0.113.9", "Forwarded", "for=192.0.2.66");

        assertThat(proxies.client(PROXY, both::all).address()).isEqualTo(InetAddress.ofLiteral("203.0.113.9"));
        assertThat(proxies.withForwarded().client(PROXY, both::all).address())
                .isEqualTo(InetAddress.ofLiteral("192.0.2.66"));
    }

    @Test
    @DisplayName("may be named by the words loopback and private")
    void words() {
        var headers = Headers.of("X-Forwarded-For", "203.0.113.9");

        assertThat(TrustedProxies.of("private")
                        .client(peer("192.168.1.1"), headers::all)
                        .address())
                .isEqualTo(InetAddress.ofLiteral("203.0.113.9"));
        assertThat(TrustedProxies.of("loopback")
                        .client(peer("192.168.1.1"), headers::all)
                        .address())
                .isEqualTo(InetAddress.ofLiteral("192.168.1.1"));
    }

    @ParameterizedTest(name = "{0}")
    @DisplayName("are refused when they are no network")
    @ValueSource(
            strings = {"example.com", "10.0.0.0/33", "10.0.0.0/", "10.0.0", "::ffff:10.0.0.0/104", "2001:db8::/129"})
    void refused(String network) {
        assertThatThrownBy(() -> TrustedProxies.of(network))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'" + network + "'");
    }

    private static Peer peer(String address) {
        return new Peer(InetAddress.ofLiteral(address), "http", "inner", "HTTP/1.1");
    }
}
