/**
 * Positions are opaque to a page. This module alone looks into them, to see what is missing between two: a position is
 * `epoch:offset`, or several of these with commas between them, one for each topic of a merged stream.
 *
 * @module
 */

/**
 * How an event's position stands to the one that has been reached.
 *
 * - `known`: it has been shown
 * - `next`: it is the one that follows; also if the two do not tell
 * - `gap`: something lies between, or it belongs to another epoch
 *
 * @param {string} reached
 * @param {string} position
 * @returns {'known' | 'next' | 'gap'}
 */
export function relation(reached, position) {
  if (reached === position) return 'known';
  const from = parse(reached);
  const to = parse(position);
  if (!from || !to) return 'next';
  if (from.length !== to.length || from.some(({ epoch }, i) => epoch !== to[i].epoch)) return 'gap';
  const steps = to.map(({ offset }, i) => offset - from[i].offset);
  if (steps.every((step) => step <= 0)) return 'known';
  const ahead = steps.filter((step) => step !== 0);
  return ahead.length === 1 && ahead[0] === 1 ? 'next' : 'gap';
}

/** @param {string} position */
function parse(position) {
  const parts = position.split(',').map((part) => /^(.+):(\d+)$/.exec(part));
  return parts.every((part) => part !== null)
    ? parts.map(([, epoch, offset]) => ({ epoch, offset: Number(offset) }))
    : undefined;
}
