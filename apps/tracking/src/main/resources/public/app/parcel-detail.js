import { button, element, find, setText } from './elements.js';
import { hideNotice, showNotice } from './notice.js';
import { ProblemError, ask, problemText } from './requests.js';
import { after, name, statusTime } from './shipments.js';
import { showStatus } from './statuses.js';
import { Timeline } from './timeline.js';
import { moment, showMoment } from './times.js';

/** @typedef {import('./shipments.js').Shipment} Shipment */
/** @typedef {import('./shipments.js').ShipmentEvent} ShipmentEvent */

/** The past of a parcel comes first, in as many frames as the server likes. It is over when none came for this long. */
const QUIET = 250;

/** The chosen parcel and its way. It follows the parcel's own stream for as long as it is shown. */
export class ParcelDetail {
  #pane = find('.detail-pane');
  #body = find('.detail');
  #notice = find('.detail-notice');
  #carrier = find('.detail-carrier');
  #title = find('#detail-title');
  #reference = find('.detail-reference');
  #hint = find('.detail-hint');
  #now = find('.detail-now');
  #badge = element('span', { class: 'badge' });
  #time = moment();
  #place = element('span', { class: 'detail-place' });
  #timeline = new Timeline();
  /** The parcel as its latest event leaves it. @type {Shipment | undefined} */
  #latest;
  #live;
  #changed;
  /** Ends what goes on for the parcel that is shown. */
  #leaving = new AbortController();
  /** Whether the past has been shown, so that what comes now comes while the reader looks. */
  #settled = false;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #settling;
  /** The time of the scan whose place is shown. */
  #placeTime = 0;

  /**
   * @param {import('/_serval/live.js').Live} live
   * @param {(title: string) => void} changed called with what to name the page after
   */
  constructor(live, changed) {
    this.#live = live;
    this.#changed = changed;
    this.#now.append(this.#badge, ' ', this.#place, ' ', this.#time);
    this.leave();
  }

  /** Shows no parcel. */
  leave() {
    this.#begin();
    this.#body.hidden = true;
    setText(this.#title, 'Chosen parcel');
    showNotice(this.#notice, { title: 'No parcel chosen', text: 'Choose one from the list to see its way.' });
  }

  /**
   * @param {string} id
   * @param {Shipment} [known] what the list knows of it
   * @param {string} [hint] what the reader should know about it
   */
  show(id, known, hint) {
    const { signal } = this.#begin();
    this.#body.hidden = false;
    this.#hint.hidden = hint === undefined;
    setText(this.#hint, hint ?? '');
    this.#timeline.showSkeleton();
    this.#latest = known;
    if (known) this.#showLatest();
    else this.#showNothingYet();
    this.#live.subscribe(
      `/shipments/${encodeURIComponent(id)}/events`,
      {
        reset: () => this.#restart(),
        event: (event) => this.#apply(event),
        shown: () => this.#caughtUp(id, signal),
        state: (state) => this.#showState(id, state),
      },
      { signal },
    );
  }

  focus() {
    this.#title.focus();
  }

  #begin() {
    this.#leaving.abort();
    this.#leaving = new AbortController();
    this.#latest = undefined;
    this.#restart();
    hideNotice(this.#notice);
    return this.#leaving;
  }

  #restart() {
    clearTimeout(this.#settling);
    this.#settled = false;
    this.#placeTime = 0;
    setText(this.#place, '');
    this.#timeline.clear();
  }

  /** @param {ShipmentEvent} event */
  #apply(event) {
    this.#timeline.removeSkeleton();
    if (event.type === 'Registered') {
      this.#timeline.addRegistration(event.shipment, this.#settled);
      this.#latest = event.shipment;
      return;
    }
    if (event.type === 'Scanned') {
      this.#timeline.add(event.scan, this.#settled);
      this.#showPlace(event.scan);
    }
    if (this.#latest) this.#latest = after(this.#latest, event);
  }

  /** @param {string} id @param {AbortSignal} signal */
  #caughtUp(id, signal) {
    if (this.#settled) return this.#showLatest();
    clearTimeout(this.#settling);
    this.#settling = setTimeout(() => {
      this.#settled = true;
      this.#timeline.removeSkeleton();
      if (this.#latest) this.#showLatest();
      else void this.#load(id, signal);
    }, QUIET);
  }

  /** Asks for a shipment whose registration is no longer among its events. @param {string} id @param {AbortSignal} signal */
  async #load(id, signal) {
    try {
      const { body } = await ask(`/shipments/${encodeURIComponent(id)}`, { signal });
      if (signal.aborted) return;
      this.#latest = body;
      this.#showLatest();
    } catch (error) {
      if (!signal.aborted) this.#fail(id, error instanceof ProblemError ? error.message : String(error), false);
    }
  }

  /** @param {string} id @param {import('/_serval/live.js').State} state */
  #showState(id, { name, problem }) {
    if (name === 'current') hideNotice(this.#notice);
    else if (name === 'ended') this.#fail(id, 'The server has ended the stream.', false);
    else if (problem) this.#fail(id, problemText(problem), name !== 'failed');
  }

  #showLatest() {
    const shipment = this.#latest;
    if (!shipment) return;
    this.#body.hidden = false;
    this.#pane.removeAttribute('aria-busy');
    setText(this.#carrier, shipment.carrier);
    setText(this.#title, shipment.trackingNumber);
    setText(this.#reference, shipment.reference ?? '');
    this.#now.hidden = false;
    showStatus(this.#badge, shipment.status);
    showMoment(this.#time, statusTime(shipment));
    this.#changed(name(shipment));
  }

  #showNothingYet() {
    this.#pane.setAttribute('aria-busy', 'true');
    for (const text of [this.#carrier, this.#reference]) setText(text, '');
    this.#now.hidden = true;
    setText(this.#title, 'Loading parcel…');
  }

  /** Where the newest scan with a place was. @param {import('./shipments.js').Scan} scan */
  #showPlace({ location, occurredAt }) {
    const time = Date.parse(occurredAt);
    if (!location || time < this.#placeTime) return;
    this.#placeTime = time;
    setText(this.#place, location);
  }

  /** @param {string} id @param {string} text @param {boolean} retrying */
  #fail(id, text, retrying) {
    this.#pane.removeAttribute('aria-busy');
    this.#timeline.removeSkeleton();
    if (this.#timeline.isEmpty) {
      this.#body.hidden = true;
      setText(this.#title, 'Parcel');
    }
    const again = button('Try again', () => this.show(id, this.#latest));
    showNotice(this.#notice, {
      title: retrying ? 'This parcel could not be loaded; trying again' : 'This parcel could not be loaded',
      text,
      actions: retrying ? [] : [again],
    });
  }
}
