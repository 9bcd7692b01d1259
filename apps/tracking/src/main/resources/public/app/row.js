import { element, highlight, setText } from './elements.js';
import { name, statusTime } from './shipments.js';
import { showStatus } from './statuses.js';
import { moment, showMoment } from './times.js';

/** @typedef {import('./shipments.js').Shipment} Shipment */

/** One parcel in the list. It is made once and changed in place. */
export class Row {
  #carrier = element('span', { class: 'carrier' });
  #number = element('span', { class: 'number' });
  #reference = element('span', { class: 'reference' });
  #badge = element('span', { class: 'badge' });
  #time = moment();
  #searchable = '';

  /** @param {Shipment} shipment */
  constructor(shipment) {
    this.link = element(
      'a',
      { href: `#/shipments/${encodeURIComponent(shipment.id)}`, class: 'row' },
      element('span', { class: 'row-name' }, this.#carrier, ' ', this.#number),
      ' ',
      this.#badge,
      ' ',
      this.#reference,
      ' ',
      this.#time,
    );
    this.item = element('li', {}, this.link);
    this.shipment = shipment;
    this.show(shipment);
  }

  /** @param {Shipment} shipment */
  show(shipment) {
    this.shipment = shipment;
    setText(this.#carrier, shipment.carrier);
    setText(this.#number, shipment.trackingNumber);
    setText(this.#reference, shipment.reference ?? '');
    showStatus(this.#badge, shipment.status);
    showMoment(this.#time, statusTime(shipment));
    this.#searchable = squeeze(`${name(shipment)}\n${shipment.reference ?? ''}`);
  }

  highlight() {
    highlight(this.link);
  }

  /** @param {boolean} chosen */
  set chosen(chosen) {
    if (chosen) this.link.setAttribute('aria-current', 'true');
    else this.link.removeAttribute('aria-current');
  }

  /** @param {{text: string, status: string}} filter */
  matches({ text, status }) {
    return this.#searchable.includes(squeeze(text)) && (status === '' || status === this.shipment.status);
  }

  /** Where it stands in the list: the newest first. @param {Row} other */
  isNewerThan(other) {
    return Date.parse(this.shipment.registeredAt) > Date.parse(other.shipment.registeredAt);
  }
}

/** Numbers are typed with and without blanks. @param {string} text */
function squeeze(text) {
  return text.replace(/[^\S\n]/g, '').toLowerCase();
}
