import { find } from './elements.js';
import { ProblemError, ask, problemText } from './requests.js';

/** @typedef {import('./shipments.js').Shipment} Shipment */

const FIELDS = ['carrier', 'trackingNumber', 'reference'];

/** The form for a new parcel. What is wrong with an entry is said beside it, in the words of the server. */
export class RegisterForm {
  #dialog = find('#register');
  #form = find('#register form');
  #error = find('.form-error');
  #submit = find('[type=submit]', this.#form);
  #registered;
  #sending = false;

  /** @param {(shipment: Shipment, isNew: boolean) => void} registered */
  constructor(registered) {
    this.#registered = registered;
    this.#form.addEventListener('submit', (/** @type {Event} */ event) => {
      event.preventDefault();
      void this.#send();
    });
    find('[data-close]', this.#form).addEventListener('click', () => this.#dialog.close());
  }

  open() {
    this.#form.reset();
    this.#clearErrors();
    this.#dialog.showModal();
    this.#field('trackingNumber').focus();
  }

  async #send() {
    if (this.#sending) return;
    this.#clearErrors();
    const entries = Object.fromEntries(FIELDS.map((name) => [name, this.#field(name).value.trim()]));
    if (entries.trackingNumber === '') {
      this.#showErrors([{ pointer: '/body/trackingNumber', detail: 'Enter the tracking number, as on the label or in the mail.' }]);
      return;
    }
    if (entries.reference === '') delete entries.reference;
    this.#showSending(true);
    try {
      const { status, body } = await ask('/shipments', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(entries),
      });
      this.#dialog.close();
      this.#registered(body, status === 201);
    } catch (error) {
      this.#showProblem(error instanceof ProblemError ? error.problem : { title: String(error) });
    } finally {
      this.#showSending(false);
    }
  }

  /** @param {import('./requests.js').Problem} problem */
  #showProblem(problem) {
    const errors = problem.errors ?? [];
    const ofFields = errors.filter(({ pointer }) => fieldOf(pointer));
    if (ofFields.length < errors.length || errors.length === 0) {
      this.#error.textContent = problemText(problem);
      this.#error.hidden = false;
      this.#error.focus();
    }
    this.#showErrors(ofFields);
  }

  /** @param {{pointer?: string, detail: string}[]} errors */
  #showErrors(errors) {
    for (const { pointer, detail } of errors) {
      const name = fieldOf(pointer);
      const place = find(`#${name}-error`, this.#form);
      place.textContent = place.hidden ? detail : `${place.textContent} ${detail}`;
      place.hidden = false;
      this.#field(name).setAttribute('aria-invalid', 'true');
    }
    this.#form.querySelector('[aria-invalid=true]')?.focus();
  }

  #clearErrors() {
    this.#error.hidden = true;
    for (const name of FIELDS) {
      this.#field(name).removeAttribute('aria-invalid');
      find(`#${name}-error`, this.#form).hidden = true;
    }
  }

  /** @param {boolean} sending */
  #showSending(sending) {
    this.#sending = sending;
    this.#submit.setAttribute('aria-disabled', String(sending));
    this.#submit.textContent = sending ? 'Registering…' : 'Register';
  }

  /** @param {string} name */
  #field(name) {
    return this.#form.elements.namedItem(name);
  }
}

/** @param {string} [pointer] a JSON pointer that begins with the part of the request @returns {string} the field's name, or nothing */
function fieldOf(pointer = '') {
  return FIELDS.find((name) => pointer === `/body/${name}`) ?? '';
}
