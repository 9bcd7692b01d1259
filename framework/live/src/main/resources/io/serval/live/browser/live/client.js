import { Changes } from './changes.js';
import { Connection } from './connection.js';
import { surroundings } from './environment.js';
import { LatestValues } from './latest-values.js';
import { LiveState } from './live-state.js';
import { followPage } from './page-life.js';
import { passes } from './problem.js';
import { Stream } from './stream.js';
import { Subscription } from './subscription.js';

/** @typedef {import('./types.js').Environment} Environment */
/** @typedef {import('./types.js').Handlers} Handlers */
/** @typedef {import('./types.js').Limits} Limits */
/** @typedef {import('./types.js').LineState} LineState */
/** @typedef {import('./types.js').Problem} Problem */

/** The server sends a heartbeat every 15 s: two lost and some patience. */
const LIMITS = { silence: 40_000, connect: 10_000, hidden: 60_000, back: 30_000 };

/**
 * Makes a client. It opens its line with the first subscription.
 *
 * @param {import('../live.js').ConnectOptions} [options]
 * @returns {Live}
 */
export function connect({ url = '/_serval/live', signal, limits = {}, environment = {} } = {}) {
  const target = new URL(url, globalThis.location?.href);
  target.protocol = target.protocol.replace(/^http/, 'ws');
  return new Live(target.href, { ...surroundings(), ...environment }, { ...LIMITS, ...limits }, signal);
}

/** The client of a page. Fires `state` when {@link Live#state} has changed. Made by {@link connect}. */
export class Live extends EventTarget {
  #environment;
  #connection;
  /** @type {Map<string, Stream>} */
  #byPath = new Map();
  /** The streams by the number that the server gave them on this line. @type {Map<number, Stream>} */
  #byNumber = new Map();
  /** @type {LineState} */
  #state;
  #closing = new AbortController();

  /** @param {string} url @param {Environment} environment @param {Limits} limits @param {AbortSignal} [signal] */
  constructor(url, environment, limits, signal) {
    super();
    this.#environment = environment;
    this.#state = this.#stateOf('connecting');
    this.#connection = new Connection(url, environment, limits, {
      opened: () => this.#opened(),
      frame: (frame) => this.#frame(frame),
      lost: (since) => this.#lost(since),
      moved: () => this.#moved(),
    });
    followPage(environment, limits.hidden, this.#closing.signal, {
      left: () => this.#connection.rest(),
      back: () => this.#back(),
      offline: () => this.#connection.drop(),
      online: (within) => this.#connection.hurry(within),
    });
    if (signal?.aborted) this.close();
    else signal?.addEventListener('abort', () => this.close(), { signal: this.#closing.signal });
  }

  /** How the line is. @returns {LineState} */
  get state() {
    return this.#state;
  }

  /**
   * Follows a path. The same path twice in a page shares one stream on the wire. A later subscriber that does not stand
   * exactly where the shared stream stands needs a start of its own; the whole path then starts afresh, and those who
   * were there get `reset` before it. That keeps one position per path, and everybody in step.
   *
   * @param {string} path of a live route, with its query if it has one; no host
   * @param {Handlers} handlers
   * @param {{from?: string, signal?: AbortSignal}} [options] `from`: a position, wanted is what comes after it;
   *   `signal` ends the subscription
   * @returns {Subscription}
   * @throws {TypeError} if the path does not begin with a slash
   * @throws {Error} if this client has been closed
   */
  subscribe(path, handlers, { from, signal } = {}) {
    if (!path.startsWith('/')) throw new TypeError(`A live path begins with "/", "${path}" does not.`);
    if (this.#closing.signal.aborted) throw new Error(`Cannot subscribe to ${path}: this client has been closed.`);
    signal?.throwIfAborted();
    const stream = this.#byPath.get(path) ?? new Stream(path, from, this.#environment);
    const close = () => subscription.close();
    const subscription = new Subscription(stream, handlers, from !== undefined, () => {
      signal?.removeEventListener('abort', close);
      this.#left(stream);
    });
    const inStep = stream.standsAt(from);
    this.#byPath.set(path, stream);
    stream.subscriptions.add(subscription);
    if (!inStep) this.#restart(stream);
    else queueMicrotask(() => stream.isCurrent && subscription.become('current'));
    if (this.#connection.isOpen) this.#ask(stream);
    else this.#connection.open();
    signal?.addEventListener('abort', close);
    return subscription;
  }

  /**
   * Follows a path as a sequence of changes, for `for await`. It begins at once, not with the first turn of the loop.
   *
   * @param {string} path @param {{from?: string, signal?: AbortSignal}} [options] as for {@link subscribe}
   * @returns {Changes}
   */
  changes(path, options) {
    return new Changes((handlers) => this.subscribe(path, handlers, options), options?.signal);
  }

  /**
   * Follows a state and keeps it right by a pure function, as the routes of a `LiveState` want it.
   *
   * @template S, E
   * @param {string} path
   * @param {(state: S, event: E) => S} reduce
   * @param {import('../live.js').LiveStateOptions<S>} [options]
   * @returns {LiveState<S, E>}
   */
  reduce(path, reduce, options) {
    return new LiveState((handlers, of) => this.subscribe(path, handlers, of), reduce, options);
  }

  /**
   * Follows a latest topic: the newest value of each of its keys.
   *
   * @template V, [K=string]
   * @param {string} path
   * @param {import('../live.js').LatestOptions<V, K>} [options]
   * @returns {LatestValues<V, K>}
   */
  latest(path, options) {
    return new LatestValues((handlers, of) => this.subscribe(path, handlers, of), options);
  }

  /** Tries at once instead of waiting for the back-off. Does nothing while the line is open and in use. */
  reconnect() {
    if (this.#byPath.size > 0) this.#connection.hurry();
  }

  /** Ends the client and, without a word to their handlers, all subscriptions. Nothing can be subscribed after it. */
  close() {
    if (this.#closing.signal.aborted) return;
    this.#closing.abort();
    for (const stream of [...this.#byPath.values()]) {
      for (const subscription of [...stream.subscriptions]) subscription.close();
      this.#remove(stream);
    }
    this.#connection.close();
    this.#become('closed');
  }

  #opened() {
    this.#become('open');
    for (const stream of this.#byPath.values()) this.#ask(stream);
  }

  /** @param {number} since */
  #lost(since) {
    for (const stream of [...this.#byPath.values()]) {
      if (stream.subscriptions.size === 0) this.#remove(stream);
      else this.#detach(stream);
    }
    const needed = this.#byPath.size > 0;
    if (this.#connection.isResting) this.#become('paused', since);
    else this.#become(needed ? 'reconnecting' : 'connecting', this.#lostSince(since));
    if (needed && !this.#connection.isResting) this.#connection.openLater();
    for (const stream of this.#byPath.values()) stream.become('stale', { since });
  }

  /** What is shown is as old as what was heard last. @param {number} heardAt */
  #lostSince(heardAt) {
    if (this.#state.name === 'paused') return this.#state.since.getTime();
    return this.#state.name === 'open' ? heardAt : undefined;
  }

  /** Another line goes on where the last one was; nobody has to know. */
  #moved() {
    for (const stream of [...this.#byPath.values()]) {
      if (stream.subscriptions.size === 0) this.#remove(stream);
      else this.#detach(stream);
    }
    this.#opened();
  }

  #back() {
    this.#connection.wake();
    if (this.#byPath.size > 0) this.#connection.open();
    else if (this.#state.name === 'paused') this.#become('connecting');
    this.reconnect();
  }

  /** @param {any} frame */
  #frame(frame) {
    if ('subscribed' in frame) this.#subscribed(frame.subscribed, frame.stream);
    else if ('refused' in frame) this.#refused(frame.refused, frame.problem ?? {}, frame.retry);
    else if ('ended' in frame) this.#ended(frame.ended);
    else if ('interrupted' in frame) this.#interrupted(frame.interrupted, frame.retry);
    else if ('stream' in frame) this.#show(frame);
  }

  /**
   * Asks the server for a path. A path has one question open at most; what changes meanwhile waits for the answer, so
   * that no answer, and no frame, can be taken for another question's.
   *
   * @param {Stream} stream
   */
  #ask(stream) {
    if (stream.phase !== 'idle' || stream.retry !== undefined) return;
    stream.phase = 'asked';
    stream.askAgain = false;
    this.#connection.send({ subscribe: stream.path, from: stream.position });
  }

  /** @param {string} path @param {number} number */
  #subscribed(path, number) {
    const stream = this.#byPath.get(path);
    if (stream?.phase !== 'asked') return;
    stream.phase = 'following';
    stream.number = number;
    if (stream.subscriptions.size === 0 || stream.askAgain) {
      this.#unfollow(stream);
      if (stream.subscriptions.size === 0) this.#remove(stream);
      else this.#ask(stream);
      return;
    }
    this.#byNumber.set(number, stream);
  }

  /** @param {any} frame */
  #show(frame) {
    const stream = this.#byNumber.get(frame.stream);
    if (!stream || stream.show(frame)) return;
    // Something is missing. What came is not shown before the server has been asked for all that follows the last one.
    this.#unfollow(stream);
    this.#ask(stream);
  }

  /** @param {string} path @param {Problem} problem @param {number} [retry] */
  #refused(path, problem, retry) {
    const stream = this.#byPath.get(path);
    if (stream?.phase !== 'asked') return;
    if (passes(problem) && stream.subscriptions.size > 0) {
      this.#askLater(stream, retry);
      stream.become('stale', { problem });
    } else {
      this.#remove(stream);
      stream.become('failed', { problem });
    }
  }

  /** The response of a path has ended, and nobody said for good. @param {string} path @param {number} [retry] */
  #interrupted(path, retry) {
    const stream = this.#byPath.get(path);
    if (!stream) return;
    this.#askLater(stream, retry);
    stream.become('stale');
  }

  /** @param {Stream} stream @param {number} [retry] */
  #askLater(stream, retry) {
    this.#detach(stream);
    stream.retryLater(() => this.#connection.isOpen && this.#ask(stream), retry);
  }

  /** @param {number} number */
  #ended(number) {
    const stream = this.#byNumber.get(number);
    if (!stream) return;
    this.#remove(stream);
    stream.become('ended');
  }

  /** Starts a path from nothing, for a subscriber who needs more than what comes next. @param {Stream} stream */
  #restart(stream) {
    stream.forget();
    if (stream.phase === 'asked') stream.askAgain = true;
    if (stream.phase === 'following') this.#unfollow(stream);
  }

  /** A subscription was closed. @param {Stream} stream */
  #left(stream) {
    if (stream.subscriptions.size > 0 || stream.phase === 'asked' || this.#byPath.get(stream.path) !== stream) return;
    if (stream.phase === 'following') this.#unfollow(stream);
    this.#remove(stream);
  }

  /** @param {Stream} stream */
  #unfollow(stream) {
    this.#connection.send({ unsubscribe: stream.path });
    this.#detach(stream);
  }

  /** @param {Stream} stream */
  #remove(stream) {
    this.#detach(stream);
    this.#byPath.delete(stream.path);
  }

  /** @param {Stream} stream */
  #detach(stream) {
    if (stream.number !== undefined) this.#byNumber.delete(stream.number);
    stream.detach();
  }

  /** @param {LineState['name']} name @param {number} [since] */
  #become(name, since) {
    const next = this.#stateOf(name, since);
    if (this.#state.name === name && this.#state.over === next.over) return;
    this.#state = next;
    this.dispatchEvent(new Event('state'));
  }

  /** @param {LineState['name']} name @param {number} [since] @returns {LineState} */
  #stateOf(name, since = this.#environment.now()) {
    return Object.freeze({ name, since: new Date(since), ...(name === 'open' && { over: this.#connection.over }) });
  }
}
