/** The application of the benches {@code http}, {@code ws} and {@code live}, in Spring Boot. */
@NullMarked
package io.serval.bench.spring;

import org.jspecify.annotations.NullMarked;
