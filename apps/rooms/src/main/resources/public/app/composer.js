import { find, setText } from './elements.js';

const LONGEST = 2_000;
/** From here on it is worth saying how much is left. */
const NEARLY = 1_800;
/** Others are told that somebody types this often at most. */
const TYPING = 3_000;

/** Where the reader writes. */
export class Composer {
  #form = find('.composer');
  #field = find('#text');
  #left = find('.left');
  #mode = find('.to');
  #said;
  #typing;
  #typedAt = 0;
  #to = '';

  /** @param {(text: string, to: string) => void} said `to`: one member only, or nothing @param {() => void} typing */
  constructor(said, typing) {
    this.#said = said;
    this.#typing = typing;
    this.#form.addEventListener('submit', (/** @type {Event} */ event) => {
      event.preventDefault();
      this.#send();
    });
    this.#field.addEventListener('keydown', (/** @type {KeyboardEvent} */ event) => {
      if (event.key === 'Enter' && !event.shiftKey && !event.isComposing) {
        event.preventDefault();
        this.#send();
      } else if (event.key === 'Escape' && this.#to) {
        this.to('');
      }
    });
    this.#field.addEventListener('input', () => this.#changed());
    find('button', this.#mode).addEventListener('click', () => this.to(''));
  }

  /** Begins in another room, with nothing written. */
  enter() {
    this.#field.value = '';
    this.to('', false);
    this.#showLeft();
  }

  /** Writes to one member only, or to all again. @param {string} member */
  to(member, focus = true) {
    this.#to = member;
    this.#mode.hidden = member === '';
    setText(find('span', this.#mode), member ? `Only to ${member}` : '');
    if (focus) this.#field.focus();
  }

  /** Puts a text back that could not be sent. @param {string} text */
  restore(text) {
    if (this.#field.value === '') this.#field.value = text;
    this.#showLeft();
  }

  focus() {
    this.#field.focus();
  }

  #send() {
    const text = this.#field.value.trim();
    if (text === '' || text.length > LONGEST) return;
    this.#field.value = '';
    this.#typedAt = 0;
    this.#showLeft();
    this.#said(text, this.#to);
  }

  #changed() {
    this.#showLeft();
    const now = Date.now();
    if (this.#field.value === '' || this.#to || now - this.#typedAt < TYPING) return;
    this.#typedAt = now;
    this.#typing();
  }

  #showLeft() {
    const left = LONGEST - this.#field.value.length;
    setText(this.#left, this.#field.value.length < NEARLY ? '' : left < 0 ? `${-left} too many` : `${left} left`);
    this.#left.classList.toggle('over', left < 0);
  }
}
