import { backoff } from './backoff.js';
import { relation } from './position.js';

/** @typedef {import('./types.js').Envelope} Envelope */
/** @typedef {import('./types.js').Environment} Environment */
/** @typedef {import('./types.js').Handlers} Handlers */
/** @typedef {import('./types.js').Problem} Problem */
/** @typedef {import('./subscription.js').Subscription} Subscription */

/** A path on the wire, and who reads it. */
export class Stream {
  /** @type {Set<Subscription>} */
  subscriptions = new Set();
  /** `asked`: the answer to a subscribe is awaited. @type {'idle' | 'asked' | 'following'} */
  phase = 'idle';
  /** A fresh start became necessary while an answer was awaited. */
  askAgain = false;
  /** The server's number for it, while it is followed. @type {number | undefined} */
  number;
  /** The timer after a refusal. @type {any} */
  retry;
  /** Whether everything that the server has sent is shown, and it is followed. */
  isCurrent = false;
  #refusals = 0;
  /** The gap that was seen last, so that it is asked about once. */
  #gap = '';
  /** Whether its topic leaves out what a newer event has made void. */
  #skips = false;
  /** Counts the fresh starts, so that a frame is not continued across one that a handler caused. */
  #starts = 0;
  #showing = false;

  /** @param {string} path @param {string | undefined} from @param {Environment} environment */
  constructor(path, from, environment) {
    this.path = path;
    this.position = from;
    this.environment = environment;
  }

  /** Whether a reader at this position can join as things are. @param {string | undefined} from */
  standsAt(from) {
    return !this.#showing && this.position === from;
  }

  /** What has been shown is void. */
  forget() {
    this.position = undefined;
    this.isCurrent = false;
    this.#starts++;
    for (const subscription of this.subscriptions) subscription.avoid();
  }

  /** It is no longer on the wire. */
  detach() {
    this.phase = 'idle';
    this.number = undefined;
    this.environment.clearTimeout(this.retry);
    this.retry = undefined;
  }

  /** @param {() => void} ask @param {number} [delay] that the server wishes */
  retryLater(ask, delay) {
    this.retry = this.environment.setTimeout(
      () => {
        this.retry = undefined;
        ask();
      },
      delay ?? backoff(this.#refusals++, this.environment.random),
    );
  }

  /** @param {Envelope} envelope @returns {boolean} whether nothing is missing between what was shown and what it holds */
  show(envelope) {
    this.#showing = true;
    try {
      return this.#show(envelope);
    } finally {
      this.#showing = false;
    }
  }

  /** @param {Envelope} envelope */
  #show(envelope) {
    this.#refusals = 0;
    if (envelope.reset) this.forget();
    const start = this.#starts;
    for (const subscription of [...this.subscriptions]) subscription.begin();
    if (start === this.#starts) this.#showSnapshot(envelope);
    for (const { position, data } of envelope.events ?? []) {
      if (start !== this.#starts) return true;
      const relates = this.position === undefined ? 'next' : relation(this.position, position);
      if (relates === 'known') continue;
      if (relates === 'gap' && !this.#confirms(position)) return false;
      this.position = position;
      this.tell('event', data, position);
    }
    if (start !== this.#starts) return true;
    this.#reach(envelope.position);
    this.tell('shown', this.position);
    this.become('current');
    return true;
  }

  /** @param {Envelope} envelope */
  #showSnapshot({ snapshot, events = [], position }) {
    if (snapshot === undefined) return;
    // What precedes the first event has no position of its own, if events come along.
    this.position = events.length > 0 ? undefined : position;
    this.tell('snapshot', snapshot, position);
  }

  /** Where the server says that the stream is now; a replay may end before. @param {string | undefined} position */
  #reach(position) {
    if (position === undefined) return;
    if (this.position === undefined || relation(this.position, position) !== 'known') this.position = position;
  }

  /**
   * Whether a gap has been asked about, and the server, asked for what follows, has said the same again: nothing lies in it.
   * Then this is a topic that skips what is out of date, and its gaps are as it should be.
   *
   * @param {string} next
   */
  #confirms(next) {
    const gap = `${this.position} ${next}`;
    this.#skips ||= gap === this.#gap;
    this.#gap = gap;
    return this.#skips;
  }

  /** @param {keyof Handlers} what @param {any[]} details */
  tell(what, ...details) {
    for (const subscription of [...this.subscriptions]) subscription.tell(what, ...details);
  }

  /** @param {Parameters<Subscription['become']>} state */
  become(...state) {
    this.isCurrent = state[0] === 'current';
    for (const subscription of [...this.subscriptions]) subscription.become(...state);
  }
}
