package io.serval.core.internal.json;

import io.serval.core.Place;
import io.serval.core.Problem;
import io.serval.core.ProblemException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.InputCoercionException;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.exc.InvalidDefinitionException;
import tools.jackson.databind.exc.InvalidFormatException;
import tools.jackson.databind.exc.InvalidNullException;
import tools.jackson.databind.exc.InvalidTypeIdException;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;
import tools.jackson.databind.exc.ValueInstantiationException;

/** Says what is wrong with JSON that a client sent, in words that need no Java. */
public final class JsonFaults {
    /** How many faults are listed at most, as an answer should not grow with what a client sends. */
    public static final int MOST = 100;

    /** Where Jackson's messages speak of its own settings and sources. */
    private static final Pattern INTERNALS =
            Pattern.compile(", from `[^`]*`|: [^:]*Feature.*|\\s*\\(start marker at .*", Pattern.DOTALL);

    private JsonFaults() {}

    /**
     * Returns the 400 that lists all that is wrong with a document; throws what was thrown if the fault is the
     * application's, or if a constructor answers by a problem of another status.
     *
     * @param first what ended the reading of it
     */
    public static Problem all(JsonTree trees, byte[] json, JavaType type, JacksonException first) {
        if (stops(first)) {
            return of(first);
        }
        var faults = new ArrayList<Problem.Fault>();
        try {
            new FaultFinder(trees).find(trees.read(json), type, new Place("", faults::add));
        } catch (JacksonException broken) {
            return of(broken);
        } catch (JsonTree.Trailing more) {
            return trailing(more.where());
        }
        return faults.isEmpty() ? of(first) : Problem.faults(faults);
    }

    /** Whether nothing can be said of the rest: it is no JSON, or the application is at fault. */
    private static boolean stops(JacksonException e) {
        return e instanceof InvalidDefinitionException
                || e instanceof StreamConstraintsException
                || (e instanceof StreamReadException && !(e instanceof InputCoercionException));
    }

    /** The faults that the problem lists, or the one that it is. */
    static List<Problem.Fault> listed(Problem problem) {
        return problem.errors().isEmpty() ? List.of(new Problem.Fault("", problem.detail())) : problem.errors();
    }

    /** Returns the 400 that tells the client; throws what was thrown if the fault is the application's. */
    public static Problem of(JacksonException e) {
        return switch (e) {
            case InvalidDefinitionException bug -> throw bug;
            case InputCoercionException number ->
                at(e, "Out of range; expected " + JsonForms.of(number.getTargetType()) + ".");
            case StreamReadException broken -> syntax(broken, words(broken));
            case StreamConstraintsException limit -> Problem.of(400, "The body passes a limit: " + words(limit) + ".");
            case UnrecognizedPropertyException unknown ->
                at(e, "Unknown field. Known are " + unknown.getKnownPropertyIds() + ".");
            case InvalidNullException missing ->
                at(e, "Missing or null; expected " + JsonForms.of(missing.getTargetType()) + ".");
            case InvalidTypeIdException wrong -> untagged(wrong);
            case InvalidFormatException format ->
                at(e, "Expected " + JsonForms.of(format.getTargetType()) + ", not " + quoted(format.getValue()) + ".");
            case MismatchedInputException mismatch -> at(e, "Expected " + JsonForms.of(mismatch.getTargetType()) + ".");
            case ValueInstantiationException refused -> refused(refused);
            default -> at(e, "Not what was expected here.");
        };
    }

    /** Returns the 400 for input that goes on after its end. */
    public static Problem trailing(TokenStreamLocation where) {
        return Problem.of(400, "The body goes on after the JSON value" + at(where) + ".");
    }

    private static Problem syntax(JacksonException e, String what) {
        return Problem.of(400, "The body is not valid JSON: " + what + at(e.getLocation()) + ".");
    }

    private static String at(TokenStreamLocation where) {
        return " (line " + where.getLineNr() + ", column " + where.getColumnNr() + ")";
    }

    private static String words(JacksonException e) {
        String message = e.getOriginalMessage();
        return message.startsWith("Unexpected end-of-input")
                ? "it ends too early"
                : INTERNALS.matcher(message).replaceAll("");
    }

    private static Problem untagged(InvalidTypeIdException e) {
        String allowed = "one of "
                + TypeTag.variants(e.getBaseType().getRawClass()).stream()
                        .map(Class::getSimpleName)
                        .toList();
        String detail = e.getTypeId() == null
                ? "Expected an object with a type, " + allowed + "."
                : "Unknown type '" + e.getTypeId() + "'; expected " + allowed + ".";
        return Problem.fault(pointer(e) + "/" + TypeTag.NAME, detail);
    }

    private static Problem refused(ValueInstantiationException e) {
        Throwable cause = e.getCause();
        RuntimeException refusal = Refusal.of(cause == null ? e : cause, pointer(e));
        if (refusal instanceof ProblemException known && known.problem().status() == 400) {
            return known.problem();
        }
        throw refusal;
    }

    private static Problem at(JacksonException e, String detail) {
        return Problem.fault(pointer(e), detail);
    }

    private static String quoted(Object value) {
        return value instanceof CharSequence ? "'" + value + "'" : String.valueOf(value);
    }

    private static String pointer(JacksonException e) {
        var pointer = new StringBuilder();
        for (JacksonException.Reference step : e.getPath()) {
            pointer.append('/');
            if (step.getPropertyName() != null) {
                pointer.append(step.getPropertyName().replace("~", "~0").replace("/", "~1"));
            } else {
                pointer.append(step.getIndex());
            }
        }
        return pointer.toString();
    }
}
