package io.serval.faults.site.routes;

import io.serval.faults.site.Counters;
import io.serval.faults.site.Counters.Raised;
import io.serval.live.Live;

/** What happens to all counters. */
record events(Counters counters) {
    Live<Raised> get() {
        return counters.events();
    }
}
