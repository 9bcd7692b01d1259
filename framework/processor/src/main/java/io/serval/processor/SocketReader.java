package io.serval.processor;

import io.serval.core.internal.http.Tokens;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.type.TypeKind;

/** Reads what a {@code ws} method has in place of a result. */
final class SocketReader {
    private static final String ANNOTATION = "Subprotocols";

    /** Returns the outcome; not to be used if there are faults. */
    Optional<Outcome> read(ExecutableElement method, Faults faults) {
        if (method.getReturnType().getKind() != TypeKind.VOID) {
            faults.add(
                    Rule.R07,
                    method,
                    name(method) + " returns " + method.getReturnType()
                            + ", and whoever asked for a WebSocket hears what is sent on it.",
                    "void.",
                    "Send it: socket.send(…).");
        }
        if (Annotations.hasCore(method, "Status")) {
            faults.add(
                    Rule.R07,
                    method,
                    name(method) + " has @Status, and a WebSocket begins with 101.",
                    "no @Status on ws.",
                    "Drop it. To refuse a client throw a ProblemException from middleware, which wraps the handshake.");
        }
        return Optional.of(new Outcome.Socket(protocols(method, faults)));
    }

    /** Adds a fault if a method speaks subprotocols that is not {@code ws}. */
    void checkUnused(ExecutableElement method, Faults faults) {
        if (Annotations.hasCore(method, ANNOTATION)) {
            faults.add(
                    Rule.R07,
                    method,
                    name(method) + " has @Subprotocols, which has no effect there.",
                    "@Subprotocols on ws.",
                    "Drop it. A get that returns an Upgrade names them by Upgrade.speaking(…).");
        }
    }

    private static List<String> protocols(ExecutableElement method, Faults faults) {
        List<String> protocols = Annotations.texts(method, ANNOTATION);
        if (Annotations.hasCore(method, ANNOTATION) && protocols.isEmpty()) {
            fault(method, "none", "Name one, or drop the annotation.", faults);
        }
        var seen = new HashSet<String>();
        for (String protocol : protocols) {
            if (!Tokens.isToken(protocol)) {
                fault(method, "'" + protocol + "', which is no token (RFC 9110 §5.6.2)", "Correct the name.", faults);
            } else if (!seen.add(protocol)) {
                fault(method, "'" + protocol + "' twice", "Drop one of the two.", faults);
            }
        }
        return protocols;
    }

    private static void fault(ExecutableElement method, String named, String hint, Faults faults) {
        faults.add(
                Rule.R07,
                method,
                name(method) + " has @Subprotocols that names " + named + ".",
                "names of letters, digits and !#$%&'*+-.^_`|~, each once.",
                hint);
    }

    private static String name(ExecutableElement method) {
        return method.getEnclosingElement() + "." + method.getSimpleName();
    }
}
