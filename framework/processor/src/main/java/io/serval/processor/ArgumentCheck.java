package io.serval.processor;

import java.util.List;
import java.util.Optional;

/**
 * What an argument, or a component of one, is checked for.
 *
 * @param component the component; empty for the argument as a whole
 */
record ArgumentCheck(Argument argument, Optional<Field> component, List<Check> checks) {}
