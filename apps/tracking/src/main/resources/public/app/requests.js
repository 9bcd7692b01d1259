/** @typedef {{title?: string, status?: number, detail?: string, errors?: {pointer?: string, detail: string}[]}} Problem */

/** What an address answered instead of what was asked for, as a problem that can be shown. */
export class ProblemError extends Error {
  /** @param {Problem} problem */
  constructor(problem) {
    super(problemText(problem));
    this.problem = problem;
  }
}

/**
 * Asks for JSON.
 *
 * @param {string} path
 * @param {RequestInit} [request]
 * @returns {Promise<{status: number, body: any}>}
 * @throws {ProblemError} if the answer is none, or no 2xx
 */
export async function ask(path, request = {}) {
  const response = await fetch(path, { ...request, headers: { accept: 'application/json', ...request.headers } }).catch(
    () => {
      throw new ProblemError({ title: 'The server cannot be reached' });
    },
  );
  const body = await response.json().catch(() => undefined);
  if (response.ok && body !== undefined) return { status: response.status, body };
  throw new ProblemError(
    body?.title || body?.detail ? body : { title: `The server answered ${response.status}`, status: response.status },
  );
}

/** @param {Problem} problem @returns {string} what happened, as a sentence; the title only says of what kind it is */
export function problemText({ title, detail, status }) {
  const text = detail || title || `The server refused (${status ?? 'no reason given'})`;
  return /[.!?]$/.test(text) ? text : `${text}.`;
}
