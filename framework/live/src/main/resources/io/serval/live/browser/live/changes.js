import { ProblemError } from './problem.js';

/** @typedef {import('./types.js').Handlers} Handlers */
/** @typedef {import('./subscription.js').Subscription} Subscription */

/** So many changes wait for a loop that is slower than the stream; then it is told, rather than the memory filled. */
const MOST_WAITING = 10_000;

/** @typedef {import('../live.js').Change} Change */

/**
 * The changes of a path, one after the other. The loop ends when the server ends the stream, when the signal fires and when
 * it is left; it throws a {@link ProblemError} when the server refuses, and an `Error` when it has fallen behind too far.
 *
 * @implements {AsyncIterableIterator<Change>}
 */
export class Changes {
  #subscription;
  /** @type {Change[]} */
  #waiting = [];
  #taken = 0;
  /** @type {{done: true, error?: Error} | undefined} */
  #end;
  /** @type {((result?: unknown) => void) | undefined} */
  #wake;

  /** @param {(handlers: Handlers) => Subscription} subscribe @param {AbortSignal} [signal] */
  constructor(subscribe, signal) {
    this.#subscription = subscribe({
      snapshot: (state, position) => this.#add({ type: 'snapshot', state, position }),
      event: (data, position) => this.#add({ type: 'event', data, position }),
      reset: () => this.#add({ type: 'reset' }),
      state: ({ name, problem }) => {
        if (name === 'failed') this.#finish(new ProblemError(problem ?? {}));
        if (name === 'ended') this.#finish();
      },
    });
    signal?.addEventListener('abort', () => this.#finish(), { once: true });
  }

  /** Whether what has been handed out so far, and what waits, is current. */
  get state() {
    return this.#subscription.state;
  }

  /** @returns {Promise<IteratorResult<Change, undefined>>} */
  async next() {
    while (this.#taken === this.#waiting.length && !this.#end) {
      await new Promise((resolve) => (this.#wake = resolve));
    }
    if (this.#taken < this.#waiting.length) return { done: false, value: this.#take() };
    const error = this.#end?.error;
    this.#end = { done: true };
    if (error) throw error;
    return { done: true, value: undefined };
  }

  /** @returns {Promise<IteratorResult<Change, undefined>>} */
  async return() {
    this.#waiting = [];
    this.#taken = 0;
    this.#finish();
    return { done: true, value: undefined };
  }

  [Symbol.asyncIterator]() {
    return this;
  }

  #take() {
    const change = this.#waiting[this.#taken++];
    if (this.#taken === this.#waiting.length || this.#taken === MOST_WAITING) {
      this.#waiting = this.#waiting.slice(this.#taken);
      this.#taken = 0;
    }
    return change;
  }

  /** @param {Change} change */
  #add(change) {
    if (this.#end) return;
    this.#waiting.push(change);
    if (this.#waiting.length - this.#taken > MOST_WAITING) {
      this.#finish(new Error(`The loop is too slow for its stream: more than ${MOST_WAITING} changes wait for it.`));
    } else {
      this.#wake?.();
    }
  }

  /** @param {Error} [error] */
  #finish(error) {
    this.#end ??= { done: true, ...(error && { error }) };
    this.#subscription?.close();
    this.#wake?.();
  }
}
