package io.serval.core.internal.dev;

import io.serval.core.Route;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Writes stack traces: the application's own frames stand out, runs of others fold into a line. */
final class DevTrace {
    private static final int MOST_CAUSES = 20;

    private final Html page;
    private final Set<String> packages;
    private final Set<Throwable> shown = Collections.newSetFromMap(new IdentityHashMap<>());

    DevTrace(Html page, List<Route> routes) {
        this.page = page;
        this.packages = routes.stream()
                .map(Route::source)
                .filter(source -> source.contains(".routes."))
                .map(source -> source.substring(0, source.indexOf(".routes.") + 1))
                .collect(Collectors.toSet());
    }

    /** Writes the trace of the error, of its causes and of what was suppressed. */
    void all(Throwable error) {
        one("Stack trace", error);
        for (Throwable cause = error.getCause(); cause != null && one("Caused by", cause); ) {
            cause = cause.getCause();
        }
        for (Throwable suppressed : error.getSuppressed()) {
            one("Suppressed", suppressed);
        }
    }

    private boolean one(String title, Throwable error) {
        if (shown.size() == MOST_CAUSES || !shown.add(error)) {
            return false;
        }
        page.raw("<section>").element("h2", title);
        if (shown.size() > 1) {
            page.raw("<p class=\"cause\">")
                    .text(error.getClass().getName() + ": " + DevPage.messageOf(error))
                    .raw("</p>\n");
        }
        page.raw("<ol class=\"trace\">\n");
        var others = new ArrayList<StackTraceElement>();
        for (StackTraceElement frame : error.getStackTrace()) {
            if (own(frame)) {
                fold(others);
                frame("own", frame);
            } else {
                others.add(frame);
            }
        }
        fold(others);
        page.raw("</ol></section>\n");
        return true;
    }

    private boolean own(StackTraceElement frame) {
        String name = frame.getClassName();
        return !name.endsWith("_Binder") && packages.stream().anyMatch(name::startsWith);
    }

    /** A run at the top is shown by its first frame, which says where the exception was made. */
    private void fold(List<StackTraceElement> others) {
        if (others.size() > 2) {
            frame("other", others.getFirst());
            page.raw("<li class=\"folded\"><details><summary>and ")
                    .text(Integer.toString(others.size() - 1))
                    .raw(" more of libraries and of Serval</summary>\n<ol>\n");
            others.subList(1, others.size()).forEach(frame -> frame("other", frame));
            page.raw("</ol></details></li>\n");
        } else {
            others.forEach(frame -> frame("other", frame));
        }
        others.clear();
    }

    private void frame(String kind, StackTraceElement frame) {
        page.raw("<li class=\"" + kind + "\"><code>")
                .text(frame.getClassName() + "." + frame.getMethodName())
                .raw("</code> <span class=\"place\">")
                .text(frame.getFileName() == null ? "unknown" : frame.getFileName() + ":" + frame.getLineNumber())
                .raw(kind.equals("own") ? "</span> <span class=\"mark\">your code</span></li>\n" : "</span></li>\n");
    }
}
