/** @typedef {{id: string, text: string, ts: string, state: 'waiting' | 'sending' | 'sent' | 'failed', detail: string}} Item */

const FAILED_FOR_GOOD = 'failed';

/**
 * What the reader has said and the room has not shown yet. One message is on its way at a time, so that they are said in
 * their order; after a cut it is sent again with the same id, which the server says once. Survives a reload of the tab.
 */
export class Outbox {
  #key;
  #send;
  #changed;
  /** @type {Item[]} */
  #items;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #retry;

  /**
   * @param {string} room
   * @param {string} member
   * @param {(item: Item) => void} send
   * @param {(items: readonly Item[]) => void} changed
   */
  constructor(room, member, send, changed) {
    this.#key = `outbox ${JSON.stringify([room, member])}`;
    this.#send = send;
    this.#changed = changed;
    this.#items = JSON.parse(sessionStorage.getItem(this.#key) ?? '[]');
    this.#stopped();
  }

  get items() {
    return this.#items;
  }

  /** @param {string} text */
  add(text) {
    const ts = new Date().toISOString();
    this.#items.push({ id: crypto.randomUUID(), text, ts, state: 'waiting', detail: '' });
    this.pump();
  }

  /** The room is live: what is to be sent is sent, and what was on its way, again. */
  pump() {
    clearTimeout(this.#retry);
    if (!this.#items.some(({ state }) => state === 'sending')) {
      const next = this.#items.find(({ state }) => state === 'waiting');
      if (next) {
        next.state = 'sending';
        this.#send(next);
      }
    }
    this.#keep();
  }

  /** The socket is lost: whether the message on its way has arrived is not known. */
  interrupted() {
    this.#stopped();
    this.#keep();
  }

  /** @param {string} id */
  acknowledged(id) {
    this.#update(id, { state: 'sent' });
    this.pump();
  }

  /** The room has shown it. @param {string} id */
  shown(id) {
    if (!this.#items.some((item) => item.id === id)) return;
    this.#items = this.#items.filter((item) => item.id !== id);
    this.pump();
  }

  /** The server does not want it. @param {string} id @param {string} detail */
  failed(id, detail) {
    this.#update(id, { state: FAILED_FOR_GOOD, detail });
    this.pump();
  }

  /** The server cannot take it now. @param {number} seconds until it is worth trying again */
  later(seconds) {
    this.#stopped();
    this.#keep();
    this.#retry = setTimeout(() => this.pump(), seconds * 1_000);
  }

  /** @param {string} id */
  again(id) {
    this.#update(id, { state: 'waiting', detail: '' });
    this.pump();
  }

  /** @param {string} id */
  discard(id) {
    this.#items = this.#items.filter((item) => item.id !== id);
    this.#keep();
  }

  /** What was acknowledged is in the room, even if it is so far back that it is not shown. */
  dropSent() {
    this.#items = this.#items.filter(({ state }) => state !== 'sent');
    this.#keep();
  }

  close() {
    clearTimeout(this.#retry);
  }

  #stopped() {
    for (const item of this.#items) if (item.state === 'sending') item.state = 'waiting';
  }

  /** @param {string} id @param {Partial<Item>} change */
  #update(id, change) {
    const item = this.#items.find((it) => it.id === id);
    if (item) Object.assign(item, change);
  }

  #keep() {
    sessionStorage.setItem(this.#key, JSON.stringify(this.#items));
    this.#changed(this.#items);
  }
}
