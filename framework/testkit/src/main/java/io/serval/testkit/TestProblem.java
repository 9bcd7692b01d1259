package io.serval.testkit;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** A problem document (RFC 9457) that a request was answered with. Expectations read in a row, as those of the response. */
public final class TestProblem {
    private final TestResponse response;
    private final JsonNode document;

    TestProblem(TestResponse response, JsonNode document) {
        this.response = response;
        this.document = document;
    }

    /** Expects the text in the detail. */
    public TestProblem detail(String text) {
        String detail = document.path("detail").asString("");
        response.check(detail.contains(text), "expected \"" + text + "\" in the detail, was \"" + detail + '"');
        return this;
    }

    /** Expects a problem without a detail. */
    public TestProblem withoutDetail() {
        response.check(document.path("detail").isMissingNode(), "expected no detail");
        return this;
    }

    /**
     * Expects a fault at the place, with the text in what it says.
     *
     * @param pointer where: {@code /query/page}, {@code /body/lines/0/quantity}
     */
    public TestProblem fault(String pointer, String text) {
        boolean found = document.path("errors")
                .valueStream()
                .anyMatch(fault -> fault.path("pointer").asString("").equals(pointer)
                        && fault.path("detail").asString("").contains(text));
        response.check(found, "expected a fault at " + pointer + " that says \"" + text + '"');
        return this;
    }

    /** Expects faults at these places, in this order, and no other. */
    public TestProblem faults(String... pointers) {
        var found = new ArrayList<String>();
        document.path("errors").forEach(fault -> found.add(fault.path("pointer").asString("")));
        response.check(
                found.equals(List.of(pointers)), "expected faults at " + List.of(pointers) + ", were at " + found);
        return this;
    }

    /** The document, for what else it holds. */
    public JsonNode json() {
        return document;
    }

    /** The response that carries it. */
    public TestResponse response() {
        return response;
    }
}
