/** What the constraints of Jakarta Validation need besides comparisons. */
@NullMarked
package io.serval.core.internal.constraint;

import org.jspecify.annotations.NullMarked;
