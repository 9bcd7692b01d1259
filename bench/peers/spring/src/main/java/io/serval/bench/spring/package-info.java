/** The application of the bench {@code http}, in Spring Boot. */
@NullMarked
package io.serval.bench.spring;

import org.jspecify.annotations.NullMarked;
