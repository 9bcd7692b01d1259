/**
 * {@link io.serval.rooms.Rooms}: what a {@code ws} route lets its clients join, with presence, messages that are kept and
 * acknowledged, and signals that are not.
 */
@NullMarked
package io.serval.rooms;

import org.jspecify.annotations.NullMarked;
