import { passes } from './problem.js';

/**
 * Asks for the socket's address without wanting a socket. The server says so; that it can be reached over HTTP is all that
 * is to be known.
 *
 * @param {string} url
 * @param {import('./types.js').Environment} environment
 * @param {number} limit in milliseconds
 * @param {AbortSignal} signal
 * @returns {Promise<void>} rejects if there is no answer, or one that says to come back later
 */
export async function probe(url, environment, limit, signal) {
  const late = new AbortController();
  const timer = environment.setTimeout(() => late.abort(), limit);
  try {
    const { status } = await environment.fetch(url, { cache: 'no-store', signal: AbortSignal.any([late.signal, signal]) });
    if (passes({ status })) throw new Error(`${url} answered ${status}.`);
  } finally {
    environment.clearTimeout(timer);
  }
}
