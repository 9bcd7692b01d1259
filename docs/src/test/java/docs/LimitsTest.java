package docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.serval.core.internal.form.FormLimits;
import io.serval.netty.Limits;
import io.serval.netty.Timeouts;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.core.StreamReadConstraints;

@DisplayName("The page of limits")
class LimitsTest {
    private static final Markdown PAGE = Markdown.of("docs/limits.md");
    private static final Pattern ROW =
            Pattern.compile("^\\| `((?:limits|timeouts)\\.[a-z-]+)` \\| (\\S+) \\|", Pattern.MULTILINE);

    @Test
    @DisplayName("has each limit and time-out with its default")
    void defaults() {
        Map<String, String> page =
                ROW.matcher(PAGE.text()).results().collect(Collectors.toMap(row -> row.group(1), row -> row.group(2)));

        Map<String, String> code = of("limits.", Limits.defaults());
        code.putAll(of("timeouts.", Timeouts.defaults()));
        assertThat(page).isEqualTo(code);
    }

    @Test
    @DisplayName("shows code that compiles")
    void compiles(@TempDir Path folder) throws IOException {
        assertThat(new Sources(PAGE, folder).compile()).isEmpty();
    }

    @Test
    @DisplayName("names the limits that have no key")
    void unnamed() {
        assertThat(PAGE.text())
                .contains(String.format(Locale.ROOT, "fields and files of a form | %,d |", FormLimits.PARTS))
                .contains("texts of a form together | " + (FormLimits.TEXTS >> 20) + " MiB |")
                .contains("the depth of JSON | " + StreamReadConstraints.DEFAULT_MAX_DEPTH + " |");
    }

    private static Map<String, String> of(String prefix, Record settings) {
        return Arrays.stream(settings.getClass().getRecordComponents())
                .collect(Collectors.toMap(
                        component -> prefix + key(component.getName()), component -> value(component, settings)));
    }

    private static String key(String name) {
        return name.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
    }

    private static String value(RecordComponent component, Record settings) {
        try {
            Object value = component.getAccessor().invoke(settings);
            return switch (value) {
                case Optional<?> deadline -> deadline.map(Object::toString).orElse("none");
                case Duration time -> time.toSeconds() + "s";
                default -> value.toString();
            };
        } catch (ReflectiveOperationException e) {
            throw new AssertionError("The components of a public record can be read.", e);
        }
    }
}
