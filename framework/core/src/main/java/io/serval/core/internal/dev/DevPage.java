package io.serval.core.internal.dev;

import io.serval.core.Request;
import io.serval.core.Route;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Pattern;

/** The pages that explain an error to the developer; they need no script. */
final class DevPage {
    private static final String STYLE = style();
    private static final Pattern SECRET =
            Pattern.compile("auth|cookie|token|secret|password|api-?key|credential|session");
    private static final int LONGEST = 10_000;

    private DevPage() {}

    static String ofError(Throwable error, Request request, String route, List<Route> routes) {
        Html page = opened(error.getClass().getSimpleName() + " at " + request.path());
        page.raw("<header><p class=\"status\">500 · " + "unhandled exception</p>");
        page.element("h1", error.getClass().getName());
        page.raw("<p class=\"message\">").text(messageOf(error)).raw("</p></header>\n<main>\n");
        new DevTrace(page, routes).all(error);
        request(page, request, route);
        return closed(page);
    }

    static String ofNothing(Request request, NearestRoutes nearest) {
        Html page = opened("Nothing at " + request.path());
        page.raw("<header><p class=\"status\">404 · no route</p>");
        page.element("h1", "There is nothing at " + cut(request.path()));
        page.raw("</header>\n<main>\n");
        if (!nearest.likelyOnes().isEmpty()) {
            page.raw("<section><h2>Did you mean</h2>\n");
            routes(page, nearest.likelyOnes());
            page.raw("</section>\n");
        }
        page.raw("<section><h2>All routes, nearest first</h2>\n");
        routes(page, nearest.all());
        page.raw("</section>\n");
        request(page, request, "none");
        return closed(page);
    }

    static String messageOf(Throwable error) {
        return cut(Objects.requireNonNullElse(error.getMessage(), "(without a message)"));
    }

    private static void routes(Html page, List<Route> routes) {
        page.raw("<ul class=\"routes\">\n");
        for (Route route : routes) {
            page.raw("<li><span class=\"verbs\">")
                    .text(NearestRoutes.verbsOf(route))
                    .raw("</span> ");
            boolean plain = route.path().indexOf('{') < 0;
            page.raw(plain ? "<a href=\"" : "<code>");
            if (plain) {
                page.text(route.path()).raw("\">");
            }
            page.text(route.path()).raw(plain ? "</a>" : "</code>");
            page.raw(" <span class=\"source\">").text(route.source()).raw("</span></li>\n");
        }
        page.raw("</ul>\n");
    }

    private static void request(Html page, Request request, String route) {
        page.raw("<section><h2>Request</h2>\n<dl>\n");
        field(page, "Method", request.method());
        field(page, "Path", request.path());
        field(page, "Route", route);
        field(page, "Request id", request.id());
        page.raw("</dl>\n<h3>Headers</h3>\n<dl>\n");
        request.headers().forEach((name, value) -> field(page, name, secret(name) ? "(hidden)" : value));
        page.raw("</dl></section>\n");
    }

    private static boolean secret(String header) {
        return SECRET.matcher(header.toLowerCase(Locale.ROOT)).find();
    }

    private static void field(Html page, String name, String value) {
        page.raw("<div>").element("dt", name).element("dd", cut(value)).raw("</div>\n");
    }

    private static String cut(String text) {
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
    }

    private static Html opened(String title) {
        return new Html()
                .raw("<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n")
                .raw("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n")
                .element("title", cut(title))
                .raw("<style>\n" + STYLE + "</style>\n</head>\n<body>\n");
    }

    private static String closed(Html page) {
        return page.raw("</main>\n<footer><p>You see this page because the application runs with <code>--dev</code>.")
                .raw(" Without it, clients learn the status and the request id.</p></footer>\n</body>\n</html>\n")
                .toString();
    }

    private static String style() {
        try (InputStream css = DevPage.class.getResourceAsStream("dev.css")) {
            return new String(Objects.requireNonNull(css, "dev.css").readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("The style of the error page cannot be read.", e);
        }
    }
}
