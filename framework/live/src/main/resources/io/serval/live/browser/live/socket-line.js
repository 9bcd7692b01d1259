import { Watchdog } from './watchdog.js';

/** @typedef {import('./types.js').Environment} Environment */
/** @typedef {import('./types.js').Limits} Limits */
/** @typedef {import('./types.js').Line} Line */
/** @typedef {import('./types.js').LineListener} LineListener */

/** A WebSocket that carries many streams. @implements {Line} */
export class SocketLine {
  over = /** @type {const} */ ('websocket');
  isOpen = false;
  hasHeard = false;
  #socket;
  #environment;
  #limits;
  #listener;
  #watchdog;
  #released = false;

  /** @param {string} url @param {Environment} environment @param {Limits} limits @param {LineListener} listener */
  constructor(url, environment, limits, listener) {
    this.#environment = environment;
    this.#limits = limits;
    this.#listener = listener;
    this.#watchdog = new Watchdog(environment, limits.connect, () => this.#lost(this.isOpen ? 'silent' : 'slow'));
    this.#socket = new environment.WebSocket(url);
    this.#socket.onopen = () => this.#released || this.#opened();
    this.#socket.onmessage = ({ data }) => this.#released || this.#heard(data);
    this.#socket.onclose = () => this.#lost('ended');
  }

  get heardAt() {
    return this.#watchdog.heardAt;
  }

  /** @param {import('./types.js').Command} message */
  send(message) {
    if (this.isOpen) this.#socket.send(JSON.stringify(message));
  }

  release() {
    this.#released = true;
    this.isOpen = false;
    this.#watchdog.stop();
    this.#socket.close();
  }

  #opened() {
    this.isOpen = true;
    this.#watchdog.heard();
    this.#watchdog.watch(this.#limits.silence);
    this.#listener.opened();
  }

  /** @param {string} text */
  #heard(text) {
    this.#watchdog.heard();
    this.hasHeard = true;
    const frame = this.#parse(text);
    if (frame) this.#listener.frame(frame);
    else this.#lost('ended');
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

  /** @param {'ended' | 'silent' | 'slow'} why */
  #lost(why) {
    if (this.#released) return;
    this.release();
    this.#listener.lost(why);
  }
}
