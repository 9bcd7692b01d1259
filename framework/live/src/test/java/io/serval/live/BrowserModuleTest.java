package io.serval.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class BrowserModuleTest {
    @Test
    @DisplayName("the browser module passes its own tests, which run in Node")
    void passes() throws Exception {
        List<String> command = new ArrayList<>(List.of("node", "--test"));
        try (Stream<Path> files = Files.list(Path.of("src/test/browser"))) {
            files.map(Path::toString)
                    .filter(file -> file.endsWith(".test.mjs"))
                    .sorted()
                    .forEach(command::add);
        }
        assertThat(command).as("the test files").hasSizeGreaterThan(2);

        String output = Node.run(command);

        assertThat(output).contains("# fail 0").doesNotContain("# tests 0");
    }
}
