package io.serval.core;

import io.serval.core.internal.form.FormLimits;
import io.serval.core.internal.form.HeaderValue;
import io.serval.core.internal.form.MultipartReader;
import io.serval.core.internal.form.Spool;
import io.serval.core.internal.form.Utf8;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The fields and files of a form that was read to its end. */
final class Form {
    static final String URL_ENCODED = "application/x-www-form-urlencoded";

    private final Map<String, List<String>> texts = new HashMap<>();
    private final Map<String, List<Upload>> uploads = new HashMap<>();
    private final List<Spool> spools = new ArrayList<>();
    private int textBytes;

    private Form() {}

    static Form urlEncoded(InputStream body) throws IOException {
        byte[] bytes = body.readNBytes(FormLimits.TEXTS + 1);
        if (bytes.length > FormLimits.TEXTS) {
            throw tooLarge();
        }
        String text = Utf8.decode(bytes)
                .orElseThrow(() -> new ProblemException(Problem.of(400, "The form is not in UTF-8.")));
        if (text.chars().filter(c -> c == '&').count() >= FormLimits.PARTS) {
            throw new ProblemException(Problem.of(413, "The form has more than " + FormLimits.PARTS + " fields."));
        }
        var form = new Form();
        Query query = Query.parse(text, "form");
        query.names().forEach(name -> form.texts.put(name, query.all(name)));
        return form;
    }

    /** Reads all parts; files that go to disk are deleted when the scope ends. */
    static Form multipart(HeaderValue mediaType, InputStream body, Scope scope) throws IOException {
        var form = new Form();
        boolean whole = false;
        try {
            var reader = new MultipartReader(mediaType, body);
            for (Optional<Part> part = reader.next(); part.isPresent(); part = reader.next()) {
                form.add(part.get());
            }
            whole = true;
        } finally {
            if (!whole) {
                form.delete();
            }
        }
        // A child that nobody closes is cancelled when its parent ends, in whatever way that does.
        scope.child().onCancel(form::delete);
        return form;
    }

    List<String> texts(String name) {
        return texts.getOrDefault(name, List.of());
    }

    List<Upload> uploads(String name) {
        return uploads.getOrDefault(name, List.of());
    }

    private void add(Part part) throws IOException {
        if (part.filename().isEmpty()) {
            String text = part.text();
            textBytes += text.length();
            if (textBytes > FormLimits.TEXTS) {
                throw tooLarge();
            }
            texts.computeIfAbsent(part.name(), ignored -> new ArrayList<>()).add(text);
            return;
        }
        Spool content = spooled(part);
        boolean chosen = !part.filename().get().isEmpty() || content.size() > 0;
        if (chosen) {
            var upload = new Upload(part.filename().get(), part.contentType(), content);
            uploads.computeIfAbsent(part.name(), ignored -> new ArrayList<>()).add(upload);
        }
    }

    private Spool spooled(Part part) throws IOException {
        var spool = new Spool();
        spools.add(spool);
        try (spool) {
            part.stream().transferTo(spool);
        }
        return spool;
    }

    private void delete() {
        spools.forEach(Spool::delete);
    }

    private static ProblemException tooLarge() {
        return new ProblemException(Problem.of(
                413,
                "The texts of the form have more than " + FormLimits.TEXTS + " bytes. Send long content as a file."));
    }
}
