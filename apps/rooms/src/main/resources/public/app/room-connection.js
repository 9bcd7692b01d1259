/**
 * The socket of a room, and another one after it: it resumes where the last message left off, so that each message is
 * handed on once and in order, over any number of reconnects.
 *
 * @module
 */

import { ProblemError, ask } from './requests.js';

/** @typedef {{position: string, id: string, from: string, ts: string, payload: {text: string}}} Said */
/** @typedef {{member: string, since: string}} Presence */

/**
 * `connecting`: nothing could be shown yet. `live`: what is shown is current. `reconnecting`: it may be old, and is tried
 * again by itself. `offline`: as the browser says; tried again once it is online. `failed`: nothing is tried by itself.
 * @typedef {{name: 'connecting' | 'live' | 'reconnecting' | 'offline' | 'failed', since: Date, reason: string}} State
 */

/**
 * @typedef {object} Handlers
 * @property {(state: State) => void} state
 * @property {(welcome: {member: string, members: Presence[], older: boolean, reset: boolean}, fresh: boolean) => void}
 *   welcome `fresh`: what was shown is void, or there was nothing
 * @property {(message: Said) => void} said
 * @property {() => void} current all that there is has been handed on
 * @property {(members: Presence[]) => void} members
 * @property {(presence: Presence) => void} joined
 * @property {(presence: Presence) => void} left
 * @property {(from: string) => void} typing
 * @property {(message: {id: string, from: string, to: string, ts: string, payload: {text: string}}) => void} direct
 * @property {(id: string, position: string | undefined) => void} ack
 * @property {(error: {code: string, detail: string, retryAfter?: number}, id: string | undefined) => void} error
 */

const FIRST_BACKOFF = 400;
const LONGEST_BACKOFF = 8_000;
const CONNECT_LIMIT = 10_000;
/** The server sends something every 15 s: two lost and some patience. */
const SILENCE_LIMIT = 40_000;

const POLICY_VIOLATION = 1008;

export class RoomConnection {
  #room;
  #handlers;
  /** @type {WebSocket | undefined} */
  #socket;
  /** @type {State} */
  #state = { name: 'connecting', since: new Date(), reason: '' };
  /** Of the last message that was handed on. @type {string | undefined} */
  #position;
  /** The newest message when the socket was opened; once it was handed on, all is current. */
  #top = '';
  #welcomed = false;
  #failures = 0;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #retry;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #watchdog;
  #ending = new AbortController();

  /** @param {string} room @param {Handlers} handlers */
  constructor(room, handlers) {
    this.#room = room;
    this.#handlers = handlers;
    const { signal } = this.#ending;
    window.addEventListener('online', () => this.reconnect(), { signal });
    window.addEventListener('offline', () => this.#lost(''), { signal });
    this.#open();
  }

  get isLive() {
    return this.#state.name === 'live';
  }

  /** Sends a message; not if the room is not live. @param {object} message */
  send(message) {
    if (this.isLive) this.#socket?.send(JSON.stringify(message));
  }

  /** Tries at once instead of waiting. */
  reconnect() {
    if (this.#socket || this.#ending.signal.aborted) return;
    clearTimeout(this.#retry);
    this.#open();
  }

  /** Drops the socket, and opens another: the name has changed, say. */
  renew() {
    this.#release();
    this.reconnect();
  }

  close() {
    this.#ending.abort();
    clearTimeout(this.#retry);
    this.#release();
  }

  #open() {
    const url = new URL(`/rooms/${encodeURIComponent(this.#room)}/socket`, location.href);
    url.protocol = url.protocol.replace(/^http/, 'ws');
    if (this.#position !== undefined) url.searchParams.set('from', this.#position);
    const socket = new WebSocket(url);
    this.#socket = socket;
    this.#welcomed = false;
    socket.onmessage = ({ data }) => socket === this.#socket && this.#heard(JSON.parse(data));
    socket.onclose = ({ code, reason }) => socket === this.#socket && this.#closed(code, reason);
    this.#watch(CONNECT_LIMIT);
  }

  /** @param {any} frame */
  #heard(frame) {
    this.#watch(SILENCE_LIMIT);
    const { type, id, payload } = frame;
    switch (type) {
      case 'welcome':
        this.#welcome(frame);
        break;
      case 'said':
        this.#position = frame.position;
        this.#handlers.said(frame);
        this.#becomeCurrent();
        break;
      case 'members':
        this.#handlers.members(payload.members);
        break;
      case 'joined':
      case 'left':
        this.#handlers[type](payload);
        break;
      case 'typing':
        this.#handlers.typing(frame.from);
        break;
      case 'direct':
        this.#handlers.direct(frame);
        break;
      case 'ack':
        this.#handlers.ack(id, frame.position);
        break;
      case 'error':
        this.#handlers.error(payload, id);
        break;
      default: // a heartbeat, or what a later server says
    }
  }

  /** @param {any} frame */
  #welcome({ position, payload }) {
    const fresh = this.#position === undefined || payload.reset;
    this.#position = position;
    this.#top = payload.top;
    this.#welcomed = true;
    this.#failures = 0;
    this.#handlers.welcome(payload, fresh);
    this.#becomeCurrent();
  }

  #becomeCurrent() {
    if (this.isLive || this.#position !== this.#top) return;
    this.#become('live', '');
    this.#handlers.current();
  }

  /** @param {number} code @param {string} reason */
  #closed(code, reason) {
    const welcomed = this.#welcomed;
    if (code === POLICY_VIOLATION) {
      this.#release();
      this.#become('failed', `The server has ended the conversation: ${reason || 'no reason given'}`);
      return;
    }
    this.#lost(reason);
    if (!welcomed) void this.#explain();
  }

  /** A socket that cannot be had does not say why; an address of the room over HTTP does. */
  async #explain() {
    try {
      await ask(`/rooms/${encodeURIComponent(this.#room)}/messages?limit=1`);
    } catch (error) {
      const refused = error instanceof ProblemError && (error.problem.status ?? 0);
      if (this.#socket || this.#ending.signal.aborted || !refused) return;
      if (refused >= 500 || refused === 429) {
        this.#become(this.#state.name, error.message);
      } else {
        clearTimeout(this.#retry);
        this.#become('failed', error.message);
      }
    }
  }

  /** @param {string} reason */
  #lost(reason) {
    this.#release();
    if (this.#ending.signal.aborted) return;
    clearTimeout(this.#retry);
    if (!navigator.onLine) {
      this.#become('offline', '');
      return;
    }
    const delay = Math.random() * Math.min(LONGEST_BACKOFF, FIRST_BACKOFF * 2 ** this.#failures++);
    this.#retry = setTimeout(() => this.#open(), delay);
    this.#become(this.#position === undefined && this.#failures < 3 ? 'connecting' : 'reconnecting', reason);
  }

  /** @param {number} limit */
  #watch(limit) {
    clearTimeout(this.#watchdog);
    this.#watchdog = setTimeout(() => this.#lost('The server is silent.'), limit);
  }

  /** Lets go of the socket without waiting for its end, which on a dead line may take minutes. */
  #release() {
    const socket = this.#socket;
    this.#socket = undefined;
    clearTimeout(this.#watchdog);
    socket?.close();
    if (this.isLive) this.#state = { ...this.#state, name: 'reconnecting', since: new Date() };
  }

  /** @param {State['name']} name @param {string} reason */
  #become(name, reason) {
    const stale = this.#state.name !== 'live' && name !== 'live';
    this.#state = { name, since: stale ? this.#state.since : new Date(), reason };
    this.#handlers.state(this.#state);
  }
}
