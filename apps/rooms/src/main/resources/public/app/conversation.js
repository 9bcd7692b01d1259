import { avatar, button, element, find, setText } from './elements.js';
import { ask } from './requests.js';
import { dayAndTime, dayName, timeOfDay } from './times.js';

/** @typedef {import('./room-connection.js').Said} Said */

/** Messages of one member that follow so soon are shown as one. */
const TOGETHER = 5 * 60_000;
const NEAR = 80;

/** What is said in a room: the oldest at the top, what is not said yet at the end. */
export class Conversation {
  #scroller = find('.messages');
  #log = find('.messages [role=log]');
  #list = find('.said');
  #pending = find('.pending');
  #earlier = find('.earlier');
  #beginning = find('.beginning');
  #empty = find('.empty');
  #down = find('.down');
  #room;
  #self;
  #outbox;
  /** In the order of the list. @type {{time: Date, from: string, position: string | undefined, item: HTMLElement}[]} */
  #messages = [];
  /** Where the page before begins; none if there is none. @type {string | undefined} */
  #before;
  #loading = false;
  #unseen = 0;
  /** @type {HTMLElement | undefined} */
  #divider;
  /** What was last seen here, in this visit or the last one. */
  #seen;
  #current = false;
  #ending = new AbortController();

  /** @param {string} room @param {string} self @param {import('./outbox.js').Outbox} outbox */
  constructor(room, self, outbox) {
    this.#room = room;
    this.#self = self;
    this.#outbox = outbox;
    this.#seen = localStorage.getItem(this.#seenKey) ?? '';
    const listening = { signal: this.#ending.signal };
    this.#scroller.addEventListener('scroll', () => this.#scrolled(), listening);
    find('button', this.#earlier).addEventListener('click', () => void this.#loadEarlier(), listening);
    this.#down.addEventListener('click', () => this.#toEnd(), listening);
    document.addEventListener('visibilitychange', () => this.#look(), listening);
    window.addEventListener('resize', () => this.#atEnd && this.#toEnd(), listening);
    this.clear();
  }

  close() {
    this.#ending.abort();
    this.clear();
  }

  /** Forgets what is shown. */
  clear() {
    this.#log.setAttribute('aria-busy', 'true');
    this.#messages = [];
    this.#before = undefined;
    this.#divider = undefined;
    this.#unseen = 0;
    this.#current = false;
    this.#list.replaceChildren();
    this.#pending.replaceChildren();
    for (const part of [this.#earlier, this.#beginning, this.#empty, this.#down]) part.hidden = true;
  }

  /** A new start, or the old one taken up. @param {boolean} fresh @param {boolean} older whether there is more before it */
  begin(fresh, older) {
    if (!fresh) return;
    this.clear();
    this.#before = older ? '' : undefined;
  }

  /** @param {Said} message */
  add(message) {
    const wasAtEnd = this.#atEnd;
    const entry = this.#entry(message);
    this.#messages.push(entry);
    this.#list.append(entry.item);
    this.#dress(this.#messages.length - 1);
    this.#empty.hidden = true;
    if (!this.#current) return;
    const own = message.from === this.#self;
    if (own) this.#removeDivider();
    else if (document.hidden || !wasAtEnd) this.#notSeen(entry.item);
    if (wasAtEnd || own) this.#toEnd();
    else this.#showDown();
    this.#look();
  }

  /** A direct message, which is in no history. @param {{from: string, to: string, ts: string, payload: {text: string}}} message */
  addDirect(message) {
    const wasAtEnd = this.#atEnd;
    const entry = this.#entry(message);
    const others = message.from === this.#self ? message.to : message.from;
    entry.item.classList.add('direct');
    find('.body', entry.item).prepend(
      element('p', { class: 'private' }, `Only you and ${others} see this. It is not kept.`),
    );
    this.#messages.push(entry);
    this.#list.append(entry.item);
    this.#dress(this.#messages.length - 1);
    if (wasAtEnd || message.from === this.#self) this.#toEnd();
    else this.#showDown();
  }

  /** All that there is has come. */
  becomeCurrent() {
    const first = !this.#current;
    this.#current = true;
    this.#log.setAttribute('aria-busy', 'false');
    this.#showEnds();
    if (!first) return;
    const seen = this.#messages.findIndex(({ position }) => position === this.#seen);
    const next = seen < 0 ? undefined : this.#messages[seen + 1];
    if (next && next.from !== this.#self) this.#putDivider(next.item);
    this.#toEnd();
    this.#look();
  }

  /** What is shown may be old; what comes then was not seen yet. */
  becomeStale() {
    this.#log.setAttribute('aria-busy', 'true');
  }

  /** @param {readonly import('./outbox.js').Item[]} items */
  showPending(items) {
    const wasAtEnd = this.#atEnd;
    this.#pending.replaceChildren(...items.map((item) => this.#pendingItem(item)));
    if (items.length > 0) this.#empty.hidden = true;
    if (wasAtEnd) this.#toEnd();
  }

  /** @param {{from: string, ts: string, payload: {text: string}, position?: string}} message */
  #entry({ from, ts, payload, position }) {
    const time = new Date(ts);
    const own = from === this.#self;
    const head = element(
      'p',
      { class: 'head' },
      element('span', { class: 'name' }, from),
      own ? element('span', { class: 'you' }, 'you') : undefined,
      element('time', { datetime: ts, title: dayAndTime(time) }, timeOfDay(time)),
    );
    const day = element('p', { class: 'day' }, element('span', {}, dayName(time)));
    const body = element('div', { class: 'body' }, head, element('p', { class: 'text' }, payload.text));
    const item = element('li', { class: own ? 'message own' : 'message' }, day, avatar(from), body);
    return { time, from, position, item };
  }

  /** @param {import('./outbox.js').Item} item */
  #pendingItem({ id, text, state, detail }) {
    const failed = state === 'failed';
    const status = element('p', { class: 'state' }, failed ? `Not sent. ${detail}` : state === 'sent' ? '' : 'Sending…');
    if (failed) {
      status.append(
        ' ',
        button('Try again', () => this.#outbox.again(id), 'link'),
        ' ',
        button('Discard', () => this.#outbox.discard(id), 'link'),
      );
    }
    const body = element('div', { class: 'body' }, element('p', { class: 'text' }, text), status);
    return element('li', { class: failed ? 'message own unsent' : 'message own', 'data-state': state }, avatar(this.#self), body);
  }

  /** A day is named where it begins, and a member where others spoke before. @param {number} index */
  #dress(index) {
    const entry = this.#messages[index];
    if (!entry) return;
    const before = this.#messages[index - 1];
    const sameDay = before?.time.toDateString() === entry.time.toDateString();
    const follows =
      sameDay &&
      before.from === entry.from &&
      before.item.classList.contains('direct') === entry.item.classList.contains('direct') &&
      entry.time.getTime() - before.time.getTime() < TOGETHER;
    find('.day', entry.item).hidden = sameDay;
    entry.item.classList.toggle('follows', follows);
  }

  async #loadEarlier() {
    if (this.#loading || this.#before === undefined) return;
    this.#loading = true;
    const label = find('button', this.#earlier);
    setText(label, 'Loading earlier messages…');
    try {
      const before = this.#before || this.#messages[0]?.position;
      const query = before === undefined ? '' : `?before=${encodeURIComponent(before)}`;
      const page = await ask(`/rooms/${encodeURIComponent(this.#room)}/messages${query}`);
      if (this.#ending.signal.aborted) return;
      this.#prepend(page.messages);
      this.#before = page.before;
      setText(label, 'Earlier messages');
    } catch (error) {
      setText(label, `${error instanceof Error ? error.message : error} Try again`);
    } finally {
      this.#loading = false;
    }
    this.#showEnds();
  }

  /** @param {Said[]} messages */
  #prepend(messages) {
    const height = this.#scroller.scrollHeight;
    const top = this.#scroller.scrollTop;
    this.#log.setAttribute('aria-busy', 'true');
    const entries = messages.map((message) => this.#entry(message));
    this.#messages.unshift(...entries);
    this.#list.prepend(...entries.map(({ item }) => item));
    for (let index = 0; index <= entries.length; index++) this.#dress(index);
    this.#scroller.scrollTop = top + this.#scroller.scrollHeight - height;
    requestAnimationFrame(() => this.#log.setAttribute('aria-busy', 'false'));
  }

  #showEnds() {
    const some = this.#messages.length > 0;
    this.#earlier.hidden = this.#before === undefined;
    this.#beginning.hidden = this.#before !== undefined || !some;
    setText(this.#beginning, `This is where “${this.#room}” begins.`);
    this.#empty.hidden = some || this.#outbox.items.length > 0;
  }

  #scrolled() {
    if (this.#scroller.scrollTop < NEAR && this.#current) void this.#loadEarlier();
    this.#look();
  }

  /** Remembers that the reader has seen the end. */
  #look() {
    if (document.hidden || !this.#atEnd || !this.#current) return;
    this.#unseen = 0;
    this.#down.hidden = true;
    const last = this.#messages.findLast(({ position }) => position !== undefined)?.position;
    if (last === undefined || last === this.#seen) return;
    this.#seen = last;
    localStorage.setItem(this.#seenKey, last);
  }

  /** @param {HTMLElement} item */
  #notSeen(item) {
    this.#unseen++;
    if (!this.#divider) this.#putDivider(item);
  }

  /** @param {HTMLElement} item the first that was not seen */
  #putDivider(item) {
    this.#removeDivider();
    this.#divider = element('li', { class: 'divider' }, element('span', {}, 'New'));
    item.before(this.#divider);
  }

  #removeDivider() {
    this.#divider?.remove();
    this.#divider = undefined;
  }

  #showDown() {
    this.#down.hidden = false;
    const many = this.#unseen === 1 ? '1 new message' : `${this.#unseen} new messages`;
    setText(find('span', this.#down), this.#unseen > 0 ? many : 'To the newest');
  }

  #toEnd() {
    this.#scroller.scrollTop = this.#scroller.scrollHeight;
    this.#look();
  }

  get #atEnd() {
    const { scrollHeight, scrollTop, clientHeight } = this.#scroller;
    return scrollHeight - scrollTop - clientHeight < NEAR;
  }

  get #seenKey() {
    return `seen ${this.#room}`;
  }
}
