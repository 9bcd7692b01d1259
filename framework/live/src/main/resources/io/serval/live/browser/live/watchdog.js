/** @typedef {import('./types.js').Environment} Environment */

/** Notices that nothing has been heard for too long, which on a line with heartbeats means that it is dead. */
export class Watchdog {
  heardAt;
  #environment;
  #alarm;
  /** @type {any} */
  #timer;

  /** @param {Environment} environment @param {number} limit @param {() => void} alarm called once */
  constructor(environment, limit, alarm) {
    this.#environment = environment;
    this.#alarm = alarm;
    this.heardAt = environment.now();
    this.watch(limit);
  }

  heard() {
    this.heardAt = this.#environment.now();
  }

  /** Watches with another limit from here on. @param {number} limit */
  watch(limit) {
    this.#environment.clearTimeout(this.#timer);
    const silence = this.#environment.now() - this.heardAt;
    this.#timer = this.#environment.setTimeout(() => {
      if (this.#environment.now() - this.heardAt >= limit) this.#alarm();
      else this.watch(limit);
    }, limit - silence);
  }

  stop() {
    this.#environment.clearTimeout(this.#timer);
  }
}
