/**
 * Live streams of a Serval server, many over one WebSocket.
 *
 *     import { connect } from '/_serval/live.js';
 *     const live = connect();
 *     const subscription = live.subscribe('/shipments', {
 *       snapshot: (state) => list.replace(state.shipments),
 *       event: (event) => list.apply(event),
 *     });
 *
 * What a handler sees of a path is in order and without repeats, over any number of reconnects: every reconnect
 * resumes where the last event left off. When that is no longer possible, `reset` says so before the new start.
 *
 * A position is an opaque string, and so it is only ever compared for equality here.
 *
 * @module
 */

/** An RFC 9457 problem document. @typedef {{type?: string, title?: string, status?: number, detail?: string}} Problem */

/**
 * What to do with a stream. Each is optional; one that throws is reported and stops neither the others nor the stream.
 * @typedef {object} Handlers
 * @property {(state: any, position: string) => void} [snapshot] the state to start from; it replaces what was shown.
 *   `position` holds once the events of the same frame, which follow at once, have been shown too
 * @property {(data: any, position: string) => void} [event] the next event
 * @property {() => void} [reset] what was shown is void; a new start follows at once
 * @property {(problem: Problem, retrying: boolean) => void} [refused] the server said no. After a 429 or 5xx it is asked
 *   again with back-off (`retrying`); after anything else the subscription is over
 * @property {() => void} [ended] the server ended the stream; the subscription is over
 * @property {() => void} [subscribed] the server follows the path, at the start and after each reconnect
 * @property {(position: string) => void} [current] everything that the server has sent so far has been shown
 */

/**
 * `connecting`: no socket has been open yet. `reconnecting`: it was lost, or could not be had; what is shown may be old.
 * @typedef {{readonly name: 'connecting' | 'open' | 'reconnecting' | 'closed', readonly since: Date}} State
 */

/**
 * What the module takes from its surroundings, so that a test can hand in its own.
 * @typedef {object} Environment
 * @property {new (url: string) => WebSocket} WebSocket
 * @property {(task: () => void, delay: number) => any} setTimeout
 * @property {(timer: any) => void} clearTimeout
 * @property {() => number} now milliseconds since 1970
 * @property {() => number} random from 0 to below 1
 * @property {(error: unknown) => void} reportError
 * @property {EventTarget} [window] fires `online`
 * @property {EventTarget & {visibilityState: string}} [document] fires `visibilitychange`
 */

/** One frame's worth of a stream. @typedef {{position: string, snapshot?: any, events?: {position: string, data: any}[],
 *   reset?: boolean}} Envelope */

const FIRST_BACKOFF = 500;
const LONGEST_BACKOFF = 10_000;
const CONNECT_LIMIT = 15_000;
/** The server sends a heartbeat every 15 s: two lost and some patience. */
const SILENCE_LIMIT = 40_000;
/** A socket that lived this long was a good one, and the back-off starts from the beginning. */
const STEADY = 5_000;
/** How many positions of a stream are remembered to recognise an event that was shown before. */
const REMEMBERED = 1_000;

/**
 * Makes a client. It opens its socket with the first subscription.
 *
 * @param {{url?: string, signal?: AbortSignal, environment?: Partial<Environment>}} [options] `url` of the socket,
 *   relative to the page (`/_serval/live`); `signal` closes the client
 * @returns {Live}
 */
export function connect({ url = '/_serval/live', signal, environment = {} } = {}) {
  const target = new URL(url, globalThis.location?.href);
  target.protocol = target.protocol.replace(/^http/, 'ws');
  return new Live(target.href, { ...surroundings(), ...environment }, signal);
}

/** @returns {Environment} */
function surroundings() {
  return {
    WebSocket: globalThis.WebSocket,
    setTimeout: (task, delay) => globalThis.setTimeout(task, delay),
    clearTimeout: (timer) => globalThis.clearTimeout(timer),
    now: () => Date.now(),
    random: () => Math.random(),
    reportError: (error) => (globalThis.reportError ?? console.error)(error),
    window: globalThis.window,
    document: globalThis.document,
  };
}

/** The client of a page. Fires `state` when {@link Live#state} has changed. Made by {@link connect}. */
class Live extends EventTarget {
  #environment;
  #connection;
  /** @type {Map<string, Stream>} */
  #byPath = new Map();
  /** The streams by the number that the server gave them on this socket. @type {Map<number, Stream>} */
  #byNumber = new Map();
  /** @type {State} */
  #state;
  #closing = new AbortController();

  /** @param {string} url @param {Environment} environment @param {AbortSignal} [signal] */
  constructor(url, environment, signal) {
    super();
    this.#environment = environment;
    this.#state = this.#stateNow('connecting');
    this.#connection = new Connection(url, environment, {
      opened: () => this.#opened(),
      frame: (frame) => this.#frame(frame),
      lost: () => this.#lost(),
    });
    const listening = { signal: this.#closing.signal };
    environment.window?.addEventListener('online', () => this.reconnect(), listening);
    environment.document?.addEventListener('visibilitychange', () => {
      if (environment.document?.visibilityState === 'visible') this.reconnect();
    }, listening);
    if (signal?.aborted) this.close();
    else signal?.addEventListener('abort', () => this.close(), listening);
  }

  /** How the socket is. @returns {State} */
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
    const subscription = new Subscription(stream, handlers, from !== undefined, () => this.#left(stream));
    const inStep = stream.standsAt(from);
    this.#byPath.set(path, stream);
    stream.subscriptions.add(subscription);
    if (!inStep) this.#restart(stream);
    if (this.#connection.isOpen) this.#ask(stream);
    else this.#connection.open();
    signal?.addEventListener('abort', () => subscription.close(), { once: true });
    return subscription;
  }

  /** Tries at once instead of waiting for the back-off. Does nothing while the socket is open and in use. */
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

  #lost() {
    for (const stream of [...this.#byPath.values()]) {
      if (stream.subscriptions.size === 0) this.#remove(stream);
      else this.#detach(stream);
    }
    if (this.#byPath.size > 0) this.#connection.openLater();
    this.#become(this.#byPath.size > 0 ? 'reconnecting' : 'connecting');
  }

  /** @param {any} frame */
  #frame(frame) {
    if ('subscribed' in frame) this.#subscribed(frame.subscribed, frame.stream);
    else if ('refused' in frame) this.#refused(frame.refused, frame.problem ?? {});
    else if ('ended' in frame) this.#ended(frame.ended);
    else if ('stream' in frame) this.#byNumber.get(frame.stream)?.show(frame);
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
    stream.tell('subscribed');
  }

  /** @param {string} path @param {Problem} problem */
  #refused(path, problem) {
    const stream = this.#byPath.get(path);
    if (stream?.phase !== 'asked') return;
    const status = problem.status ?? 500;
    const retrying = (status === 429 || status >= 500) && stream.subscriptions.size > 0;
    if (!retrying) {
      this.#remove(stream);
    } else {
      stream.phase = 'idle';
      stream.retryLater(() => this.#connection.isOpen && this.#ask(stream));
    }
    stream.tell('refused', problem, retrying);
  }

  /** @param {number} number */
  #ended(number) {
    const stream = this.#byNumber.get(number);
    if (!stream) return;
    this.#remove(stream);
    stream.tell('ended');
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

  /** @param {State['name']} name */
  #become(name) {
    if (this.#state.name === name) return;
    this.#state = this.#stateNow(name);
    this.dispatchEvent(new Event('state'));
  }

  /** @param {State['name']} name @returns {State} */
  #stateNow(name) {
    return Object.freeze({ name, since: new Date(this.#environment.now()) });
  }
}

/** One reader of a path. */
class Subscription {
  #stream;
  #handlers;
  #closing;
  #closed = false;
  /** Whether the reader holds something that a fresh start would make void. */
  #begun;
  #void = false;
  /** @type {string | undefined} */
  #last;

  /** @param {Stream} stream @param {Handlers} handlers @param {boolean} begun @param {() => void} closing */
  constructor(stream, handlers, begun, closing) {
    this.#stream = stream;
    this.#handlers = handlers;
    this.#begun = begun;
    this.#closing = closing;
  }

  /** Where the reader stands, to be the `from` of a later subscription. None before the start. */
  get position() {
    return this.#closed ? this.#last : this.#stream.position;
  }

  /** Ends the subscription: none of its handlers is called from here on. */
  close() {
    if (this.#closed) return;
    this.#last = this.#stream.position;
    this.#closed = true;
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

  /** @package @param {keyof Handlers} what @param {any[]} details */
  tell(what, ...details) {
    if (this.#closed) return;
    try {
      /** @type {any} */ (this.#handlers[what])?.(...details);
    } catch (error) {
      this.#stream.environment.reportError(error);
    }
  }
}

/** A path on the wire, and who reads it. */
class Stream {
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
  #refusals = 0;
  /** The latest positions that were shown, oldest first. @type {Set<string>} */
  #shown = new Set();
  /** Counts the fresh starts, so that a frame is not continued across one that a handler caused. */
  #starts = 0;
  #showing = false;

  /** @param {string} path @param {string | undefined} from @param {Environment} environment */
  constructor(path, from, environment) {
    this.path = path;
    this.position = from;
    this.environment = environment;
    if (from !== undefined) this.#shown.add(from);
  }

  /** Whether a reader at this position can join as things are. @param {string | undefined} from */
  standsAt(from) {
    return !this.#showing && this.position === from;
  }

  /** What has been shown is void. */
  forget() {
    this.position = undefined;
    this.#shown.clear();
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

  /** @param {() => void} ask */
  retryLater(ask) {
    this.retry = this.environment.setTimeout(() => {
      this.retry = undefined;
      ask();
    }, backoff(this.#refusals++, this.environment));
  }

  /** @param {Envelope} envelope */
  show(envelope) {
    this.#showing = true;
    try {
      this.#show(envelope);
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
    if ('snapshot' in envelope && start === this.#starts) {
      this.position = envelope.position;
      this.tell('snapshot', envelope.snapshot, envelope.position);
    }
    for (const { position, data } of envelope.events ?? []) {
      if (start !== this.#starts) return;
      if (this.#shown.has(position)) continue;
      this.#moveTo(position);
      this.tell('event', data, position);
    }
    if (start !== this.#starts) return;
    if (!this.#shown.has(envelope.position)) this.#moveTo(envelope.position);
    this.tell('current', envelope.position);
  }

  /** @param {keyof Handlers} what @param {any[]} details */
  tell(what, ...details) {
    for (const subscription of [...this.subscriptions]) subscription.tell(what, ...details);
  }

  /** @param {string} position */
  #moveTo(position) {
    this.position = position;
    this.#shown.add(position);
    if (this.#shown.size > REMEMBERED) this.#shown.delete(/** @type {string} */ (this.#shown.values().next().value));
  }
}

/**
 * One socket at a time, and another after it. What an older one still has to say is ignored.
 *
 * @typedef {{opened: () => void, frame: (frame: object) => void, lost: () => void}} Listener
 */
class Connection {
  #url;
  #environment;
  #listener;
  /** @type {WebSocket | undefined} */
  #socket;
  #openedAt = 0;
  #heardAt = 0;
  #failures = 0;
  /** @type {any} */
  #watchdog;
  /** @type {any} */
  #waiting;
  isOpen = false;

  /** @param {string} url @param {Environment} environment @param {Listener} listener */
  constructor(url, environment, listener) {
    this.#url = url;
    this.#environment = environment;
    this.#listener = listener;
  }

  /** Opens a socket, unless there is one or one is due. */
  open() {
    if (this.#socket || this.#waiting !== undefined) return;
    const socket = new this.#environment.WebSocket(this.#url);
    this.#socket = socket;
    socket.onopen = () => socket === this.#socket && this.#opened();
    socket.onmessage = ({ data }) => socket === this.#socket && this.#heard(data);
    socket.onclose = () => socket === this.#socket && this.#drop();
    this.#heardAt = this.#environment.now();
    this.#watch(CONNECT_LIMIT);
  }

  openLater() {
    this.#waiting = this.#environment.setTimeout(() => this.#openNow(), backoff(this.#failures++, this.#environment));
  }

  /** Opens now if one is due later; drops a socket that has gone silent, as one may after the machine slept. */
  hurry() {
    if (this.#waiting !== undefined) this.#openNow();
    else if (this.isOpen && this.#silence() >= SILENCE_LIMIT) this.#drop();
  }

  /** @param {object} message */
  send(message) {
    if (this.isOpen) this.#socket?.send(JSON.stringify(message));
  }

  close() {
    this.#environment.clearTimeout(this.#waiting);
    this.#release();
  }

  #openNow() {
    this.#environment.clearTimeout(this.#waiting);
    this.#waiting = undefined;
    this.open();
  }

  #opened() {
    this.isOpen = true;
    this.#openedAt = this.#heardAt = this.#environment.now();
    this.#watch(SILENCE_LIMIT);
    this.#listener.opened();
  }

  /** @param {string} text */
  #heard(text) {
    this.#heardAt = this.#environment.now();
    const frame = this.#parse(text);
    if (frame) this.#listener.frame(frame);
    else this.#drop();
  }

  /** @param {string} text @returns {object | undefined} */
  #parse(text) {
    try {
      const frame = JSON.parse(text);
      if (frame instanceof Object) return frame;
      throw new TypeError('not an object');
    } catch (cause) {
      const sample = String(text).slice(0, 100);
      this.#environment.reportError(new Error(`A live frame is no JSON object: ${sample}. Reconnecting.`, { cause }));
      return undefined;
    }
  }

  /** @param {number} limit */
  #watch(limit) {
    this.#environment.clearTimeout(this.#watchdog);
    this.#watchdog = this.#environment.setTimeout(() => {
      if (this.#silence() >= limit) this.#drop();
      else this.#watch(limit);
    }, limit - this.#silence());
  }

  #silence() {
    return this.#environment.now() - this.#heardAt;
  }

  #drop() {
    if (this.isOpen && this.#environment.now() - this.#openedAt >= STEADY) this.#failures = 0;
    this.#release();
    this.#listener.lost();
  }

  /** Lets go of the socket without waiting for its end, which on a dead line may take minutes. */
  #release() {
    const socket = this.#socket;
    this.#socket = undefined;
    this.isOpen = false;
    this.#environment.clearTimeout(this.#watchdog);
    socket?.close();
  }
}

/** Full jitter: anywhere up to a bound that doubles. @param {number} failures @param {Environment} environment */
function backoff(failures, { random }) {
  return random() * Math.min(LONGEST_BACKOFF, FIRST_BACKOFF * 2 ** failures);
}
