package io.serval.core.internal.link;

import io.serval.core.Binder;
import io.serval.core.Handler;
import io.serval.core.Route;
import io.serval.core.Services;
import io.serval.core.StartupException;
import io.serval.core.Verb;
import io.serval.core.internal.dispatch.Endpoint;
import io.serval.core.internal.dispatch.Folders;
import io.serval.core.internal.path.PathConflicts;
import io.serval.core.internal.path.PathTemplate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** Binds the classes of an application, checks them together with the routes of libraries, and hands on what answers. */
public final class Assembly {
    private record Part(Route route, PathTemplate template, Map<Verb, Handler> handlers, boolean library) {
        PathConflicts.Entry entry(int index, boolean ignoreCase) {
            return new PathConflicts.Entry(
                    ignoreCase ? template.inLowerCase() : template, handlers.keySet(), Integer.toString(index));
        }
    }

    private final RouteTree tree;
    private final boolean ignoreCase;
    private final Folders folders;
    private final List<Part> parts = new ArrayList<>();
    private final List<StartFault> faults = new ArrayList<>();

    /** Begins with nothing. */
    public Assembly(RouteTree tree, boolean ignoreCase, Folders folders) {
        this.tree = tree;
        this.ignoreCase = ignoreCase;
        this.folders = folders;
    }

    /** Binds classes of the application, with the services that they need. */
    public void bind(List<Binder> binders, Services services) {
        binders.stream()
                .filter(Binder.OfGlobal.class::isInstance)
                .map(Binder.OfGlobal.class::cast)
                .sorted(Comparator.comparing(Binder.OfGlobal::name))
                .forEach(global -> collecting(() -> folders.global(global.name(), global.bind(services))));
        binders.forEach(binder -> collecting(() -> bind(binder, services)));
    }

    private void bind(Binder binder, Services services) {
        switch (binder) {
            case Binder.OfGlobal ignored -> {}
            case Binder.OfMiddleware middleware ->
                folders.middleware(PathTemplate.parse(middleware.folder()), middleware.bind(services));
            case Binder.OfError error -> folders.error(PathTemplate.parse(error.folder()), error.bind(services));
            case Binder.OfRoute bound -> {
                Route route = bound.route();
                parts.add(new Part(route, PathTemplate.parse(route.path()), bound.bind(services), false));
            }
        }
    }

    /** Adds a route of a library. */
    public void add(Route route, Map<Verb, Handler> handlers) {
        parts.add(new Part(route, PathTemplate.parse(route.path()), handlers, true));
    }

    /**
     * Hands on all endpoints if there are no faults.
     *
     * @throws StartupException with all faults, a paragraph each
     */
    public List<Route> finish(Consumer<Endpoint> endpoints) {
        var entries = new ArrayList<PathConflicts.Entry>();
        for (Part part : parts) {
            entries.add(part.entry(entries.size(), ignoreCase));
        }
        PathConflicts.find(entries).forEach(this::add);
        StartFault.check(faults);
        parts.forEach(part -> collecting(() -> endpoints.accept(Endpoint.of(part.template(), part.handlers()))));
        StartFault.check(faults);
        return parts.stream().map(Part::route).toList();
    }

    private void add(PathConflicts.Conflict conflict) {
        Part other = parts.get(Integer.parseInt(conflict.other()));
        Part part = parts.get(Integer.parseInt(conflict.source()));
        List<String> places = List.of(place(other, conflict.verb()), place(part, conflict.verb()));
        if (other.library() == part.library()) {
            faults.add(StartFault.of(conflict, places));
            return;
        }
        Part library = other.library() ? other : part;
        faults.add(new StartFault(
                "R11",
                conflict.what() + " " + library.template() + " is a route that "
                        + library.route().source()
                        + " brings along. Expected no route of the application there. Move the application's route.",
                places));
    }

    private String place(Part part, Verb verb) {
        return tree.place(part.route().source(), Optional.of(verb));
    }

    private void collecting(Runnable binding) {
        try {
            binding.run();
        } catch (StartupException e) {
            faults.add(new StartFault("", String.valueOf(e.getMessage()), List.of()));
        }
    }
}
