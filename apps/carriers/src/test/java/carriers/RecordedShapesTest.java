package carriers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.serval.core.Content;
import io.serval.core.Response;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Compares with answers of the real carriers. They are not ours to commit and lie beside the checkout. */
class RecordedShapesTest {
    private static final Path FOLDER = Path.of("..", "..", "..", "shared", "data", "carriers");
    private static final int GENERATIONS = 5;

    @BeforeEach
    void requireFolder() {
        boolean required = Arrays.asList(
                        System.getenv().getOrDefault("SERVAL_REQUIRE", "").split(","))
                .contains("data");
        assertThat(Files.isDirectory(FOLDER) || !required)
                .as("SERVAL_REQUIRE names data, but there is no folder %s", FOLDER.toAbsolutePath())
                .isTrue();
        assumeTrue(Files.isDirectory(FOLDER), "The recorded answers are not here");
    }

    @Test
    @DisplayName("G-13: every field that DHL is made to answer with is one of the real DHL's, and of the same kind")
    void dhl() throws IOException {
        assertThat(recorded("dhl")).containsAll(simulated(Carrier.DHL, DhlFormat::shipment));
    }

    @Test
    @DisplayName("G-14: every field that DPD is made to answer with is one of the real DPD's, and of the same kind")
    void dpd() throws IOException {
        Set<String> simulated = simulated(Carrier.DPD, DpdFormat::lifeCycle);
        // Clients read these; the recorded pieces break off before them.
        String data = "/parcellifecycleResponse/parcelLifeCycleData";
        simulated.remove(data + "/shipmentInfo/productName STRING");
        simulated.remove(data + "/statusInfo/*/location STRING");
        simulated.remove(data + "/statusInfo/*/date STRING");
        assertThat(recorded("dpd")).containsAll(simulated);
    }

    @Test
    @DisplayName("G-15: every field that GLS is made to answer with is one of the real GLS's, and of the same kind")
    void gls() throws IOException {
        assertThat(recorded("gls")).containsAll(simulated(Carrier.GLS, GlsFormat::unit));
    }

    private static Set<String> simulated(Carrier carrier, BiFunction<Parcel, Instant, Response> format) {
        var fields = new TreeSet<String>();
        for (Parcel parcel : Worlds.many(Worlds.usual(), GENERATIONS)) {
            Response response = format.apply(parcel, Worlds.afterAll(GENERATIONS));
            if (parcel.carrier() == carrier && response.content() instanceof Content.Bytes(byte[] bytes)) {
                collect("", JsonMapper.shared().readTree(bytes), fields);
            }
        }
        return fields;
    }

    private static Set<String> recorded(String carrier) throws IOException {
        var fields = new TreeSet<String>();
        try (Stream<Path> files = Files.list(FOLDER.resolve(carrier))) {
            for (Path file :
                    files.filter(each -> each.toString().endsWith(".json")).toList()) {
                collect("", JsonMapper.shared().readTree(Files.readAllBytes(file)), fields);
            }
        }
        return fields;
    }

    private static void collect(String path, JsonNode node, Set<String> fields) {
        fields.add(path + " " + node.getNodeType());
        node.forEachEntry((name, value) -> collect(path + "/" + name, value, fields));
        if (node.isArray()) {
            node.forEach(element -> collect(path + "/*", element, fields));
        }
    }
}
