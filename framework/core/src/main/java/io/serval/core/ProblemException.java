package io.serval.core;

/** Thrown to answer a request with a {@link Problem}; an {@link ErrorHandler} may still shape it. */
public final class ProblemException extends RuntimeException {
    private final transient Problem problem;
    private final transient Headers headers;

    /** Creates the exception that becomes this problem's response. */
    public ProblemException(Problem problem) {
        this(problem, Headers.empty());
    }

    /**
     * Creates the exception that becomes this problem's response.
     *
     * @param headers what the response carries besides, as {@code Allow} for a 405
     */
    public ProblemException(Problem problem, Headers headers) {
        super(problem.status() + " " + problem.title() + ": " + problem.detail());
        this.problem = problem;
        this.headers = headers;
    }

    /** What the client is told. */
    public Problem problem() {
        return problem;
    }

    /** Header fields of the response. */
    public Headers headers() {
        return headers;
    }

    Response toResponse(Request request) {
        Response response = problem.toResponse(request);
        return new Response(response.status(), response.headers().followedBy(headers), response.content());
    }
}
