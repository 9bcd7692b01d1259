package io.serval.core;

import io.serval.core.internal.form.HeaderValue;
import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Named texts of one part of a request: the parameters of the query, the header fields, the cookies or the fields of a
 * form. What is missing or cannot be read is a fault that {@link Arguments#check} reports together with all others; until
 * then the value is null, which is why binders check before they call anything.
 *
 * <p>A value that is sent is never taken for one that is left out: an empty text is no number.
 */
public final class Fields {
    private final Place place;
    private final Function<String, List<String>> values;
    private final Function<String, List<String>> items;
    private final Function<String, List<Upload>> uploads;

    private Fields(
            Place place,
            Function<String, List<String>> values,
            Function<String, List<String>> items,
            Function<String, List<Upload>> uploads) {
        this.place = place;
        this.values = values;
        this.items = items;
        this.uploads = uploads;
    }

    static Fields of(Place place, Function<String, List<String>> values) {
        return new Fields(place, values, values, name -> {
            throw new IllegalStateException("Only a form has files; " + place.pointer() + " has no '" + name + "'.");
        });
    }

    static Fields ofHeaders(Place place, Headers headers) {
        Fields lines = of(place, headers::all);
        Function<String, List<String>> items = name -> headers.all(name).stream()
                .flatMap(line -> HeaderValue.items(line).stream())
                .toList();
        return new Fields(place, headers::all, items, lines.uploads);
    }

    static Fields ofForm(Place place, Form form) {
        return new Fields(place, form::texts, form::texts, form::uploads);
    }

    /** Returns the value of the name, the first if there are several. It must be there. */
    @SuppressWarnings("NullAway") // nobody sees the null, as check() throws
    public <T> T one(String name, Conversion<T> conversion) {
        List<String> texts = values.apply(name);
        if (texts.isEmpty()) {
            at(name).fault("Missing; expected " + conversion.expected() + ".");
            return null;
        }
        return read(texts.getFirst(), conversion, at(name));
    }

    /**
     * Returns the value of the name, the first if there are several.
     *
     * @param otherwise stands in if there is none, and is converted as if it had been sent
     */
    @SuppressWarnings("NullAway") // nobody sees the null, as check() throws
    public <T> T one(String name, Conversion<T> conversion, String otherwise) {
        List<String> texts = values.apply(name);
        return read(texts.isEmpty() ? otherwise : texts.getFirst(), conversion, at(name));
    }

    /** Returns the value of the name, the first if there are several, or empty if there is none. */
    public <T> Optional<T> optional(String name, Conversion<T> conversion) {
        return values.apply(name).stream().findFirst().map(text -> read(text, conversion, at(name)));
    }

    /**
     * Returns all values of the name, in order; none if there are none. One header field may hold several, with commas in
     * between (RFC 9110 §5.6.1).
     */
    public <T> List<T> all(String name, Conversion<T> conversion) {
        List<String> texts = items.apply(name);
        var all = new ArrayList<T>(texts.size());
        for (int i = 0; i < texts.size(); i++) {
            T value = read(texts.get(i), conversion, texts.size() == 1 ? at(name) : at(name).item(i));
            if (value != null) {
                all.add(value);
            }
        }
        return List.copyOf(all);
    }

    /** Returns the file of the name, the first if there are several. It must be there. Forms only. */
    @SuppressWarnings("NullAway") // nobody sees the null, as check() throws
    public Upload upload(String name) {
        return optionalUpload(name).orElseGet(() -> {
            if (values.apply(name).isEmpty()) {
                at(name).fault("Missing; expected a file.");
            }
            return null;
        });
    }

    /** Returns the file of the name, the first if there are several, or empty if there is none. Forms only. */
    public Optional<Upload> optionalUpload(String name) {
        return uploads(name).stream().findFirst();
    }

    /** Returns all files of the name, in order; none if there are none. Forms only. */
    public List<Upload> uploads(String name) {
        if (!values.apply(name).isEmpty()) {
            at(name).fault("Expected a file, not a text. Send it as multipart/form-data, with a filename.");
        }
        return uploads.apply(name);
    }

    /** Returns where the name's value stands, to report faults of it. */
    public Place at(String name) {
        return place.field(name);
    }

    private static <T> @Nullable T read(String text, Conversion<T> conversion, Place at) {
        try {
            return conversion.reader().read(text);
        } catch (IllegalArgumentException | DateTimeException e) {
            at.fault(
                    text.isEmpty()
                            ? "Empty; expected " + conversion.expected() + "."
                            : "Expected " + conversion.expected() + ", not '" + text + "'.");
            return null;
        }
    }
}
