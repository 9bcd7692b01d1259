package io.serval.observe.internal;

import java.util.Map;

/** A parameter of a log message that has more to say than its text: what becomes members of a JSON line. */
public interface Fields {
    /** The members, in order. */
    Map<String, Object> fields();
}
