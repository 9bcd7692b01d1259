import { backoff } from './backoff.js';
import { probe } from './probe.js';
import { SocketLine } from './socket-line.js';
import { SseLine } from './sse-line.js';

/** @typedef {import('./types.js').Environment} Environment */
/** @typedef {import('./types.js').Limits} Limits */
/** @typedef {import('./types.js').Line} Line */

/** A line that lived this long was a good one, and the back-off starts from the beginning. */
const STEADY = 5_000;
/** So many sockets in a row must fail, while the server answers over HTTP, before the page does without. */
const ENOUGH_PROOF = 2;
/** How many times the pause between two attempts to come back to a socket doubles. */
const MOST_DOUBLINGS = 4;

/**
 * @typedef {object} ConnectionListener
 * @property {() => void} opened
 * @property {(frame: any) => void} frame
 * @property {(since: number) => void} lost `since`: when the line was last heard
 * @property {() => void} moved another line has taken the place of the open one
 */

/**
 * Keeps a line to the server while somebody needs one: a WebSocket, or SSE where no socket gets through. Over SSE it goes
 * on to try for a socket, and moves to it once it has brought something.
 */
export class Connection {
  #url;
  #environment;
  #limits;
  #listener;
  /** @type {Line | undefined} */
  #line;
  #openedAt = 0;
  /** @type {any} */
  #waiting;
  #due = 0;
  #failures = 0;
  /** The pause that the server wishes before the next attempt. @type {number | undefined} */
  #retry;
  #resting = false;
  /** How sure it is that sockets do not get through. */
  #proof = 0;
  /** The socket that may take over from SSE. @type {Line | undefined} */
  #candidate;
  /** @type {any} */
  #comingBack;
  #comebacks = 0;
  #probing = new AbortController();

  /** @param {string} url @param {Environment} environment @param {Limits} limits @param {ConnectionListener} listener */
  constructor(url, environment, limits, listener) {
    this.#url = url;
    this.#environment = environment;
    this.#limits = limits;
    this.#listener = listener;
  }

  get isOpen() {
    return this.#line?.isOpen ?? false;
  }

  /** By which means it is open, or would be. */
  get over() {
    return this.#proof >= ENOUGH_PROOF ? 'sse' : 'websocket';
  }

  /** Opens a line, unless there is one, one is due, or it rests. */
  open() {
    if (this.#line || this.#waiting !== undefined || this.#resting) return;
    const Way = this.over === 'sse' ? SseLine : SocketLine;
    /** @type {Line} */
    const line = new Way(this.#url, this.#environment, this.#limits, {
      opened: () => this.#opened(),
      frame: (frame) => this.#frame(frame),
      lost: (why) => this.#lost(line, why),
    });
    this.#line = line;
  }

  /** Opens a line after a pause. */
  openLater() {
    const pause = this.#retry ?? backoff(this.#failures, this.#environment.random);
    this.#retry = undefined;
    this.#failures++;
    this.#wait(pause);
  }

  /** Opens within so many milliseconds if one is due later; drops a line that has gone silent, as after a sleep. */
  hurry(within = 0) {
    if (this.#waiting !== undefined && within > 0) this.#wait(Math.min(within, this.#due - this.#environment.now()));
    else if (this.#waiting !== undefined) this.#openNow();
    else if (this.isOpen && this.#line && this.#isSilent(this.#line)) this.#drop(this.#line);
  }

  /** The machine says that it has no network: what is open is not to be relied on. */
  drop() {
    if (this.#line) this.#drop(this.#line);
  }

  /** Lets go until {@link wake}. */
  rest() {
    if (this.#resting) return;
    this.#resting = true;
    const since = this.#line?.heardAt ?? this.#environment.now();
    this.#release();
    this.#listener.lost(since);
  }

  wake() {
    this.#resting = false;
  }

  get isResting() {
    return this.#resting;
  }

  /** @param {import('./types.js').Command} message */
  send(message) {
    this.#line?.send(message);
  }

  close() {
    this.#release();
  }

  /** @param {number} pause */
  #wait(pause) {
    this.#environment.clearTimeout(this.#waiting);
    this.#due = this.#environment.now() + pause;
    this.#waiting = this.#environment.setTimeout(() => this.#openNow(), pause);
  }

  #openNow() {
    this.#environment.clearTimeout(this.#waiting);
    this.#waiting = undefined;
    this.open();
  }

  #opened() {
    this.#openedAt = this.#environment.now();
    this.#probing.abort();
    if (this.over === 'sse') this.#comeBackLater();
    this.#listener.opened();
  }

  /** @param {any} frame */
  #frame(frame) {
    if (this.over === 'websocket') this.#proof = 0;
    if (typeof frame.retry === 'number' && Object.keys(frame).length === 1) this.#retry = frame.retry;
    else this.#listener.frame(frame);
  }

  /** @param {Line} line @param {'ended' | 'silent' | 'slow'} why */
  #lost(line, why) {
    const since = line.heardAt;
    if (this.#openedAt > 0 && this.#environment.now() - this.#openedAt >= STEADY) this.#failures = 0;
    this.#openedAt = 0;
    this.#line = undefined;
    this.#stopComingBack();
    this.#listener.lost(since);
    if (this.over === 'websocket' && !line.hasHeard) void this.#suspect(why === 'ended' ? 1 : ENOUGH_PROOF);
  }

  /** A socket has brought nothing. If the server can be reached all the same, it is for the socket's own sake. @param {number} proof */
  async #suspect(proof) {
    this.#probing.abort();
    this.#probing = new AbortController();
    const { signal } = this.#probing;
    try {
      await probe(this.#url.replace(/^ws/, 'http'), this.#environment, this.#limits.connect, signal);
    } catch {
      return; // The server is out of reach; that says nothing about sockets.
    }
    if (signal.aborted || this.isOpen) return;
    this.#proof += proof;
    if (this.over === 'sse') {
      if (this.#line) this.#drop(this.#line);
      this.hurry();
    }
  }

  #comeBackLater() {
    this.#stopComingBack();
    const pause = this.#limits.back * 2 ** Math.min(this.#comebacks++, MOST_DOUBLINGS);
    this.#comingBack = this.#environment.setTimeout(() => this.#tryToComeBack(), pause * (1 + this.#environment.random()));
  }

  /** A socket has to bring something, were it a heartbeat, before anything is entrusted to it. */
  #tryToComeBack() {
    /** @type {Line} */
    const candidate = new SocketLine(this.#url, this.#environment, this.#limits, {
      opened: () => {},
      frame: (frame) => (candidate === this.#line ? this.#frame(frame) : this.#moveTo(candidate)),
      lost: (why) => (candidate === this.#line ? this.#lost(candidate, why) : this.#comeBackLater()),
    });
    this.#candidate = candidate;
  }

  /** @param {Line} candidate */
  #moveTo(candidate) {
    this.#candidate = undefined;
    this.#line?.release();
    this.#line = candidate;
    this.#openedAt = this.#environment.now();
    this.#proof = 0;
    this.#comebacks = 0;
    this.#listener.moved();
  }

  #stopComingBack() {
    this.#environment.clearTimeout(this.#comingBack);
    this.#candidate?.release();
    this.#candidate = undefined;
  }

  /** @param {Line} line */
  #isSilent(line) {
    return this.#environment.now() - line.heardAt >= this.#limits.silence;
  }

  /** @param {Line} line */
  #drop(line) {
    line.release();
    this.#lost(line, 'ended');
  }

  #release() {
    this.#environment.clearTimeout(this.#waiting);
    this.#waiting = undefined;
    this.#probing.abort();
    this.#stopComingBack();
    this.#line?.release();
    this.#line = undefined;
    this.#openedAt = 0;
  }
}
