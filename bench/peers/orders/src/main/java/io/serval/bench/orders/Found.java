package io.serval.bench.orders;

import java.util.List;

/** The answer to a question: its arguments. */
public record Found(long id, int page, List<String> tags) {}
