import { say } from './announcer.js';
import { find, setText } from './elements.js';
import { exactTime } from './times.js';

/** @typedef {import('./room-connection.js').State} State */

const LINE = { connecting: 'Connecting', live: 'Live', reconnecting: 'Reconnecting', offline: 'Offline', failed: 'Not live' };

/** Says whether what is shown is current, and if not, since when, why, and what can be done. */
export class Currentness {
  #line = find('.line');
  #banner = find('.stale');
  #text = find('.stale p');
  #button = find('.stale button');
  #seen = false;
  /** @type {() => void} */
  #retry = () => {};

  constructor() {
    this.#button.addEventListener('click', () => this.#retry());
  }

  /** There is no room to be current about. */
  clear() {
    this.#seen = false;
    this.#line.hidden = true;
    this.#banner.hidden = true;
  }

  /** @param {State} state @param {() => void} retry */
  show({ name, since, reason }, retry) {
    this.#retry = retry;
    this.#line.hidden = false;
    this.#line.dataset.state = name;
    setText(this.#line, LINE[name]);
    if (name === 'live') {
      if (this.#seen && !this.#banner.hidden) say('Connected again. What you see is current.');
      this.#seen = true;
      this.#banner.hidden = true;
    } else if (name !== 'connecting') {
      this.#stale(name, since, reason);
    }
  }

  /** @param {State['name']} name @param {Date} since @param {string} reason */
  #stale(name, since, reason) {
    const caution = this.#seen ? 'what you see may be old, and what you write is sent later' : 'nothing could be loaded yet';
    const text = `${LINE[name]} since ${exactTime(since)} — ${caution}. ${reason}`.trim();
    const news = this.#banner.hidden;
    setText(this.#text, text);
    this.#button.hidden = name === 'offline';
    this.#banner.hidden = false;
    if (news) say(text);
  }
}
