/** @typedef {import('./types.js').Handlers} Handlers */
/** @typedef {import('./types.js').State} State */
/** @typedef {import('./subscription.js').Subscription} Subscription */

/** @template V @typedef {import('../live.js').LatestOptions<V>} LatestOptions */

/**
 * The newest value of each key of a latest topic. Values in between may never come: they are old by then.
 *
 * @template V
 */
export class LatestValues {
  #subscription;
  /** @type {Map<string, V>} */
  #values = new Map();
  /** @type {Set<string>} */
  #changed = new Set();

  /**
   * @param {(handlers: Handlers, options: {signal?: AbortSignal}) => Subscription} subscribe
   * @param {LatestOptions<V>} [options]
   */
  constructor(subscribe, options = {}) {
    this.#subscription = subscribe(
      {
        snapshot: (values) => {
          for (const key of this.#values.keys()) if (!Object.hasOwn(values, key)) this.#remove(key);
          this.#put(values);
        },
        values: (values, removed) => {
          this.#put(values);
          for (const key of removed) this.#remove(key);
        },
        shown: () => {
          if (this.#changed.size === 0) return;
          const keys = this.#changed;
          this.#changed = new Set();
          options.changed?.(this.#values, keys);
        },
        state: (state) => options.state?.(state),
      },
      options,
    );
  }

  /** The values by their keys, now. @returns {ReadonlyMap<string, V>} */
  get values() {
    return this.#values;
  }

  get state() {
    return this.#subscription.state;
  }

  close() {
    this.#subscription.close();
  }

  /** @param {{[key: string]: V}} values */
  #put(values) {
    for (const [key, value] of Object.entries(values)) {
      this.#values.set(key, value);
      this.#changed.add(key);
    }
  }

  /** @param {string} key */
  #remove(key) {
    if (this.#values.delete(key)) this.#changed.add(key);
  }
}
