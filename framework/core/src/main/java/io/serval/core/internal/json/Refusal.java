package io.serval.core.internal.json;

import io.serval.core.Problem;
import io.serval.core.ProblemException;
import java.time.DateTimeException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What it means that a constructor did not take a client's values, wherever they came from. An
 * {@link IllegalArgumentException} and a {@link DateTimeException} tell the client why, a {@link ProblemException} is the
 * answer. Everything else is a fault of the application, and nothing that a client should hear of.
 */
public final class Refusal {
    private Refusal() {}

    /**
     * Returns what to throw.
     *
     * @param pointer where the values come from; the pointers of a problem 400 begin there
     */
    public static RuntimeException of(@Nullable Throwable thrown, String pointer) {
        return switch (thrown) {
            case ProblemException e
            when e.problem().status() == 400 -> new ProblemException(below(pointer, e.problem()), e.headers());
            case IllegalArgumentException e -> refused(pointer, e);
            case DateTimeException e -> refused(pointer, e);
            case RuntimeException e -> e;
            case Error e -> throw e;
            case null, default -> new IllegalStateException("A constructor failed.", thrown);
        };
    }

    private static ProblemException refused(String pointer, RuntimeException e) {
        String message = e.getMessage();
        return new ProblemException(Problem.fault(pointer, message == null ? "This value is refused." : message));
    }

    private static Problem below(String pointer, Problem problem) {
        List<Problem.Fault> faults = JsonFaults.listed(problem).stream()
                .map(fault -> new Problem.Fault(pointer + fault.pointer(), fault.detail()))
                .toList();
        String detail = Problem.faults(faults).detail();
        return new Problem(problem.status(), problem.title(), detail, faults, problem.members());
    }
}
