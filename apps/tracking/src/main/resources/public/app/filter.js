import { element, find, setText } from './elements.js';
import { statusLabel, statuses } from './statuses.js';

/** What the reader wants to see of the list: a text, and one status or all. */
export class Filter {
  #text = find('#filter-text');
  #form = find('.filter');
  #chips = new Map(['', ...statuses()].map((status) => [status, chip(status)]));

  /** @param {() => void} changed */
  constructor(changed) {
    find('.chips').append(...[...this.#chips.values()].map(({ label }) => label));
    this.#check('');
    this.#form.addEventListener('input', changed);
    this.#form.addEventListener('submit', (/** @type {Event} */ event) => event.preventDefault());
  }

  /** @param {boolean} offered whether there is anything to filter */
  set offered(offered) {
    this.#form.hidden = !offered;
  }

  get text() {
    return this.#text.value.trim();
  }

  get status() {
    return [...this.#chips].find(([, { input }]) => input.checked)?.[0] ?? '';
  }

  clear() {
    this.#text.value = '';
    this.#check('');
    this.#text.focus();
  }

  /**
   * Shows how many parcels each choice would leave. One that would leave none is not offered, unless it is the choice.
   *
   * @param {{shipment: {status: string}}[]} rows
   */
  showCounts(rows) {
    /** @type {Map<string, number>} */
    const counts = new Map([['', rows.length]]);
    for (const { shipment } of rows) counts.set(shipment.status, (counts.get(shipment.status) ?? 0) + 1);
    for (const [status, { label, input, count }] of this.#chips) {
      const many = counts.get(status) ?? 0;
      setText(count, String(many));
      label.hidden = many === 0 && !input.checked && status !== '';
    }
  }

  /** @param {string} status */
  #check(status) {
    const chosen = this.#chips.get(status);
    if (chosen) chosen.input.checked = true;
  }
}

/** @param {string} status */
function chip(status) {
  const input = /** @type {HTMLInputElement} */ (
    element('input', { type: 'radio', name: 'status', value: status, class: 'unseen' })
  );
  const count = element('span', { class: 'chip-count' }, '0');
  const text = element('span', {}, status === '' ? 'All' : statusLabel(status));
  const label = element('label', { class: 'chip', 'data-status': status }, input, text, ' ', count);
  return { label, input, count };
}
