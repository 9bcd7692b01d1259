@NullMarked
package io.serval.faults;

import org.jspecify.annotations.NullMarked;
