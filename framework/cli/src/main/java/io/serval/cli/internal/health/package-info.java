/** What an application says of its health. */
@org.jspecify.annotations.NullMarked
package io.serval.cli.internal.health;
