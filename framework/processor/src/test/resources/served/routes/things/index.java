package served.routes.things;

import io.serval.core.Request;
import java.io.FileNotFoundException;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

record index(AtomicInteger others) {
    record Thing(String name, int size) {}

    Thing post(Thing thing) {
        return new Thing(thing.name(), thing.size() + 1);
    }

    Optional<Thing> get(Optional<String> name) {
        return name.map(given -> new Thing(given, 1));
    }

    void delete() throws Exception {
        throw new FileNotFoundException("x");
    }

    void put() {
        throw new IllegalStateException("x");
    }

    void patch() {
        throw new UnsupportedOperationException("x");
    }

    void any(Request request) {
        others.incrementAndGet();
    }
}
