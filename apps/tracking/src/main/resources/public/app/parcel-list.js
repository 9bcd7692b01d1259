import { sayChange } from './announcer.js';
import { button, find, setText } from './elements.js';
import { Filter } from './filter.js';
import { hideNotice, showNotice, skeletons } from './notice.js';
import { Row } from './row.js';
import { after, name } from './shipments.js';
import { statusLabel } from './statuses.js';

/** @typedef {import('./shipments.js').Shipment} Shipment */
/** @typedef {import('./shipments.js').ShipmentEvent} ShipmentEvent */

/** The list of parcels. An event changes one row; filter and counts follow once per picture. */
export class ParcelList {
  #list = find('.rows');
  #count = find('.count');
  #more = find('.more');
  #notice = find('.list-notice');
  /** @type {Map<string, Row>} */
  #rows = new Map();
  #filter = new Filter(() => this.#filterChanged());
  #refreshing = false;
  #loaded = false;
  #chosen = '';
  #register;

  /** @param {() => void} register opens the form for a new parcel */
  constructor(register) {
    this.#register = register;
    this.#list.addEventListener('keydown', (/** @type {KeyboardEvent} */ event) => this.#walk(event));
    this.#load();
  }

  get isLoaded() {
    return this.#loaded;
  }

  /** @param {string} id @returns {Shipment | undefined} */
  get(id) {
    return this.#rows.get(id)?.shipment;
  }

  /** @param {{shipments: Shipment[], next?: string}} state */
  replace({ shipments, next }) {
    const before = this.#rows;
    this.#rows = new Map();
    for (const shipment of shipments) {
      const row = before.get(shipment.id) ?? new Row(shipment);
      row.show(shipment);
      row.chosen = shipment.id === this.#chosen;
      this.#rows.set(shipment.id, row);
    }
    this.#list.replaceChildren(...[...this.#rows.values()].map((row) => row.item));
    this.#list.removeAttribute('aria-busy');
    this.#loaded = true;
    this.#more.hidden = next === undefined;
    setText(this.#more, `The ${shipments.length} newest parcels. Older ones open by their address.`);
    this.#refresh();
  }

  /** @param {ShipmentEvent} event */
  apply(event) {
    if (event.type === 'Registered') {
      this.#put(event.shipment).highlight();
      sayChange(event.shipment.id, `${name(event.shipment)}: newly registered`);
    } else {
      const row = this.#rows.get(event.shipmentId);
      if (!row) return;
      row.show(after(row.shipment, event));
      row.highlight();
      sayChange(event.shipmentId, `${name(row.shipment)}: ${summary(event)}`);
    }
    this.#refreshSoon();
  }

  /** Adds a shipment that the stream has not told of yet. @param {Shipment} shipment */
  add(shipment) {
    if (!this.#loaded || this.#rows.has(shipment.id)) return;
    this.#put(shipment);
    this.#refreshSoon();
  }

  /**
   * Says why there is no list.
   *
   * @param {string} text
   * @param {() => void} [retry] what the reader can do about it, if nothing is done by itself
   */
  fail(text, retry) {
    this.#list.replaceChildren();
    this.#list.removeAttribute('aria-busy');
    setText(this.#count, '');
    const again = () => {
      this.#load();
      retry?.();
    };
    showNotice(this.#notice, {
      title: 'The parcels could not be loaded',
      text,
      actions: retry ? [button('Try again', again)] : [],
    });
  }

  /** @param {string} id of the parcel that is shown beside the list; none: '' */
  choose(id) {
    const before = this.#rows.get(this.#chosen);
    if (before) before.chosen = false;
    this.#chosen = id;
    const row = this.#rows.get(id);
    if (row) row.chosen = true;
  }

  /** @param {string} id @returns {boolean} whether it is there to be focused */
  focus(id) {
    const row = this.#rows.get(id);
    if (!row || row.item.hidden) return false;
    row.link.focus();
    return true;
  }

  #load() {
    hideNotice(this.#notice);
    this.#list.replaceChildren(...skeletons('skeleton-row', 6));
    this.#list.setAttribute('aria-busy', 'true');
    setText(this.#count, 'Loading…');
  }

  /** @param {Shipment} shipment */
  #put(shipment) {
    const known = this.#rows.get(shipment.id);
    if (known) {
      known.show(shipment);
      return known;
    }
    const row = new Row(shipment);
    row.chosen = shipment.id === this.#chosen;
    const older = [...this.#rows.values()].filter((it) => row.isNewerThan(it));
    const next = older.find((it) => !older.some((other) => other.isNewerThan(it)));
    this.#list.insertBefore(row.item, next?.item ?? null);
    this.#rows.set(shipment.id, row);
    return row;
  }

  #filterChanged() {
    this.#refreshSoon();
    requestAnimationFrame(() => sayChange('filter', this.#count.textContent));
  }

  #refreshSoon() {
    if (this.#refreshing || !this.#loaded) return;
    this.#refreshing = true;
    requestAnimationFrame(() => {
      this.#refreshing = false;
      this.#refresh();
    });
  }

  #refresh() {
    const rows = [...this.#rows.values()];
    const { text, status } = this.#filter;
    let visible = 0;
    for (const row of rows) {
      const matches = row.matches({ text, status });
      if (matches) visible++;
      if (row.item.hidden === matches) row.item.hidden = !matches;
    }
    this.#filter.offered = rows.length > 0;
    this.#filter.showCounts(rows);
    setText(this.#count, countText(visible, rows.length));
    if (visible > 0) hideNotice(this.#notice);
    else if (rows.length > 0) this.#sayNoMatch();
    else this.#sayEmpty();
  }

  #sayNoMatch() {
    const clear = () => {
      this.#filter.clear();
      this.#refresh();
    };
    if (this.#notice.hidden) {
      showNotice(this.#notice, { title: 'No parcel matches', actions: [button('Show all parcels', clear)] });
    }
  }

  #sayEmpty() {
    if (this.#notice.hidden) {
      showNotice(this.#notice, {
        title: 'No parcels yet',
        text: 'Register one by its tracking number; it appears here and moves as its carrier scans it.',
        actions: [button('Register a parcel', this.#register)],
      });
    }
  }

  /** Arrow keys, or j and k, walk the list. @param {KeyboardEvent} event */
  #walk(event) {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const links = [...this.#rows.values()].filter((row) => !row.item.hidden).map((row) => row.link);
    links.sort((a, b) => (a.compareDocumentPosition(b) & Node.DOCUMENT_POSITION_FOLLOWING ? -1 : 1));
    const at = links.indexOf(/** @type {HTMLElement} */ (document.activeElement));
    const target = { ArrowDown: at + 1, j: at + 1, ArrowUp: at - 1, k: at - 1, Home: 0, End: links.length - 1 }[event.key];
    if (target === undefined) return;
    event.preventDefault();
    links[target]?.focus();
  }
}

/** @param {Exclude<ShipmentEvent, {type: 'Registered'}>} event */
function summary(event) {
  if (event.type === 'StatusChanged') return statusLabel(event.status);
  const { late, location, status } = event.scan;
  const what = late ? `late scan, ${statusLabel(status)}` : statusLabel(event.status);
  return location ? `${what}, ${location}` : what;
}

/** @param {number} visible @param {number} all */
function countText(visible, all) {
  if (all === 0) return '';
  const parcels = all === 1 ? '1 parcel' : `${all} parcels`;
  return visible === all ? parcels : `${visible} of ${parcels}`;
}
