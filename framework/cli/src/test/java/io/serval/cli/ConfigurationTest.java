package io.serval.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.serval.cli.internal.config.Keys;
import io.serval.core.Default;
import io.serval.core.StartupException;
import io.serval.netty.Limits;
import io.serval.netty.NettyServer;
import io.serval.netty.Timeouts;
import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("The configuration")
class ConfigurationTest {
    @TempDir
    private Path folder;

    enum Mode {
        FAST,
        EXACT
    }

    record Rounding(int digits, @Default("exact") Mode mode) {}

    record Pricing(
            BigDecimal maxDiscount,
            @Default("10s") Duration grace,
            Optional<String> partner,
            List<String> currencies,
            Rounding rounding) {
        Pricing {
            if (maxDiscount.signum() < 0) {
                throw new IllegalArgumentException("maxDiscount must not be negative");
            }
        }
    }

    record Account(int pinToken, int retries) {}

    @Test
    @DisplayName("row 142: a standard value gives way to the file, the file to a variable, the variable to a flag")
    void layers() throws IOException {
        assertThat(port(Map.of())).isEqualTo(8080);
        file("port=1");
        assertThat(port(Map.of())).isEqualTo(1);
        assertThat(port(Map.of("PORT", "2"))).isEqualTo(2);
        assertThat(port(Map.of("PORT", "2", "SERVAL_PORT", "3"))).isEqualTo(3);
        assertThat(port(Map.of("PORT", "2", "SERVAL_PORT", "3"), "--port", "4")).isEqualTo(4);
        assertThat(port(Map.of("SERVAL_PORT", "3"), "--port=4", "--port=5")).isEqualTo(5);
    }

    @Test
    @DisplayName("row 142: is the file that --config names, in place of application.properties")
    void namedFile() throws IOException {
        file("port=1");
        Files.writeString(folder.resolve("other.properties"), "# other\nport = 7\n");

        assertThat(port(Map.of(), "--config", "other.properties")).isEqualTo(7);
        assertThat(port(Map.of("SERVAL_CONFIG", "other.properties"))).isEqualTo(7);
    }

    @Test
    @DisplayName("reaches every setting of the server")
    void serverSettings() throws IOException {
        file("""
                host = 0.0.0.0
                limits.body-bytes = 2MiB
                limits.header-fields = 7
                timeouts.request = 1m
                timeouts.idle = 500ms
                timeouts.drain = PT3S
                request-id.header = X-Trace
                server-timing = on
                """);
        NettyServer.Settings server =
                parse(Map.of("SERVAL_LIMITS_LINE_BYTES", "100")).server();

        assertThat(server.address().isAnyLocalAddress()).isTrue();
        assertThat(server.limits())
                .isEqualTo(Limits.defaults()
                        .withBodyBytes(2 * 1024 * 1024)
                        .withHeaderFields(7)
                        .withLineBytes(100));
        assertThat(server.timeouts())
                .isEqualTo(Timeouts.defaults()
                        .withRequest(Duration.ofMinutes(1))
                        .withIdle(Duration.ofMillis(500))
                        .withDrain(Duration.ofSeconds(3)));
        assertThat(server.requestIds().header()).isEqualTo("X-Trace");
        assertThat(server.serverTiming()).isTrue();
    }

    @Test
    @DisplayName("has a key for each limit and each time-out of the server, with its standard value")
    void complete() {
        Stream<String> components =
                Stream.concat(components("limits", Limits.class), components("timeouts", Timeouts.class));

        assertThat(Keys.all().stream().map(key -> key.name()).toList()).containsAll(components.toList());
        NettyServer.Settings server = parse(Map.of()).server();
        assertThat(server.limits()).isEqualTo(Limits.defaults());
        assertThat(server.timeouts()).isEqualTo(Timeouts.defaults());
        assertThat(server.address().isLoopbackAddress()).isTrue();
    }

    @Test
    @DisplayName("row 143: tells all that is wrong at once, with key, value, what was expected and where it stands")
    void faults() throws IOException {
        file("""
                # two mistakes
                port = eighty
                limits.body-bytes = 1XiB
                """);

        assertThatThrownBy(() -> parse(Map.of("SERVAL_TIMEOUTS_IDLE", "soon"), "--limits.streams=0"))
                .isInstanceOf(UsageException.class)
                .hasMessageContainingAll(
                        "port takes a number from 0 to 65535, not 'eighty' (application.properties:2).",
                        "limits.body-bytes takes a size from 1 byte to 2047MiB, as 65536, 64KiB or 1MiB, not '1XiB'"
                                + " (application.properties:3).",
                        "timeouts.idle takes a time, as 500ms, 10s, 2m, 1h or PT1.5S, not 'soon'"
                                + " (variable SERVAL_TIMEOUTS_IDLE).",
                        "limits.streams takes a number from 1 to 2147483647, not '0' (flag --limits.streams).");
    }

    @Test
    @DisplayName("row 143: warns of a key that nobody reads, and suggests the one that was meant")
    void unknown() throws IOException {
        file("prot=1\nlimits.body-byte=7\nsomething=else\n");

        assertThat(parse(Map.of("SERVAL_DATA_BASE_URL", "x", "SERVAL_JAVA_OPTS", "-Xmx1g"))
                        .configuration()
                        .unknown())
                .containsExactlyInAnyOrder(
                        "Nothing reads prot (application.properties:1). Did you mean port?",
                        "Nothing reads limits.body-byte (application.properties:2). Did you mean limits.body-bytes?",
                        "Nothing reads something (application.properties:3).",
                        "Nothing reads SERVAL_DATA_BASE_URL (variable SERVAL_DATA_BASE_URL)."
                                + " Did you mean SERVAL_DATABASE_URL?");
    }

    @Test
    @DisplayName("says that a key is set twice in the file")
    void twice() throws IOException {
        file("port=1\n\nport=2\n");

        assertThatThrownBy(() -> parse(Map.of()))
                .hasMessage("port is set twice: at application.properties:1 and at application.properties:3.");
    }

    @Test
    @DisplayName("reads continued lines and escapes as Java does, and counts lines on")
    void continued() throws IOException {
        file("data = a\\\n   b\n# c \\\nport=x\n");

        assertThatThrownBy(() -> parse(Map.of())).hasMessageEndingWith("(application.properties:4).");
        file("data = a\\\n   \\u0062\n");
        assertThat(parse(Map.of()).data()).isEqualTo(folder.resolve("ab"));
    }

    @Test
    @DisplayName("reads a record of the application by the same layers")
    void record() throws IOException {
        file("pricing.max-discount=0.25\npricing.currencies=EUR, INR\npricing.rounding.digits=2\n");

        Pricing pricing = config(Map.of("SERVAL_PRICING_GRACE", "2m"), "--pricing.rounding.mode=fast");

        assertThat(pricing)
                .isEqualTo(new Pricing(
                        new BigDecimal("0.25"),
                        Duration.ofMinutes(2),
                        Optional.empty(),
                        List.of("EUR", "INR"),
                        new Rounding(2, Mode.FAST)));
    }

    @Test
    @DisplayName("row 143: tells all that is wrong with a record of the application")
    void recordFaults() throws IOException {
        file("pricing.max-discount=much\npricing.rounding.digits=two\npricing.grace=5\n");

        assertThatThrownBy(() -> config(Map.of()))
                .isInstanceOf(UsageException.class)
                .hasMessage("""
                        pricing.max-discount takes a number, not 'much' (application.properties:1).
                        pricing.grace takes a time, as 500ms, 10s, 2m, 1h or PT1.5S, not '5' (application.properties:3).
                        pricing.rounding.digits takes a whole number of 32 bits, not 'two' (application.properties:2).""");
    }

    @Test
    @DisplayName("says what a record of the application lacks, and what it refuses")
    void recordIncomplete() throws IOException {
        assertThatThrownBy(() -> config(Map.of(), "--pricing.rounding.digits=2"))
                .hasMessageStartingWith(
                        "pricing.max-discount is not set. It takes a number: write it to application.properties,"
                                + " or set SERVAL_PRICING_MAX_DISCOUNT or --pricing.max-discount.");
        assertThatThrownBy(() -> config(Map.of(), "--pricing.rounding.digits=2", "--pricing.max-discount=-1"))
                .isInstanceOf(StartupException.class)
                .hasMessage("The values of pricing do not go together: maxDiscount must not be negative");
    }

    @Test
    @DisplayName("row 143: suggests the component that was meant: warns for the file, refuses the flag")
    void recordTypos() throws IOException {
        file("pricing.max-discount=1\npricing.rounding.digits=2\npricing.gracee=5s\n");
        Settings settings = parse(Map.of());
        app(settings).config("pricing", Pricing.class);

        assertThat(settings.configuration().unknown())
                .containsExactly(
                        "Nothing reads pricing.gracee (application.properties:3). Did you mean pricing.grace?");

        Settings flagged = parse(Map.of(), "--pricing.partners", "x");
        app(flagged).config("pricing", Pricing.class);
        assertThatThrownBy(() -> flagged.configuration().unknown())
                .isInstanceOf(UsageException.class)
                .hasMessage("Unknown flag --pricing.partners. Did you mean --pricing.partner?");
    }

    @Test
    @DisplayName("never shows a secret")
    void secrets() {
        assertThatThrownBy(() -> app(parse(Map.of("SERVAL_ACCOUNT_PIN_TOKEN", "hunter2"), "--account.retries=1"))
                        .config("account", Account.class))
                .hasMessage("account.pin-token takes a whole number of 32 bits, not what it was given"
                        + " (variable SERVAL_ACCOUNT_PIN_TOKEN).");
    }

    private static App app(Settings settings) {
        return new App(MethodHandles.lookup(), settings);
    }

    private Pricing config(Map<String, String> variables, String... flags) {
        return app(parse(variables, flags)).config("pricing", Pricing.class);
    }

    private int port(Map<String, String> variables, String... flags) {
        return parse(variables, flags).server().port();
    }

    private Settings parse(Map<String, String> variables, String... flags) {
        return Settings.parse(flags, variables, folder);
    }

    private void file(String text) throws IOException {
        Files.writeString(folder.resolve("application.properties"), text);
    }

    private static Stream<String> components(String group, Class<? extends Record> type) {
        return Arrays.stream(type.getRecordComponents())
                .map(RecordComponent::getName)
                .map(name -> group + "." + name.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT));
    }
}
