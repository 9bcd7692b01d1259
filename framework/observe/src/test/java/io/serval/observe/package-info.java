@NullMarked
package io.serval.observe;

import org.jspecify.annotations.NullMarked;
