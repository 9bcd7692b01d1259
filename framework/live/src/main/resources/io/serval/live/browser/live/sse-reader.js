/**
 * Reads server-sent events from a response (WHATWG HTML §9.2), as an `EventSource` does, but with what that hides: the
 * status, and that bytes have arrived which are no event.
 *
 * @param {ReadableStream<Uint8Array>} body
 * @param {{block: (fields: Block) => void, chunk: () => void}} listener `chunk` is called after the blocks of each chunk
 * @returns {Promise<void>} done when the response has ended; rejects if it was cut
 */
export async function readEvents(body, { block, chunk }) {
  const reader = body.pipeThrough(/** @type {any} */ (new TextDecoderStream())).getReader();
  const parser = new EventParser(block);
  for (;;) {
    const { value, done } = await reader.read();
    if (done) return;
    parser.push(value);
    chunk();
  }
}

/** @typedef {{data?: string, id?: string, retry?: number}} Block */

/** Takes text apart, however it is cut, into blocks of fields. */
export class EventParser {
  #block;
  #rest = '';
  /** @type {Block} */
  #fields = {};

  /** @param {(fields: Block) => void} block */
  constructor(block) {
    this.#block = block;
  }

  /** @param {string} text */
  push(text) {
    const all = this.#rest + text;
    // A CR at the end may be half of a CRLF.
    const end = all.endsWith('\r') ? all.length - 1 : all.length;
    const lines = all.slice(0, end).split(/\r\n|\n|\r/);
    this.#rest = lines.pop() + all.slice(end);
    for (const line of lines) this.#line(line);
  }

  /** @param {string} line */
  #line(line) {
    if (line === '') {
      const fields = this.#fields;
      this.#fields = {};
      if (Object.keys(fields).length > 0) this.#block(fields);
      return;
    }
    const colon = line.indexOf(':');
    const name = colon < 0 ? line : line.slice(0, colon);
    const value = colon < 0 ? '' : line.slice(colon + 1).replace(/^ /, '');
    if (name === 'data') this.#fields.data = this.#fields.data === undefined ? value : `${this.#fields.data}\n${value}`;
    else if (name === 'id') this.#fields.id = value;
    else if (name === 'retry' && /^\d+$/.test(value)) this.#fields.retry = Number(value);
  }
}
