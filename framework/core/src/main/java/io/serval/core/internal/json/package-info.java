/** How JSON is written and read, and how its faults are told. */
@NullMarked
package io.serval.core.internal.json;

import org.jspecify.annotations.NullMarked;
