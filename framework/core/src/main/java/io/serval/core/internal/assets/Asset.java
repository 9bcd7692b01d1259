package io.serval.core.internal.assets;

import io.serval.core.AcceptEncoding;
import io.serval.core.Handler;
import io.serval.core.Problem;
import io.serval.core.ProblemException;
import io.serval.core.Ranges;
import io.serval.core.Request;
import io.serval.core.Response;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Serves one file, in the form that the client likes best.
 *
 * @param forms the forms that it is there in, best first; the last is the file itself
 * @param dev whether somebody is at work at it
 */
record Asset(List<Form> forms, boolean dev) implements Handler {
    @Override
    public Response handle(Request request) throws IOException {
        try {
            return Ranges.answer(request, pick(request).file().now().response());
        } catch (NoSuchFileException e) {
            throw new ProblemException(Problem.of(404, "There is nothing at " + request.path() + " any more."));
        }
    }

    private Form pick(Request request) throws IOException {
        if (forms.size() == 1) {
            return plain();
        }
        List<Form> offered = offered();
        String chosen = AcceptEncoding.of(request)
                .choose(offered.stream().map(form -> form.coding().token()).toList())
                .orElse(AcceptEncoding.IDENTITY);
        return offered.stream()
                .filter(form -> form.coding().token().equals(chosen))
                .findFirst()
                .orElse(plain());
    }

    /** Whoever works at a file may not have compressed it anew. */
    private List<Form> offered() throws IOException {
        if (!dev) {
            return forms;
        }
        var current = new ArrayList<Form>();
        for (Form form : forms) {
            if (!modified(form).isBefore(modified(plain()))) {
                current.add(form);
            }
        }
        return current;
    }

    private Form plain() {
        return forms.getLast();
    }

    private static Instant modified(Form form) throws IOException {
        return form.file().now().version().modified();
    }
}
