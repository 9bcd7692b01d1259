/** The workings of logs and metrics. */
@org.jspecify.annotations.NullMarked
package io.serval.observe.internal;
