/** @typedef {import('./types.js').Problem} Problem */

/** What ends an iteration over a stream that the server refused. */
export class ProblemError extends Error {
  /** @param {Problem} problem */
  constructor(problem) {
    super(problem.detail || problem.title || `The server refused (${problem.status ?? 'no reason given'}).`);
    this.name = 'ProblemError';
    this.problem = problem;
  }
}

/** Whether the server may say otherwise later. @param {Problem} problem */
export function passes({ status = 500 }) {
  return status === 429 || status >= 500;
}

/** The problem that a response is. @param {Response} response @returns {Promise<Problem>} */
export async function problemOf(response) {
  const known = { title: response.statusText || `The server answered ${response.status}.`, status: response.status };
  if (!response.headers.get('content-type')?.includes('json')) return known;
  return { ...known, ...(await response.json().catch(() => ({}))), status: response.status };
}
