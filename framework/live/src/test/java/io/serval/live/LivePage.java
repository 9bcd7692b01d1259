package io.serval.live;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Page.WaitForFunctionOptions;
import java.util.List;
import java.util.Map;

/** A page that follows a path of the {@link Site} with the browser module, and writes down what it is told. */
record LivePage(Page page) implements AutoCloseable {
    private static final String CONNECT = """
            async ({ path, from, limits }) => {
              const { connect } = await import('/_serval/live.js');
              Object.assign(window, { shown: [], states: [], lines: [], stop: new AbortController() });
              window.live = connect({ limits, signal: stop.signal });
              live.addEventListener('state', () => lines.push(live.state.over ?? live.state.name));
              window.follow = (path, options) => live.subscribe(path, {
                snapshot: (state) => shown.push(`= ${state.count}`),
                event: (tick) => shown.push(tick.n),
                reset: () => shown.push('reset'),
                state: (state) => states.push(state.name),
              }, options);
              window.subscription = follow(path, { from });
            }
            """;
    /** Short, so that a test need not wait; the site's heartbeats come every 100 ms. */
    private static final Map<String, Integer> LIMITS =
            Map.of("silence", 3_000, "connect", 3_000, "hidden", 200, "back", 500);

    private static final WaitForFunctionOptions PATIENT = new WaitForFunctionOptions().setTimeout(60_000);

    /** Opens a page of the site that is reached through the port, and follows the path. */
    static LivePage open(Browser browser, int port, String path) {
        LivePage page = blank(browser, port);
        page.follow(path);
        return page;
    }

    /** Opens a page that holds what comes before the position already. */
    static LivePage open(Browser browser, int port, String path, String from) {
        LivePage page = blank(browser, port);
        page.page().evaluate(CONNECT, Map.of("path", path, "from", from, "limits", LIMITS));
        return page;
    }

    /** Opens a page of a module that is told what to wait for, in ms, and follows the path. */
    static LivePage open(Browser browser, int port, String path, Map<String, Integer> limits) {
        LivePage page = blank(browser, port);
        page.page().evaluate(CONNECT, Map.of("path", path, "limits", limits));
        return page;
    }

    /** Opens a page that follows nothing yet. */
    static LivePage blank(Browser browser, int port) {
        Page page = browser.newPage();
        page.navigate("http://localhost:" + port + "/page");
        return new LivePage(page);
    }

    /** Follows the path. */
    void follow(String path) {
        page.evaluate(CONNECT, Map.of("path", path, "limits", LIMITS));
    }

    /** What the page has shown: the numbers of ticks, {@code = count} for a state, {@code reset}. */
    @SuppressWarnings("unchecked")
    List<Object> shown() {
        return (List<Object>) page.evaluate("shown");
    }

    /** Returns what the page has shown when it is so much, or more. */
    List<Object> shown(int count) {
        page.waitForFunction("count => shown.length >= count", count, PATIENT);
        return shown();
    }

    /** Returns when the subscription is in the state. */
    void awaitState(String state) {
        page.waitForFunction("state => subscription.state.name === state", state, PATIENT);
    }

    /** Returns when the page's line is in the state, or open over that. */
    void awaitLine(String line) {
        page.waitForFunction("line => (live.state.over ?? live.state.name) === line", line, PATIENT);
    }

    Object evaluate(String script) {
        return page.evaluate(script);
    }

    /** Makes the page believe that it is hidden, or seen. A browser without a window hides none. */
    void turn(String visibility) {
        page.evaluate("""
                visibility => {
                  Object.defineProperty(document, 'visibilityState', { value: visibility, configurable: true });
                  document.dispatchEvent(new Event('visibilitychange'));
                }
                """, visibility);
    }

    @Override
    public void close() {
        page.close();
    }
}
