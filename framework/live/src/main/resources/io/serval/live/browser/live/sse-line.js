import { probe } from './probe.js';
import { problemOf } from './problem.js';
import { readEvents } from './sse-reader.js';
import { Watchdog } from './watchdog.js';

/** @typedef {import('./types.js').Environment} Environment */
/** @typedef {import('./types.js').Limits} Limits */
/** @typedef {import('./types.js').Line} Line */
/** @typedef {import('./types.js').LineListener} LineListener */

/**
 * A browser opens six connections to an HTTP/1.1 server, for all of its pages together; over HTTP/2 they share one. So many
 * streams a page holds.
 */
const STREAMS = { one: 2, shared: 50 };
/** How often a path beyond those is asked for what is new; up to twice that. */
const POLL = 3_000;

/**
 * Many streams over plain HTTP, for lines where a WebSocket does not get through: each path is a response of server-sent
 * events, fetched with `Last-Event-ID`. It speaks to its listener in the frames of the socket, so that nobody else needs to
 * know. Paths beyond a handful are asked for page by page, as a browser has few connections to a server.
 *
 * @implements {Line}
 */
export class SseLine {
  over = /** @type {const} */ ('sse');
  isOpen = false;
  hasHeard = false;
  #base;
  #environment;
  #limits;
  #listener;
  #released = new AbortController();
  /** @type {Map<string, AbortController>} */
  #followed = new Map();
  #streams = 0;
  #most = STREAMS.one;
  #numbers = 0;
  #heardAt;

  /** @param {string} url of the socket @param {Environment} environment @param {Limits} limits @param {LineListener} listener */
  constructor(url, environment, limits, listener) {
    this.#base = url.replace(/^ws/, 'http');
    this.#environment = environment;
    this.#limits = limits;
    this.#listener = listener;
    this.#heardAt = environment.now();
    void this.#open();
  }

  get heardAt() {
    return this.#heardAt;
  }

  /** @param {import('./types.js').Command} message */
  send(message) {
    if ('unsubscribe' in message) this.#stop(message.unsubscribe);
    else void this.#follow(message.subscribe, message.from);
  }

  release() {
    this.isOpen = false;
    this.#released.abort();
  }

  /** It is open when the server answers. */
  async #open() {
    try {
      await probe(this.#base, this.#environment, this.#limits.connect, this.#released.signal);
    } catch {
      this.#lost(); // whatever the reason, the server cannot be reached
      return;
    }
    if (this.#released.signal.aborted) return;
    if (/^h[23]/.test(this.#environment.protocol(this.#base))) this.#most = STREAMS.shared;
    this.isOpen = true;
    this.#heard();
    this.#listener.opened();
  }

  /** @param {string} path @param {string | undefined} from */
  async #follow(path, from) {
    this.#stop(path);
    const following = new AbortController();
    this.#followed.set(path, following);
    const signal = AbortSignal.any([following.signal, this.#released.signal]);
    const streams = this.#streams < this.#most;
    if (streams) this.#streams++;
    try {
      if (streams) await this.#stream(path, from, signal);
      else await this.#poll(path, from, signal);
    } catch (error) {
      if (error instanceof SyntaxError) this.#environment.reportError(error); // what came is no JSON
      if (!signal.aborted) this.#lost();
    } finally {
      if (streams) this.#streams--;
      if (this.#followed.get(path) === following) this.#stop(path);
    }
  }

  /** @param {string} path */
  #stop(path) {
    this.#followed.get(path)?.abort();
    this.#followed.delete(path);
  }

  /** @param {string} path @param {string | undefined} from @param {AbortSignal} signal */
  async #stream(path, from, signal) {
    const silent = new AbortController();
    const reading = AbortSignal.any([signal, silent.signal]);
    const watchdog = new Watchdog(this.#environment, this.#limits.connect, () => silent.abort());
    try {
      const response = await this.#fetch(path, 'text/event-stream', from, reading);
      if (!(await this.#accepts(path, response, 'text/event-stream')) || !response.body) return;
      const retry = await this.#read(path, response.body, from, signal, watchdog);
      if (!signal.aborted) this.#listener.frame({ interrupted: path, retry });
    } finally {
      watchdog.stop();
    }
  }

  /**
   * @param {string} path @param {ReadableStream<Uint8Array>} body @param {string | undefined} from @param {AbortSignal} signal
   * @param {Watchdog} watchdog
   * @returns {Promise<number | undefined>} after which time the server wants to be asked again
   */
  async #read(path, body, from, signal, watchdog) {
    const stream = this.#number(path);
    watchdog.heard();
    watchdog.watch(this.#limits.silence);
    /** @type {number | undefined} */
    let retry;
    let shown = false;
    await readEvents(body, {
      block: (fields) => {
        retry = fields.retry ?? retry;
        if (fields.data === undefined || signal.aborted) return;
        shown = true;
        this.#listener.frame({ ...JSON.parse(fields.data), stream });
      },
      chunk: () => {
        this.#heard();
        watchdog.heard();
        // A stream that has nothing new begins without an event, and is current all the same.
        if (!shown && !signal.aborted) this.#listener.frame({ stream, position: from });
        shown = true;
      },
    });
    return retry;
  }

  /** @param {string} path @param {string | undefined} from @param {AbortSignal} signal */
  async #poll(path, from, signal) {
    let stream;
    for (let position = from; !signal.aborted; ) {
      const target = new URL(path, this.#base);
      if (position !== undefined) target.searchParams.set('after', position);
      const response = await this.#fetch(target.href, 'application/json', undefined, signal);
      if (!(await this.#accepts(path, response, 'application/json'))) return;
      const page = await response.json();
      if (signal.aborted) return;
      this.#heard();
      stream ??= this.#number(path);
      this.#listener.frame({ ...page, stream });
      position = page.position;
      if (!page.events?.length) await this.#pause(signal);
    }
  }

  /** @param {string} path @param {string} accept @param {string | undefined} from @param {AbortSignal} signal */
  #fetch(path, accept, from, signal) {
    return this.#environment.fetch(new URL(path, this.#base).href, {
      headers: { accept, ...(from !== undefined && { 'last-event-id': from }) },
      cache: 'no-store',
      signal,
    });
  }

  /** @param {string} path @param {Response} response @param {string} type */
  async #accepts(path, response, type) {
    this.#heard();
    const fits = response.ok && response.headers.get('content-type')?.includes(type);
    if (fits) return true;
    const problem = response.ok
      ? { title: 'Not Acceptable', status: 406, detail: `${path} is not a live stream, so it cannot be subscribed to.` }
      : await problemOf(response);
    const after = Number(response.headers.get('retry-after') || NaN);
    // Everybody is told the same time, and must not come back at the same moment.
    const retry = after >= 0 && { retry: after * 1_000 * (1 + this.#environment.random() / 2) };
    if (this.isOpen) this.#listener.frame({ refused: path, problem, ...retry });
    return false;
  }

  /** @param {string} path */
  #number(path) {
    const number = ++this.#numbers;
    this.#listener.frame({ subscribed: path, stream: number });
    return number;
  }

  /** @param {AbortSignal} signal */
  #pause(signal) {
    return new Promise((resolve) => {
      const timer = this.#environment.setTimeout(() => resolve(undefined), POLL * (1 + this.#environment.random()));
      signal.addEventListener('abort', () => {
        this.#environment.clearTimeout(timer);
        resolve(undefined);
      });
    });
  }

  #heard() {
    this.hasHeard = true;
    this.#heardAt = this.#environment.now();
  }

  #lost() {
    if (this.#released.signal.aborted) return;
    this.release();
    this.#listener.lost('ended');
  }
}
