/** Reading the configuration: its layers, its keys and what is wrong with them. */
@org.jspecify.annotations.NullMarked
package io.serval.cli.internal.config;
