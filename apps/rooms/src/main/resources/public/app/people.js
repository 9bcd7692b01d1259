import { avatar, element, find, setText } from './elements.js';

/** @typedef {import('./room-connection.js').Presence} Presence */

/** Somebody who has not typed for so long has stopped. */
const TYPING = 5_000;

/** Who is here, and who is typing. */
export class People {
  #pane = find('.people-pane');
  #list = find('.people');
  #toggle = find('#people-toggle');
  #typing = find('.typing');
  #self = '';
  #chosen;
  /** In the order in which they came. @type {Map<string, HTMLElement>} */
  #members = new Map();
  /** Who is typing, and when that is over. @type {Map<string, ReturnType<typeof setTimeout>>} */
  #typists = new Map();

  /** @param {(member: string) => void} chosen somebody to talk to alone */
  constructor(chosen) {
    this.#chosen = chosen;
    this.#toggle.addEventListener('click', () => this.#open(this.#toggle.getAttribute('aria-expanded') !== 'true'));
    find('#people-close').addEventListener('click', () => this.#close());
    this.#pane.addEventListener('keydown', (/** @type {KeyboardEvent} */ event) => {
      if (event.key === 'Escape') this.#close();
    });
  }

  /** @param {string} self */
  enter(self) {
    this.#self = self;
    this.replace([]);
    this.#open(false);
  }

  /** @param {Presence[]} members */
  replace(members) {
    this.#members = new Map(members.map(({ member }) => [member, this.#item(member)]));
    this.#list.replaceChildren(...this.#members.values());
    for (const typist of [...this.#typists.keys()]) if (!this.#members.has(typist)) this.stopped(typist);
    this.#count();
  }

  /** @param {Presence} presence */
  joined({ member }) {
    if (this.#members.has(member)) return;
    const item = this.#item(member);
    this.#members.set(member, item);
    this.#list.append(item);
    this.#count();
  }

  /** @param {Presence} presence */
  left({ member }) {
    this.#members.get(member)?.remove();
    this.#members.delete(member);
    this.stopped(member);
    this.#count();
  }

  /** @param {string} member */
  typing(member) {
    if (member === this.#self) return;
    clearTimeout(this.#typists.get(member));
    this.#typists.set(member, setTimeout(() => this.stopped(member), TYPING));
    this.#showTyping();
  }

  /** @param {string} member */
  stopped(member) {
    clearTimeout(this.#typists.get(member));
    if (this.#typists.delete(member)) this.#showTyping();
  }

  /** Nobody is known to be here while there is no connection. @param {boolean} known */
  known(known) {
    this.#pane.classList.toggle('unknown', !known);
    if (!known) for (const typist of [...this.#typists.keys()]) this.stopped(typist);
  }

  /** @param {string} member */
  #item(member) {
    const own = member === this.#self;
    const label = [avatar(member), element('span', { class: 'name' }, member)];
    if (own) return element('li', {}, element('span', { class: 'person' }, ...label, element('span', { class: 'you' }, 'you')));
    const person = element('button', { type: 'button', class: 'person', title: `Write to ${member} only` }, ...label);
    person.addEventListener('click', () => {
      this.#open(false);
      this.#chosen(member);
    });
    return element('li', {}, person);
  }

  #count() {
    const many = this.#members.size;
    setText(find('span', this.#toggle), `${many} here`);
    this.#toggle.setAttribute('aria-label', many === 1 ? '1 person is here' : `${many} people are here`);
  }

  #showTyping() {
    const names = [...this.#typists.keys()];
    const [first, second] = names;
    const text =
      names.length === 0 ? '' : names.length === 1 ? `${first} is typing…` : names.length === 2 ? `${first} and ${second} are typing…` : 'Several people are typing…';
    setText(this.#typing, text);
  }

  /** @param {boolean} open */
  #open(open) {
    this.#toggle.setAttribute('aria-expanded', String(open));
    this.#pane.dataset.open = String(open);
    if (open) find('#people-title').focus();
  }

  #close() {
    this.#open(false);
    this.#toggle.focus();
  }
}
