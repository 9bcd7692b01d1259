package io.serval.middleware;

import io.serval.core.Headers;
import io.serval.core.Problem;
import io.serval.core.ProblemException;
import io.serval.core.Request;
import java.util.List;
import java.util.Optional;

/** The {@code Authorization} field and the challenges that ask for it (RFC 9110 §11). */
final class Authorization {
    private Authorization() {}

    /**
     * Returns the credentials of the scheme, if the request brings some.
     *
     * @throws ProblemException 400 if the field occurs twice: a proxy may have judged by the other
     */
    static Optional<String> of(Request request, String scheme) {
        List<String> fields = request.headers().all("Authorization");
        if (fields.size() > 1) {
            throw new ProblemException(
                    Problem.of(400, "The request has " + fields.size() + " Authorization fields; send one."));
        }
        return fields.stream()
                .filter(field -> has(scheme, field))
                .map(field -> field.substring(scheme.length()).strip())
                .findFirst();
    }

    /** Whether the field is of the scheme; names of schemes are compared without regard to case. */
    static boolean has(String scheme, String field) {
        return field.regionMatches(true, 0, scheme, 0, scheme.length())
                && (field.length() == scheme.length() || field.charAt(scheme.length()) == ' ');
    }

    /** Returns a challenge: {@code Basic realm="a", charset="UTF-8"}. */
    static String challenge(String scheme, String... namesAndValues) {
        var text = new StringBuilder(scheme);
        for (int i = 0; i < namesAndValues.length; i += 2) {
            text.append(i == 0 ? " " : ", ")
                    .append(namesAndValues[i])
                    .append("=\"")
                    .append(namesAndValues[i + 1].replace("\\", "\\\\").replace("\"", "\\\""))
                    .append('"');
        }
        return text.toString();
    }

    static ProblemException refused(int status, String challenge, String detail) {
        return new ProblemException(Problem.of(status, detail), Headers.of("WWW-Authenticate", challenge));
    }

    /** Checks a realm as soon as it is set. */
    static String realm(String realm) {
        if (realm.isEmpty() || !realm.chars().allMatch(c -> c >= ' ' && c < 0x7f)) {
            throw new IllegalArgumentException("A realm is a text in ASCII, unlike '" + realm + "'.");
        }
        return realm;
    }
}
