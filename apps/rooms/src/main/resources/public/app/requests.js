/** @typedef {{title?: string, status?: number, detail?: string, errors?: {pointer?: string, detail: string}[]}} Problem */

/** What an address answered instead of what was asked for, as a problem that can be shown. */
export class ProblemError extends Error {
  /** @param {Problem} problem */
  constructor(problem) {
    super(problemText(problem));
    this.problem = problem;
  }
}

/** Sent back with what changes something, so that no other site can send it. */
let csrf = '';

/**
 * Asks for JSON.
 *
 * @param {string} path
 * @param {{method?: string, body?: object}} [request]
 * @returns {Promise<any>}
 * @throws {ProblemError} if the answer is none, or no 2xx
 */
export async function ask(path, { method = 'GET', body } = {}) {
  const headers = { accept: 'application/json', 'x-csrf-token': csrf, 'content-type': 'application/json' };
  const response = await fetch(path, { method, headers, body: body && JSON.stringify(body) }).catch(() => {
    throw new ProblemError({ title: 'The server cannot be reached' });
  });
  const answer = await response.json().catch(() => undefined);
  if (response.ok && answer !== undefined) {
    if (typeof answer.csrf === 'string') csrf = answer.csrf;
    return answer;
  }
  const unnamed = { title: `The server answered ${response.status}` };
  throw new ProblemError({ ...(answer?.title || answer?.detail ? answer : unnamed), status: response.status });
}

/** @param {Problem} problem @returns {string} what happened, as a sentence; the title only says of what kind it is */
export function problemText({ title, detail, errors, status }) {
  const text = errors?.[0]?.detail || detail || title || `The server refused (${status ?? 'no reason given'})`;
  return /[.!?]$/.test(text) ? text : `${text}.`;
}
