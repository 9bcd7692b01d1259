package io.serval.processor;

import io.serval.core.internal.path.PathTemplate;
import java.util.Optional;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.Elements;
import javax.lang.model.util.Types;

/** Reads a class of a compilation as what it is in a {@code routes} tree, or beside it, if anything. */
final class TreeReader {
    private final PlaceReader places;
    private final SlipFinder slips;
    private final RouteReader routes;
    private final MiddlewareReader middleware;
    private final ErrorReader errors;

    TreeReader(Elements elements, Types types) {
        var facts = new TypeFacts(elements, types);
        this.places = new PlaceReader(elements);
        this.slips = new SlipFinder(facts);
        this.routes = new RouteReader(facts, elements);
        this.middleware = new MiddlewareReader(facts);
        this.errors = new ErrorReader(facts);
    }

    /** Whether the class has to be looked at. */
    boolean concerns(TypeElement type) {
        return (places.inRoutes(type) || places.inGlobal(type)) && !Generated.is(type);
    }

    /** Returns what to write a binder from; empty if there is nothing to bind. Not to be used if there are faults. */
    Optional<Bound> read(TypeElement type, Faults faults) {
        if (places.isPrivate(type)) {
            slips.checkPrivate(type, faults);
            return Optional.empty();
        }
        if (!places.inRoutes(type)) {
            return middleware.readGlobal(type, faults);
        }
        if (!places.isFrameworkFile(type)) {
            slips.check(type, faults);
            if (!routes.isRoute(type)) {
                return Optional.empty();
            }
        }
        return places.read(type, faults).flatMap(place -> switch (place) {
            case Place.OfRoute(PathTemplate path) -> routes.read(type, path, faults);
            case Place.OfMiddleware(PathTemplate folder) -> middleware.read(type, folder, faults);
            case Place.OfError(PathTemplate folder) -> errors.read(type, folder, faults);
        });
    }
}
