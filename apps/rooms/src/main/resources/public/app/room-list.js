import { element, find, setText } from './elements.js';
import { ProblemError, ask } from './requests.js';

/** @typedef {{name: string, openedBy?: string, openedAt: string}} Room */

/** @param {string} room */
export function addressOf(room) {
  return `#/${encodeURIComponent(room)}`;
}

/** The rooms, and the form that opens another. */
export class RoomList {
  #list = find('.rooms');
  #form = find('#open-room');
  #field = find('#room-name');
  #error = find('#room-name-error');
  #opened;
  /** @type {Map<string, HTMLAnchorElement>} */
  #links = new Map();
  #chosen = '';
  #sending = false;

  /** @param {(room: string) => void} opened by the reader */
  constructor(opened) {
    this.#opened = opened;
    this.#form.addEventListener('submit', (/** @type {Event} */ event) => {
      event.preventDefault();
      void this.#open();
    });
  }

  /** @param {Room[]} rooms */
  replace(rooms) {
    this.#links.clear();
    this.#list.replaceChildren();
    rooms.forEach((room) => this.add(room));
  }

  /** @param {Room} room */
  add({ name }) {
    if (this.#links.has(name)) return;
    const link = /** @type {HTMLAnchorElement} */ (
      element('a', { class: 'room', href: addressOf(name) }, element('span', { class: 'hash', 'aria-hidden': 'true' }, '#'), element('span', { class: 'name' }, name))
    );
    this.#links.set(name, link);
    this.#list.append(element('li', {}, link));
    this.#mark();
  }

  /** @param {string} room */
  choose(room) {
    this.#chosen = room;
    this.#mark();
  }

  /** Moves the focus to a room's link, if there is one. @param {string} room */
  focus(room) {
    this.#links.get(room)?.focus();
    return this.#links.has(room);
  }

  #mark() {
    for (const [name, link] of this.#links) {
      if (name === this.#chosen) link.setAttribute('aria-current', 'page');
      else link.removeAttribute('aria-current');
    }
  }

  async #open() {
    if (this.#sending) return;
    const name = this.#field.value.trim();
    this.#fail('');
    if (name === '') {
      this.#fail('Give the room a name.');
      return;
    }
    this.#sending = true;
    try {
      const room = await ask('/rooms', { method: 'POST', body: { name } });
      this.#form.reset();
      this.add(room);
      this.#opened(room.name);
    } catch (error) {
      this.#fail(error instanceof ProblemError ? error.message : String(error));
    } finally {
      this.#sending = false;
    }
  }

  /** @param {string} text */
  #fail(text) {
    setText(this.#error, text);
    this.#error.hidden = text === '';
    if (text === '') {
      this.#field.removeAttribute('aria-invalid');
    } else {
      this.#field.setAttribute('aria-invalid', 'true');
      this.#field.focus();
    }
  }
}
