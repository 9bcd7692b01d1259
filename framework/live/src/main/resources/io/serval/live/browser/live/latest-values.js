/** @typedef {import('./types.js').Handlers} Handlers */
/** @typedef {import('./types.js').State} State */
/** @typedef {import('./subscription.js').Subscription} Subscription */

/** @template V @template K @typedef {import('../live.js').LatestOptions<V, K>} LatestOptions */

/**
 * The newest value of each key of a latest topic. Values in between may never come: they are old by then.
 *
 * @template V, K
 */
export class LatestValues {
  #subscription;
  /** @type {Map<K, V>} */
  #values = new Map();
  /** @type {Set<K>} */
  #changed = new Set();

  /**
   * @param {(handlers: Handlers, options: {signal?: AbortSignal}) => Subscription} subscribe
   * @param {LatestOptions<V, K>} [options]
   */
  constructor(subscribe, options = {}) {
    this.#subscription = subscribe(
      {
        snapshot: (entries) => {
          for (const key of this.#values.keys()) this.#changed.add(key);
          this.#values.clear();
          for (const entry of entries) this.#apply(entry);
        },
        event: (change) => this.#apply(change),
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

  /** The values by their keys, now. @returns {ReadonlyMap<K, V>} */
  get values() {
    return this.#values;
  }

  get state() {
    return this.#subscription.state;
  }

  close() {
    this.#subscription.close();
  }

  /** @param {{key: any, value?: V, removed?: boolean}} change */
  #apply({ key, value, removed }) {
    // Objects are keys by what they hold, not by which object they are.
    const id = key instanceof Object ? JSON.stringify(key) : key;
    if (removed) this.#values.delete(id);
    else this.#values.set(id, /** @type {V} */ (value));
    this.#changed.add(id);
  }
}
