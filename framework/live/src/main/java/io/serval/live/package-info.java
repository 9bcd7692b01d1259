/**
 * The {@link io.serval.live.Log}: events of named {@link io.serval.live.Topic topics}, written in the transaction that
 * changes the state, and delivered from there as {@link io.serval.live.Live} and {@link io.serval.live.LiveState}.
 */
@NullMarked
package io.serval.live;

import org.jspecify.annotations.NullMarked;
