package io.serval.faults.site.routes.counters.$name;

import io.serval.faults.site.Counters;
import io.serval.faults.site.Counters.Raised;
import io.serval.live.Live;

/** What happens to a counter. */
record events(Counters counters) {
    Live<Raised> get(String name) {
        return counters.events(name);
    }
}
