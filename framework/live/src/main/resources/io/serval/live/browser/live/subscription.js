/** @typedef {import('./types.js').Handlers} Handlers */
/** @typedef {import('./types.js').Problem} Problem */
/** @typedef {import('./types.js').State} State */

/** One reader of a path. */
export class Subscription {
  #stream;
  #handlers;
  #closing;
  /** @type {State} */
  #state;
  /** Whether the reader holds something that a fresh start would make void. */
  #begun;
  #void = false;
  /** @type {string | undefined} */
  #last;

  /**
   * @param {import('./stream.js').Stream} stream
   * @param {Handlers} handlers
   * @param {boolean} begun whether the reader stands somewhere already
   * @param {() => void} closing called once
   */
  constructor(stream, handlers, begun, closing) {
    this.#stream = stream;
    this.#handlers = handlers;
    this.#begun = begun;
    this.#closing = closing;
    this.#state = this.#stateNow(begun ? 'stale' : 'connecting');
  }

  /** Where the reader stands, to be the `from` of a later subscription. None before the start. */
  get position() {
    return this.#isClosed ? this.#last : this.#stream.position;
  }

  /** Whether what is shown is current. */
  get state() {
    return this.#state;
  }

  /** Ends the subscription: none of its handlers is called from here on. */
  close() {
    if (this.#isClosed) return;
    this.#last = this.#stream.position;
    this.#state = this.#stateNow('closed');
    this.#stream.subscriptions.delete(this);
    this.#closing();
  }

  /** What the reader holds is void; it is told so before the new start. @package */
  avoid() {
    this.#void = this.#begun;
  }

  /** A frame is about to be shown. @package */
  begin() {
    const told = this.#void;
    this.#begun = true;
    this.#void = false;
    if (told) this.tell('reset');
  }

  /**
   * The reader can trust what is shown more, or less. A stale one stays stale since when it became so.
   *
   * @package
   * @param {'current' | 'stale' | 'failed' | 'ended'} name
   * @param {{problem?: Problem, since?: number}} [details]
   */
  become(name, { problem, since } = {}) {
    const next = name === 'stale' && !this.#begun ? 'connecting' : name;
    if (this.#isClosed || (next === this.#state.name && problem === this.#state.problem)) return;
    const began = next === this.#state.name ? this.#state.since.getTime() : since;
    this.#state = this.#stateNow(next, problem, began);
    this.tell('state', this.#state);
  }

  /** @package @param {keyof Handlers} what @param {any[]} details */
  tell(what, ...details) {
    if (this.#isClosed) return;
    try {
      /** @type {any} */ (this.#handlers[what])?.(...details);
    } catch (error) {
      this.#stream.environment.reportError(error);
    }
  }

  get #isClosed() {
    return this.#state.name === 'closed';
  }

  /** @param {State['name']} name @param {Problem} [problem] @param {number} [since] @returns {State} */
  #stateNow(name, problem, since = this.#stream.environment.now()) {
    return Object.freeze({ name, since: new Date(since), ...(problem && { problem }) });
  }
}
