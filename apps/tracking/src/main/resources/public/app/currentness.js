import { say } from './announcer.js';
import { find, setText } from './elements.js';
import { clockTime } from './times.js';

const LINE = {
  connecting: 'Connecting',
  open: 'Live',
  reconnecting: 'Reconnecting',
  paused: 'Paused',
  closed: 'Not live',
};

/**
 * Says whether what is shown is current. It is when the line is open and the server follows the list again, not before:
 * a line alone brings nothing up to date.
 */
export class Currentness {
  #line = find('.line');
  #banner = find('.stale');
  #text = find('.stale p');
  #button = find('.stale button');
  #live;
  /** Since when it is not current. @type {Date | undefined} */
  #since;
  /** Whether there has ever been something to see. */
  #seen = false;
  /** @type {() => void} */
  #retry = () => {};

  /** @param {import('/_serval/live.js').Live} live */
  constructor(live) {
    this.#live = live;
    live.addEventListener('state', () => this.#stateChanged());
    this.#button.addEventListener('click', () => this.#retry());
  }

  /** The list is followed. */
  current() {
    this.#seen = true;
    this.#since = undefined;
    this.#showLine('open');
    if (this.#banner.hidden) return;
    this.#banner.hidden = true;
    say('Connected again. What you see is current.');
  }

  /**
   * The list is not followed any more, though the server can be reached.
   *
   * @param {string} text why
   * @param {() => void} [retry] what the reader can do, if nothing is done by itself
   */
  over(text, retry) {
    this.#showLine(retry ? 'closed' : 'reconnecting');
    this.#stale('Not live', new Date(), text, retry);
  }

  #stateChanged() {
    const { name, since } = this.#live.state;
    if (name === 'paused') this.#showLine(name);
    if (name !== 'reconnecting') return;
    this.#showLine(name);
    this.#stale('Reconnecting', since, '', () => this.#live.reconnect());
  }

  /** @param {string} what @param {Date} since @param {string} why @param {() => void} [retry] */
  #stale(what, since, why, retry) {
    this.#since ??= since;
    const caution = this.#seen ? 'what you see may be old' : 'nothing could be loaded yet';
    setText(this.#text, `${what} since ${clockTime(this.#since)} — ${caution}. ${why}`.trim());
    this.#retry = retry ?? (() => {});
    this.#button.hidden = !retry;
    if (this.#banner.hidden) say(this.#text.textContent);
    this.#banner.hidden = false;
  }

  /** @param {keyof typeof LINE} state */
  #showLine(state) {
    this.#line.dataset.state = state;
    setText(this.#line, LINE[state]);
  }
}
