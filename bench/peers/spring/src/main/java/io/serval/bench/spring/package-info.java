/** The application of the benches {@code http} and {@code ws}, in Spring Boot. */
@NullMarked
package io.serval.bench.spring;

import org.jspecify.annotations.NullMarked;
