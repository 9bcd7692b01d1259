import { find, setText } from './elements.js';
import { ProblemError, ask } from './requests.js';

/** Asks the visitor for a name. */
export class NameForm {
  #dialog = find('#name');
  #form = find('#name form');
  #field = find('#visitor-name');
  #error = find('#visitor-name-error');
  #cancel = find('#name [data-close]');
  #chosen;
  #sending = false;

  /** @param {(name: string) => void} chosen */
  constructor(chosen) {
    this.#chosen = chosen;
    this.#form.addEventListener('submit', (/** @type {Event} */ event) => {
      event.preventDefault();
      void this.#send();
    });
    this.#cancel.addEventListener('click', () => this.#dialog.close());
    // Without a name there is nothing behind the dialog to go back to.
    this.#dialog.addEventListener('cancel', (/** @type {Event} */ event) => this.#cancel.hidden && event.preventDefault());
  }

  /** @param {string} name the present one, if there is one @param {string} [hint] */
  open(name, hint = '') {
    this.#cancel.hidden = name === '';
    this.#field.value = name;
    this.#fail(hint);
    if (!this.#dialog.open) this.#dialog.showModal();
    this.#field.select();
  }

  async #send() {
    if (this.#sending) return;
    const name = this.#field.value.trim();
    if (name === '') {
      this.#fail('Choose a name that others will see.');
      this.#field.focus();
      return;
    }
    this.#sending = true;
    try {
      const visitor = await ask('/me', { method: 'PUT', body: { name } });
      this.#dialog.close();
      this.#chosen(visitor.name);
    } catch (error) {
      this.#fail(error instanceof ProblemError ? error.message : String(error));
      this.#field.focus();
    } finally {
      this.#sending = false;
    }
  }

  /** @param {string} text */
  #fail(text) {
    setText(this.#error, text);
    this.#error.hidden = text === '';
    if (text === '') this.#field.removeAttribute('aria-invalid');
    else this.#field.setAttribute('aria-invalid', 'true');
  }
}
