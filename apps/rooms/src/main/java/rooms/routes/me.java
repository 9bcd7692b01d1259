package rooms.routes;

import io.serval.core.Principal;
import io.serval.core.Request;
import io.serval.middleware.Csrf;
import io.serval.middleware.Session;
import java.util.Optional;
import java.util.Set;
import rooms.chat.NewName;

/** The visitor. There are no accounts: a name is whatever somebody wants to be called in this browser. */
record me() {
    /**
     * Who somebody is.
     *
     * @param name empty before one was chosen
     * @param csrf to be sent back with what changes something
     */
    record Visitor(Optional<String> name, String csrf) {}

    Visitor get(Request request, Principal who) {
        Optional<String> name = who.anonymous() ? Optional.empty() : Optional.of(who.name());
        return new Visitor(name, Csrf.token(request));
    }

    /** Chooses a name. */
    Visitor put(Request request, NewName wanted) {
        Session.of(request).signIn(new Principal(wanted.name(), Set.of("visitor")));
        return new Visitor(Optional.of(wanted.name()), Csrf.token(request));
    }
}
