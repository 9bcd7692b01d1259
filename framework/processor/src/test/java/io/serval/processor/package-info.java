@NullMarked
package io.serval.processor;

import org.jspecify.annotations.NullMarked;
