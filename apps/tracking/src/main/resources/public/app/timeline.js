import { element, find, highlight } from './elements.js';
import { skeletons } from './notice.js';
import { showStatus } from './statuses.js';
import { dayAndTime, dayName, timeOfDay } from './times.js';

/** @typedef {import('./shipments.js').Scan} Scan */
/** @typedef {import('./shipments.js').Shipment} Shipment */

/** What happened to a parcel, the newest first. An entry is put in its place; the others stay as they are. */
export class Timeline {
  #list = find('.timeline');
  /** In the order of the list. @type {{time: number, day: HTMLElement, item: HTMLElement}[]} */
  #entries = [];

  clear() {
    this.#entries = [];
    this.#list.replaceChildren();
  }

  showSkeleton() {
    this.#list.append(...skeletons('skeleton-entry', 3));
  }

  removeSkeleton() {
    for (const shape of this.#list.querySelectorAll('.skeleton')) shape.remove();
  }

  get isEmpty() {
    return this.#entries.length === 0;
  }

  /** @param {Shipment} shipment @param {boolean} fresh */
  addRegistration({ registeredAt }, fresh) {
    const text = element('p', { class: 'entry-text' }, 'Since then its carrier is asked for news.');
    this.#add(registeredAt, element('p', { class: 'entry-title' }, 'Registered here'), [text], fresh, {});
  }

  /** @param {Scan} scan @param {boolean} fresh whether it came while the reader was looking */
  add(scan, fresh) {
    const badge = element('span', { class: 'badge' });
    showStatus(badge, scan.status);
    const place = scan.location ? element('span', { class: 'entry-place' }, scan.location) : undefined;
    const title = element('p', { class: 'entry-title' }, badge, ' ', place);
    const lines = [element('p', { class: 'entry-text' }, scan.description)];
    if (scan.carrierStatus !== scan.description) {
      lines.push(element('p', { class: 'entry-code' }, `Carrier’s code: ${scan.carrierStatus}`));
    }
    if (scan.late) lines.push(lateness(scan));
    this.#add(scan.occurredAt, title, lines, fresh, { 'data-late': scan.late ? 'true' : undefined });
  }

  /**
   * @param {string} instant
   * @param {HTMLElement} title
   * @param {HTMLElement[]} lines
   * @param {boolean} fresh
   * @param {{[attribute: string]: string | undefined}} attributes
   */
  #add(instant, title, lines, fresh, attributes) {
    const time = Date.parse(instant);
    const day = element('p', { class: 'entry-day' }, dayName(new Date(time)));
    const body = element('div', { class: 'entry-body' }, title, ...lines);
    const item = element('li', { class: 'entry', ...attributes }, day, timeOfDay(instant), body);
    const place = this.#entries.findIndex((entry) => entry.time <= time);
    const index = place < 0 ? this.#entries.length : place;
    this.#list.insertBefore(item, this.#entries[index]?.item ?? null);
    this.#entries.splice(index, 0, { time, day, item });
    this.#showDay(index);
    this.#showDay(index + 1);
    if (fresh) highlight(item);
  }

  /** A day is named where it begins. @param {number} index */
  #showDay(index) {
    const entry = this.#entries[index];
    if (entry) entry.day.hidden = entry.day.textContent === this.#entries[index - 1]?.day.textContent;
  }
}

/** @param {Scan} scan */
function lateness({ receivedAt }) {
  const text = ` Received ${dayAndTime(new Date(receivedAt))}, after newer ones.`;
  return element('p', { class: 'entry-late' }, element('strong', {}, 'Late scan.'), text);
}
