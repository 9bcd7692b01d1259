package io.serval.core.internal.assets;

import io.serval.core.Handler;
import io.serval.core.Headers;
import io.serval.core.StartupException;
import java.io.IOException;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Serves the {@code public/} folder of an application's resources. The files are listed once, so that a request costs one
 * look-up in memory and can reach nothing else.
 */
public final class PublicFiles {
    private static final String INDEX = "index.html";

    /**
     * What is at an address.
     *
     * @param handler serves it; the same one each time
     * @param folder whether it is the index of a folder, whose address ends in a slash
     */
    public record Found(Handler handler, boolean folder) {}

    private final Listing listing;
    private final boolean dev;
    private final Memory memory = new Memory();
    private final Map<List<String>, Found> found = new ConcurrentHashMap<>();

    /**
     * Creates the view of the {@code public/} folders that the class loader sees, as they are now.
     *
     * @param dev whether files that are added later are to be found, and changes at once: on a developer's machine
     * @throws StartupException if one cannot be listed
     */
    public PublicFiles(ClassLoader loader, boolean dev) {
        this.dev = dev;
        try {
            listing = Listing.of(loader);
        } catch (IOException | URISyntaxException e) {
            throw new StartupException("Cannot list the files of " + Listing.FOLDER + "/: " + e.getMessage(), e);
        }
        listing.sources().forEach((address, source) -> add(address));
    }

    /** Returns what is at the decoded segments: a file, or the {@code index.html} of a folder. */
    public Optional<Found> find(List<String> segments) {
        Found known = found.get(segments);
        return known == null && dev ? findAdded(segments) : Optional.ofNullable(known);
    }

    private Optional<Found> findAdded(List<String> segments) {
        for (List<String> address : List.of(segments, Listing.within(segments, INDEX))) {
            if (listing.lookFor(address)) {
                add(address);
                return Optional.ofNullable(found.get(segments));
            }
        }
        return Optional.empty();
    }

    private void add(List<String> address) {
        var asset = new Asset(forms(address), dev);
        found.put(address, new Found(asset, false));
        if (address.getLast().equals(INDEX)) {
            found.put(List.copyOf(address.subList(0, address.size() - 1)), new Found(asset, true));
        }
    }

    /** Those beside the file that hold the same, compressed, and the file itself. */
    private List<Form> forms(List<String> address) {
        var sources = new EnumMap<Coding, Source>(Coding.class);
        for (Coding coding : Coding.values()) {
            Source source = listing.sources().get(Listing.withEnding(address, coding.ending()));
            if (source != null) {
                sources.put(coding, source);
            }
        }
        var forms = new ArrayList<Form>();
        sources.forEach((coding, source) -> {
            Headers headers = AssetHeaders.of(address.getLast(), coding, sources.size() > 1);
            forms.add(new Form(coding, new Loaded(source, headers, memory, dev)));
        });
        return List.copyOf(forms);
    }
}
