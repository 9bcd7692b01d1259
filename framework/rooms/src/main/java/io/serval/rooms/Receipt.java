package io.serval.rooms;

import java.util.Optional;

/**
 * That a message was said.
 *
 * @param position where who has seen it stands; empty if it was said before and is no longer kept
 */
record Receipt(Optional<String> position) {}
