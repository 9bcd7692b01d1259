package io.serval.faults.site.routes.counters.$name;

import io.serval.faults.site.Counters;
import io.serval.faults.site.Counters.Count;
import io.serval.faults.site.Counters.Raised;
import io.serval.live.LiveState;

/** A counter. */
record index(Counters counters) {
    LiveState<Count, Raised> get(String name) {
        return counters.counter(name);
    }

    void post(String name, int id) {
        counters.raise(name, id);
    }
}
