package io.serval.core;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A problem document (RFC 9457): the body of every error response.
 *
 * @param status the HTTP status
 * @param title the status in words
 * @param detail what happened, what was expected and what to do; empty where that is not for the client to know
 * @param errors the faults of the input, each at its place
 * @param members what the document holds besides (RFC 9457 §3.2): values that JSON can be written from
 */
public record Problem(int status, String title, String detail, List<Fault> errors, Map<String, Object> members) {
    /** The media type of problem documents. */
    public static final String MEDIA_TYPE = "application/problem+json";

    /**
     * One fault of the input.
     *
     * @param pointer where: a JSON pointer (RFC 6901) that begins with the part of the request, as {@code /query/page} and
     *     {@code /body/lines/0}
     * @param detail what is wrong there
     */
    public record Fault(String pointer, String detail) {}

    private static final Set<String> OWN_MEMBERS =
            Set.of("type", "title", "status", "detail", "instance", "requestId", "errors");

    /**
     * Copies the collections.
     *
     * @throws IllegalArgumentException if a member has the name of one that every problem has
     */
    public Problem {
        errors = List.copyOf(errors);
        members = Collections.unmodifiableMap(new LinkedHashMap<>(members));
        for (String name : members.keySet()) {
            if (OWN_MEMBERS.contains(name)) {
                throw new IllegalArgumentException(
                        "A problem has a member '" + name + "' already; choose another name.");
            }
        }
    }

    /** Creates a problem that holds nothing besides. */
    public Problem(int status, String title, String detail, List<Fault> errors) {
        this(status, title, detail, errors, Map.of());
    }

    /** Returns a problem with the usual title of its status. */
    public static Problem of(int status, String detail) {
        return new Problem(status, Statuses.title(status), detail, List.of());
    }

    /** Returns a 400 for one fault of the input. */
    public static Problem fault(String pointer, String detail) {
        String placed = pointer.isEmpty() ? detail : pointer + ": " + detail;
        return new Problem(400, Statuses.title(400), placed, List.of(new Fault(pointer, detail)));
    }

    /**
     * Returns a 400 for faults of the input.
     *
     * @param faults at least one
     */
    public static Problem faults(List<Fault> faults) {
        if (faults.size() == 1) {
            return fault(faults.getFirst().pointer(), faults.getFirst().detail());
        }
        return new Problem(
                400, Statuses.title(400), "The input has " + faults.size() + " faults; errors lists them.", faults);
    }

    /**
     * Returns this problem with one more member.
     *
     * @param value what JSON can be written from
     * @throws IllegalArgumentException if every problem has a member of that name
     */
    public Problem with(String member, Object value) {
        var more = new LinkedHashMap<>(members);
        more.put(member, value);
        return new Problem(status, title, detail, errors, more);
    }

    /** Returns the response that carries this problem, naming the request it answers. */
    public Response toResponse(Request request) {
        return toResponse(request.uri(), Optional.of(request.id()));
    }

    /** Returns the response that carries this problem where there is no whole request to name. */
    public Response toResponse() {
        return toResponse("", Optional.empty());
    }

    private Response toResponse(String instance, Optional<String> requestId) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("type", "about:blank");
        document.put("title", title);
        document.put("status", status);
        if (!detail.isEmpty()) {
            document.put("detail", detail);
        }
        if (!instance.isEmpty()) {
            document.put("instance", instance);
        }
        requestId.ifPresent(id -> document.put("requestId", id));
        if (!errors.isEmpty()) {
            document.put("errors", errors);
        }
        document.putAll(members);
        return Response.of(status, MEDIA_TYPE, Json.bytes(document));
    }
}
