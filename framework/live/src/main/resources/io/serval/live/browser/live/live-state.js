/** @typedef {import('./types.js').Handlers} Handlers */
/** @typedef {import('./types.js').State} State */
/** @typedef {import('./subscription.js').Subscription} Subscription */

/** @template S @typedef {import('../live.js').LiveStateOptions<S>} LiveStateOptions */

/**
 * A state of the server in the page, kept right by the events that follow it.
 *
 * @template S, E
 */
export class LiveState {
  #subscription;
  /** @type {S | undefined} */
  #value;
  #dirty = false;
  /** @type {State | undefined} */
  #broken;
  #options;

  /**
   * @param {(handlers: Handlers, options: {from?: string, signal?: AbortSignal}) => Subscription} subscribe
   * @param {(state: S, event: E) => S} reduce
   * @param {LiveStateOptions<S>} [options]
   */
  constructor(subscribe, reduce, options = {}) {
    this.#options = options;
    this.#value = options.initial;
    this.#subscription = subscribe(
      {
        snapshot: (state) => this.#set(state),
        event: (event) => this.#apply(reduce, event),
        reset: () => this.#set(options.initial),
        shown: () => this.#changed(),
        state: (state) => options.state?.(state),
      },
      options,
    );
  }

  /** As the last event left it; nothing before the start, unless there is an `initial` one. */
  get value() {
    return this.#value;
  }

  get position() {
    return this.#subscription.position;
  }

  get state() {
    return this.#broken ?? this.#subscription.state;
  }

  close() {
    this.#subscription.close();
  }

  /** @param {(state: S, event: E) => S} reduce @param {E} event */
  #apply(reduce, event) {
    try {
      this.#set(reduce(/** @type {S} */ (this.#value), event));
    } catch (error) {
      // What the event would have made of the state is not known, so neither is anything after it.
      const problem = { title: 'An event could not be applied.', detail: String(error) };
      this.#broken = Object.freeze({ name: 'failed', since: new Date(), problem });
      this.close();
      this.#options.state?.(this.#broken);
      throw error;
    }
  }

  /** @param {S | undefined} value */
  #set(value) {
    this.#value = value;
    this.#dirty = true;
  }

  #changed() {
    if (!this.#dirty) return;
    this.#dirty = false;
    this.#options.changed?.(/** @type {S} */ (this.#value));
  }
}
