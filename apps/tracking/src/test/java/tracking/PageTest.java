package tracking;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.LocatorAssertions.IsVisibleOptions;
import com.microsoft.playwright.options.AriaRole;
import io.serval.testkit.TestApp;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("The page, in Chromium")
class PageTest {
    private static final FakeDhl DHL = new FakeDhl();
    private static TestApp app;
    private static Playwright playwright;
    private static Browser browser;
    private final List<String> errors = new ArrayList<>();
    private Page page;

    @BeforeAll
    static void start(@TempDir Path data) {
        playwright = Browsers.playwright();
        browser = Browsers.chromium(playwright);
        app = TestApp.start(Tracking.class, data, DHL.environment(), Tracking::setUp);
    }

    @AfterAll
    static void stop() {
        if (app != null) {
            app.close();
        }
        playwright.close();
        DHL.close();
    }

    @BeforeEach
    void open() {
        page = browser.newPage();
        page.onConsoleMessage(message -> {
            if (message.type().equals("error")) {
                errors.add(message.text());
            }
        });
        page.onPageError(errors::add);
        page.navigate(app.uri("/").toString());
    }

    @AfterEach
    void close() {
        page.close();
        assertThat(errors).as("errors on the page's console").isEmpty();
    }

    @Test
    @DisplayName("G-05: shows a status that arrives, in list and timeline, without a reload")
    void statusArrives() throws Exception {
        DHL.scans("PAGE100", "2026-05-06T10:00:00 transit Sorted in Bonn");
        app.post("/shipments", "{\"carrier\":\"DHL\",\"trackingNumber\":\"PAGE100\"}");
        Locator row = row("PAGE100");
        assertThat(row).containsText("In transit");
        row.click();
        assertThat(timeline()).containsText("Sorted in Bonn");

        DHL.scans(
                "PAGE100",
                "2026-05-06T12:00:00 delivered Delivered to the receiver",
                "2026-05-06T10:00:00 transit Sorted in Bonn");

        assertThat(timeline()).containsText("Delivered to the receiver");
        assertThat(row).containsText("Delivered");
        assertThat(timeline().getByText("Sorted in Bonn")).hasCount(1);
    }

    @Test
    @DisplayName("announces a change to a screen reader")
    void announces() throws Exception {
        app.post("/shipments", "{\"carrier\":\"DHL\",\"trackingNumber\":\"PAGE200\"}");
        assertThat(row("PAGE200")).isVisible(new IsVisibleOptions().setTimeout(10_000));
        DHL.scans("PAGE200", "2026-05-06T10:00:00 transit Sorted in Bonn");

        assertThat(page.getByRole(AriaRole.STATUS)).containsText("PAGE200");
    }

    @Test
    @DisplayName("registers a parcel with the keyboard alone")
    void registersByKeyboard() {
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Register a parcel"))
                .first()
                .focus();
        page.keyboard().press("Enter");
        page.getByLabel("Tracking number").focus();
        page.keyboard().type("PAGE300");
        page.keyboard().press("Enter");

        assertThat(row("PAGE300")).isVisible();
    }

    @Test
    @DisplayName("says beside the field what is wrong with it")
    void formError() {
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Register a parcel"))
                .first()
                .click();
        page.getByLabel("Tracking number").fill("x".repeat(65));
        page.keyboard().press("Enter");

        assertThat(page.locator("#trackingNumber-error")).containsText("1 to 64 characters");
        errors.clear(); // The browser itself logs the 400.
    }

    @ParameterizedTest(name = "at {0} px")
    @DisplayName("fits the width without scrolling sideways")
    @ValueSource(ints = {360, 768, 1440})
    void fits(int width) throws Exception {
        app.post(
                "/shipments",
                "{\"carrier\":\"DHL\",\"trackingNumber\":\"PAGE400\",\"reference\":\"a long reference\"}");
        page.setViewportSize(width, 800);
        row("PAGE400").click();
        assertThat(page.locator("#detail-title")).isVisible();

        assertThat((Integer) page.evaluate("document.documentElement.scrollWidth"))
                .isLessThanOrEqualTo(width);
    }

    private Locator row(String number) {
        return page.getByRole(AriaRole.LIST, new Page.GetByRoleOptions().setName("Parcels"))
                .getByRole(AriaRole.LINK)
                .filter(new Locator.FilterOptions().setHasText(number));
    }

    private Locator timeline() {
        return page.getByRole(AriaRole.LIST, new Page.GetByRoleOptions().setName("Timeline"));
    }
}
