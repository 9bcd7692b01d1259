const FIRST = 500;
const LONGEST = 10_000;

/**
 * How long to wait before the next attempt: anywhere up to a bound that doubles (full jitter), so that clients that were
 * lost together do not come back together.
 *
 * @param {number} failures before this attempt
 * @param {() => number} random
 */
export function backoff(failures, random) {
  return random() * Math.min(LONGEST, FIRST * 2 ** failures);
}
