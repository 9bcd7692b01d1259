package rooms;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.LocatorAssertions.IsVisibleOptions;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("The page, in Chromium")
class PageTest {
    /** A page that comes back after a restart waits up to eight seconds before it tries. */
    private static final int PATIENCE = 30_000;

    private static final int PHONE = 360;
    private static final int DESK = 1280;

    private static Path data;
    private static Served served;
    private static Playwright playwright;
    private static Browser browser;
    private final List<BrowserContext> open = new ArrayList<>();
    private final List<String> errors = new ArrayList<>();

    @BeforeAll
    static void start(@TempDir Path folder) throws Exception {
        data = folder;
        PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE);
        playwright = Browsers.playwright();
        browser = Browsers.chromium(playwright);
        served = Served.start(folder, 0);
    }

    @AfterAll
    static void stop() {
        if (served != null) {
            served.close();
        }
        playwright.close();
    }

    @AfterEach
    void close() {
        open.forEach(BrowserContext::close);
        assertThat(errors).as("errors of the pages' scripts").isEmpty();
    }

    private Page page(int width) {
        return page(new Browser.NewContextOptions().setViewportSize(width, 800));
    }

    private Page page(Browser.NewContextOptions options) {
        BrowserContext context = browser.newContext(options);
        open.add(context);
        Page page = context.newPage();
        page.setDefaultTimeout(PATIENCE);
        page.onPageError(errors::add);
        page.navigate(served.uri().toString());
        return page;
    }

    private Page named(String name, int width) {
        Page page = page(width);
        name(page, name);
        return page;
    }

    private static void name(Page page, String name) {
        page.getByLabel("Name", new Page.GetByLabelOptions().setExact(true)).fill(name);
        page.keyboard().press("Enter");
        assertThat(page.locator("#name")).isHidden();
    }

    /** Opens the room, or joins it. */
    private static void enter(Page page, String room) {
        page.getByLabel("Open another room").fill(room);
        page.keyboard().press("Enter");
        assertThat(page.getByTestId("connection")).hasText("Live");
    }

    private static void say(Page page, String text) {
        page.getByLabel("Message", new Page.GetByLabelOptions().setExact(true)).fill(text);
        page.keyboard().press("Enter");
    }

    private static Locator said(Page page) {
        return page.locator(".said .text");
    }

    @Test
    @DisplayName("W-01, W-03: two browsers talk through a restart of the server; what was said meanwhile is there once")
    void restart() throws Exception {
        Page ann = named("Ann", DESK);
        Page ben = named("Ben", DESK);
        enter(ann, "restart");
        enter(ben, "restart");
        say(ann, "before");
        assertThat(said(ben)).hasText("before");

        int port = served.uri().getPort();
        served.killJvm();
        assertThat(ann.getByTestId("stale")).isVisible();
        assertThat(ann.getByTestId("stale")).containsText("Reconnecting since");
        say(ann, "meanwhile, one");
        say(ann, "meanwhile, two");
        assertThat(ann.locator(".pending .text")).hasCount(2);
        served = Served.start(data, port);

        assertThat(said(ben)).hasText(new String[] {"before", "meanwhile, one", "meanwhile, two"});
        assertThat(said(ann)).hasText(new String[] {"before", "meanwhile, one", "meanwhile, two"});
        assertThat(ann.locator(".pending .text")).hasCount(0);
        assertThat(ann.getByTestId("stale")).isHidden();
        say(ben, "after");
        assertThat(said(ann).last()).hasText("after");
        ann.reload();
        assertThat(said(ann)).hasText(new String[] {"before", "meanwhile, one", "meanwhile, two", "after"});
    }

    @Test
    @DisplayName("W-03: shows who is there, who is typing, and who has left")
    void presence() {
        Page ann = named("Ann", DESK);
        enter(ann, "presence");
        Locator people = ann.getByRole(AriaRole.LIST, new Page.GetByRoleOptions().setName("Who is here"));
        assertThat(people.getByRole(AriaRole.LISTITEM)).hasCount(1);

        Page ben = named("Ben", DESK);
        enter(ben, "presence");
        assertThat(people).containsText("Ben");
        ben.getByLabel("Message", new Page.GetByLabelOptions().setExact(true)).pressSequentially("hm");
        assertThat(ann.getByTestId("typing")).hasText("Ben is typing…");
        ben.keyboard().press("Enter");
        assertThat(said(ann)).hasText("hm");
        assertThat(ann.getByTestId("typing")).hasText("");

        ben.close();
        assertThat(people).not().containsText("Ben");
    }

    @Test
    @DisplayName("W-03: writes to one member only")
    void direct() {
        Page ann = named("Ann", DESK);
        Page ben = named("Ben", DESK);
        Page cid = named("Cid", DESK);
        for (Page page : List.of(ann, ben, cid)) {
            enter(page, "direct");
        }
        ann.getByTitle("Write to Ben only").click();
        say(ann, "psst");
        assertThat(ben.locator(".direct .text")).hasText("psst");
        assertThat(ann.locator(".direct .text")).hasText("psst");
        ann.getByText("Write to all").click();
        say(ann, "aloud");
        assertThat(said(cid)).hasText("aloud");
    }

    @Test
    @DisplayName("W-01: at 360 px and by keyboard alone one comes in, opens a room, talks and goes back")
    void keyboardOnAPhone() {
        Page ann = page(PHONE);
        assertThat(ann.getByLabel("Name", new Page.GetByLabelOptions().setExact(true)))
                .isFocused();
        ann.keyboard().type("Ann");
        ann.keyboard().press("Enter");
        assertThat(ann.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("lobby")))
                .isVisible();
        tabTo(ann, "#room-name");
        ann.keyboard().type("keys");
        ann.keyboard().press("Enter");
        assertThat(ann.locator("#room-title")).isFocused();
        assertThat(ann.getByTestId("connection")).hasText("Live");
        tabTo(ann, "#text");
        ann.keyboard().type("one line");
        ann.keyboard().press("Shift+Enter");
        ann.keyboard().type("and another");
        ann.keyboard().press("Enter");
        assertThat(said(ann)).hasText("one line\nand another");

        ann.keyboard().press("Shift+Tab");
        tabTo(ann, "#people-toggle");
        ann.keyboard().press("Enter");
        assertThat(ann.locator("#people-title")).isFocused();
        ann.keyboard().press("Escape");
        assertThat(ann.locator("#people-toggle")).isFocused();
        tabTo(ann, ".back");
        ann.keyboard().press("Enter");
        assertThat(ann.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("keys")))
                .isFocused();
    }

    /** Presses Tab until the element has the focus. */
    private static void tabTo(Page page, String selector) {
        for (int i = 0; i < 30; i++) {
            if ((Boolean) page.evaluate("selector => document.activeElement?.matches(selector) ?? false", selector)) {
                return;
            }
            page.keyboard().press("Tab");
        }
        throw new AssertionError("Tab does not lead to " + selector);
    }

    @Test
    @DisplayName("W-05: markup in a name, a room or a message is shown as text")
    void markup() {
        String markup = "<img src=x onerror=alert(1)>";
        Page ann = named(markup, DESK);
        ann.onDialog(dialog -> errors.add("a dialog: " + dialog.message()));
        enter(ann, markup);
        say(ann, markup);

        assertThat(said(ann)).hasText(markup);
        assertThat(ann.locator(".message .name")).hasText(markup);
        assertThat(ann.locator("#room-title")).hasText(markup);
        assertThat(ann.locator("main img")).hasCount(0);
    }

    @Test
    @DisplayName("W-03: loads older messages on scrolling up, and stays where it was")
    void history() throws Exception {
        Page ann = named("Ann", DESK);
        enter(ann, "history");
        try (Visitor ben = Visitor.named(served.uri(), "Ben");
                var talker = new Talker(ben, "history", 20);
                var other = new Talker(Visitor.named(served.uri(), "Cid"), "history", 20);
                var third = new Talker(Visitor.named(served.uri(), "Dan"), "history", 20)) {
            assertThat(talker.name()).isEqualTo("Ben");
            assertThat(said(ann)).hasCount(60);
            assertThat(other.name()).isNotEqualTo(third.name());
        }
        ann.reload();
        assertThat(said(ann)).hasCount(50);
        Locator first = said(ann).first();
        String text = first.textContent();
        ann.getByRole(AriaRole.REGION, new Page.GetByRoleOptions().setName("Messages"))
                .evaluate("scroller => { scroller.scrollTop = 0; }");

        assertThat(said(ann)).hasCount(60);
        assertThat(ann.getByText("This is where “history” begins.")).isVisible(new IsVisibleOptions().setVisible(true));
        assertThat(ann.getByText(text, new Page.GetByTextOptions().setExact(true)))
                .isInViewport();
    }

    @Test
    @DisplayName("W-03: marks where the new messages begin for who comes back")
    void unread() {
        Page ann = named("Ann", DESK);
        Page ben = named("Ben", DESK);
        enter(ann, "unread");
        enter(ben, "unread");
        say(ben, "seen");
        assertThat(said(ann)).hasText("seen");
        ann.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("lobby"))
                .click();
        assertThat(ann.locator("#room-title")).hasText("lobby");
        say(ben, "not seen");
        assertThat(said(ben)).hasCount(2);
        ann.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("unread"))
                .click();

        assertThat(ann.locator(".divider + .message .text")).hasText("not seen");
    }

    @Test
    @DisplayName("W-01: says that it is offline, and sends what was written once it is back")
    void offline() {
        Page ann = named("Ann", DESK);
        enter(ann, "offline");
        ann.context().setOffline(true);
        assertThat(ann.getByTestId("connection")).hasText("Offline");
        say(ann, "written offline");
        assertThat(ann.locator(".pending .text")).hasText("written offline");
        ann.context().setOffline(false);

        assertThat(said(ann)).hasText("written offline");
        assertThat(ann.getByTestId("connection")).hasText("Live");
    }

    @Test
    @DisplayName("W-01: fits 360 to 1,440 px without scrolling sideways, light and dark")
    void fits() {
        Page ben = named("Ben", DESK);
        enter(ben, "A room with a rather long name to see");
        for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
            for (int width : new int[] {PHONE, 768, DESK, 1440}) {
                Page ann = page(new Browser.NewContextOptions()
                        .setViewportSize(width, 800)
                        .setColorScheme(scheme));
                picture(ann, "name", width, scheme);
                name(ann, "Ann");
                assertThat(ann.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("lobby")))
                        .isVisible();
                picture(ann, "rooms", width, scheme);
                enter(ann, "A room with a rather long name to see");
                say(ann, "Hello. " + "Averylongwordthatcannotbebrokenanywhere".repeat(4));
                say(ben, "Hi, at " + width + " px. Did you see the parcel that came this morning? It is in the hall.");
                say(ben, "And it is heavy.");
                assertThat(said(ann).last()).hasText("And it is heavy.");
                ben.getByLabel("Message", new Page.GetByLabelOptions().setExact(true))
                        .pressSequentially("so");
                assertThat(ann.getByTestId("typing")).hasText("Ben is typing…");
                picture(ann, "room", width, scheme);
                assertThat((Integer) ann.evaluate("document.documentElement.scrollWidth"))
                        .isLessThanOrEqualTo(width);
                ben.getByLabel("Message", new Page.GetByLabelOptions().setExact(true))
                        .fill("");
                ann.close();
            }
        }
    }

    private static void picture(Page page, String what, int width, ColorScheme scheme) {
        String file = "target/screenshots/%s-%d-%s.png"
                .formatted(what, width, scheme.name().toLowerCase(Locale.ROOT));
        page.screenshot(new Page.ScreenshotOptions().setPath(Path.of(file)));
    }
}
