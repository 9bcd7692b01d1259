import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { EventParser } from '../../main/resources/io/serval/live/browser/live/sse-reader.js';
import { PATH, World, events, notes } from './world.mjs';

describe('server-sent events', () => {
  const TEXT = 'retry: 2000\n\nid: e:1\ndata: {"a":\ndata: 1}\n\n:\n\nid\rdata:x\r\r\n: comment\r\ndata: y\r\n\r\n';
  const BLOCKS = [{ retry: 2000 }, { id: 'e:1', data: '{"a":\n1}' }, { id: '', data: 'x' }, { data: 'y' }];

  test('are read as the standard says, however they are cut', () => {
    for (let size = 1; size <= TEXT.length; size++) {
      const blocks = [];
      const parser = new EventParser((block) => blocks.push(block));
      for (let at = 0; at < TEXT.length; at += size) parser.push(TEXT.slice(at, at + size));
      assert.deepEqual(blocks, BLOCKS, `in pieces of ${size}`);
    }
  });
});

/** A server behind a proxy that lets no WebSocket through, and a page that follows paths of it. */
class Plain {
  world = new World();
  reader = notes();
  requests = [];
  /** The open responses by path. */
  open = new Map();
  answer = () => undefined;

  constructor(options) {
    this.world.fetch = (url, { headers = {}, signal } = {}) => this.#serve(new URL(url), headers, signal);
    this.live = this.world.connect(options);
  }

  #serve({ pathname, search }, headers, signal) {
    if (this.down) return Promise.reject(new TypeError('refused'));
    if (pathname === '/_serval/live') return Promise.resolve(new Response('', { status: this.probe ?? 426 }));
    this.requests.push([pathname + search, headers['last-event-id'], headers.accept]);
    const other = this.answer(pathname + search);
    if (other instanceof Promise) return Promise.race([other, aborted(signal)]);
    if (other) return Promise.resolve(other);
    return Promise.resolve(
      new Response(
        new ReadableStream({
          start: (controller) => {
            this.open.set(pathname, controller);
            signal.addEventListener('abort', () => {
              if (this.open.get(pathname) === controller) this.open.delete(pathname);
              controller.error(signal.reason);
            });
          },
        }),
        { headers: { 'content-type': 'text/event-stream' } },
      ),
    );
  }

  /** Two sockets are refused; the page falls back. */
  async refuseSockets() {
    this.world.socket.fail();
    await settle();
    this.world.pass(10_000);
    this.world.socket.fail();
    await settle();
  }

  async say(path, text) {
    this.open.get(path).enqueue(new TextEncoder().encode(text));
    await settle();
  }

  async sayEvents(path, ...names) {
    for (const { position, data } of events(0, ...names).events) {
      const envelope = { position, events: [{ position, data }] };
      await this.say(path, `id: ${position}\ndata: ${JSON.stringify(envelope)}\n\n`);
    }
  }
}

function aborted(signal) {
  return new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)));
}

/** What is due without time passing. */
async function settle() {
  for (let i = 0; i < 5; i++) await new Promise((resolve) => setImmediate(resolve));
}

async function fallenBack() {
  const plain = new Plain();
  plain.live.subscribe(PATH, plain.reader.handlers);
  await plain.refuseSockets();
  await plain.say(PATH, 'retry: 2000\n\n');
  return plain;
}

describe('where no socket gets through', () => {
  test('a stream goes over server-sent events', async () => {
    const { world, live, reader, requests, ...plain } = await fallenBack();
    assert.deepEqual(requests, [[PATH, undefined, 'text/event-stream']]);
    assert.deepEqual([live.state.name, live.state.over], ['open', 'sse']);
    assert.deepEqual(reader.states, ['current']);
  });

  test('its events are shown once and in order, and it resumes after the last', async () => {
    const plain = await fallenBack();
    await plain.sayEvents(PATH, 'a', 'b', 'b', 'c');
    plain.open.get(PATH).error(new TypeError('cut'));
    await settle();
    assert.equal(plain.live.state.name, 'reconnecting');
    plain.world.pass(10_000);
    await settle();
    assert.deepEqual(plain.requests.at(-1), [PATH, 'e:3', 'text/event-stream']);
    await plain.sayEvents(PATH, 'c', 'd');
    assert.deepEqual(plain.reader.shown, ['a', 'b', 'c', 'd']);
    assert.deepEqual(plain.reader.states, ['current', 'stale', 'current']);
  });

  test('a gap is asked about', async () => {
    const plain = await fallenBack();
    await plain.sayEvents(PATH, 'a', 'c');
    assert.deepEqual(plain.reader.shown, ['a']);
    assert.deepEqual(plain.requests.at(-1), [PATH, 'e:1', 'text/event-stream']);
    await plain.sayEvents(PATH, 'b', 'c');
    assert.deepEqual(plain.reader.shown, ['a', 'b', 'c']);
  });

  test('a response that ends is asked for again after the time that the server has set', async () => {
    const plain = await fallenBack();
    await plain.sayEvents(PATH, 'a');
    plain.open.get(PATH).close();
    await settle();
    assert.deepEqual(plain.reader.states, ['current', 'stale']);
    plain.world.pass(1_999);
    await settle();
    assert.equal(plain.requests.length, 1);
    plain.world.pass(1);
    await settle();
    assert.deepEqual(plain.requests.at(-1), [PATH, 'e:1', 'text/event-stream']);
  });

  test('a response that is silent for too long is dropped', async () => {
    const plain = await fallenBack();
    plain.world.pass(39_000);
    await plain.say(PATH, ':\n\n');
    plain.world.pass(39_000);
    await settle();
    assert.equal(plain.live.state.name, 'open');
    plain.world.pass(1_000);
    await settle();
    assert.equal(plain.live.state.name, 'reconnecting');
    assert.equal(plain.open.size, 0);
  });

  test('a response that does not begin is given up', async () => {
    const plain = new Plain();
    plain.live.subscribe(PATH, plain.reader.handlers);
    plain.answer = () => new Promise(() => {});
    await plain.refuseSockets();
    plain.world.pass(10_000);
    await settle();
    assert.equal(plain.live.state.name, 'reconnecting');
  });

  test('a refusal is the problem that the server gave', async () => {
    const plain = new Plain();
    plain.answer = () =>
      new Response('{"title":"Forbidden","detail":"Not for you."}', {
        status: 403,
        headers: { 'content-type': 'application/problem+json' },
      });
    const subscription = plain.live.subscribe(PATH, plain.reader.handlers);
    await plain.refuseSockets();
    assert.equal(subscription.state.name, 'failed');
    assert.deepEqual(subscription.state.problem, { title: 'Forbidden', status: 403, detail: 'Not for you.' });
  });

  test('a refusal for now is retried when the server says', async () => {
    const plain = new Plain();
    plain.answer = () => new Response('', { status: 503, headers: { 'retry-after': '20' } });
    const subscription = plain.live.subscribe(PATH, plain.reader.handlers);
    await plain.refuseSockets();
    assert.equal(subscription.state.problem.status, 503);
    plain.world.pass(24_999);
    await settle();
    assert.equal(plain.requests.length, 1, 'a quarter later, by the luck of this page, than everybody was told');
    plain.world.pass(1);
    await settle();
    assert.equal(plain.requests.length, 2);
  });

  test('a path whose answer is no stream has failed', async () => {
    const plain = new Plain();
    plain.answer = () => new Response('hello', { headers: { 'content-type': 'text/plain' } });
    const subscription = plain.live.subscribe(PATH, {});
    await plain.refuseSockets();
    assert.equal(subscription.state.problem.status, 406);
  });

  test('the third path is asked page by page, as a browser has few connections', async () => {
    const plain = new Plain();
    let top = 2;
    plain.answer = (path) => {
      if (!path.startsWith('/3')) return undefined;
      const after = Number(/after=e%3A(\d+)/.exec(path)?.[1] ?? 0);
      const page = Array.from({ length: top - after }, (_, i) => ({ position: `e:${after + i + 1}`, data: after + i + 1 }));
      return Response.json({ position: `e:${top}`, events: page });
    };
    for (const path of ['/1', '/2']) plain.live.subscribe(path, {});
    const third = plain.live.subscribe('/3?size=9', plain.reader.handlers);
    await plain.refuseSockets();
    assert.deepEqual(plain.reader.shown, [1, 2]);
    assert.equal(third.state.name, 'current');
    top = 3;
    plain.world.pass(6_000);
    await settle();
    assert.deepEqual(plain.reader.shown, [1, 2, 3]);
    assert.deepEqual(plain.requests.at(-1), ['/3?size=9&after=e%3A3', undefined, 'application/json']);
    third.close();
    const before = plain.requests.length;
    plain.world.pass(60_000);
    await settle();
    assert.equal(plain.requests.length, before);
  });

  test('over HTTP/2, where streams share a connection, every path has its own', async () => {
    const plain = new Plain();
    plain.world.protocol = 'h2';
    for (let n = 1; n <= 20; n++) plain.live.subscribe(`/${n}`, {});
    await plain.refuseSockets();
    assert.equal(plain.open.size, 20);
  });

  test('closing the subscription ends the response', async () => {
    const plain = new Plain();
    const subscription = plain.live.subscribe(PATH, {});
    await plain.refuseSockets();
    assert.equal(plain.open.size, 1);
    subscription.close();
    await settle();
    await plain.world.pass(0);
    assert.equal(plain.open.size, 0);
  });

  test('a socket takes over once it has brought something, and nobody notices', async () => {
    const plain = await fallenBack();
    await plain.sayEvents(PATH, 'a', 'b');
    for (let i = 0; i < 5; i++) {
      plain.world.pass(10_000);
      await plain.say(PATH, ':\n\n');
    }
    const { socket } = plain.world;
    assert.equal(socket.closed, false, 'one was opened meanwhile');
    socket.accept();
    await plain.sayEvents(PATH, 'c');
    assert.deepEqual(socket.news(), [], 'an open socket may still be a deaf one');
    socket.say({});
    assert.deepEqual(socket.news(), [{ subscribe: PATH, from: 'e:3' }]);
    socket.say({ subscribed: PATH, stream: 7 });
    socket.say({ stream: 7, position: 'e:3', events: [] });
    socket.say(events(7, 'd'));
    await settle();
    assert.equal(plain.open.size, 0);
    assert.deepEqual(plain.reader.shown, ['a', 'b', 'c', 'd']);
    assert.deepEqual(plain.reader.states, ['current']);
    assert.equal(plain.live.state.over, 'websocket');
  });

  test('a socket that is refused again leaves the stream alone, and is tried less and less often', async () => {
    const plain = await fallenBack();
    const sockets = [];
    for (let minute = 0; minute < 60; minute++) {
      for (let i = 0; i < 6; i++) {
        plain.world.pass(10_000);
        await plain.say(PATH, ':\n\n');
      }
      if (minute % 20 === 19) sockets.push(plain.world.sockets.length - 2);
    }
    const [first, second, third] = [sockets[0], sockets[1] - sockets[0], sockets[2] - sockets[1]];
    assert.ok(first >= 4 && second <= 3 && third <= 3, `attempts in each 20 minutes: ${[first, second, third]}`);
    assert.deepEqual(plain.reader.states, ['current']);
  });
});

describe('a server that cannot be reached at all', () => {
  test('is no reason to do without sockets', async () => {
    const plain = new Plain();
    plain.down = true;
    plain.live.subscribe(PATH, plain.reader.handlers);
    for (let i = 0; i < 10; i++) {
      plain.world.socket.fail();
      await settle();
      plain.world.pass(10_000);
    }
    assert.equal(plain.world.sockets.length, 11);
  });

  test('nor is one that is overloaded', async () => {
    const plain = new Plain();
    plain.probe = 503;
    plain.live.subscribe(PATH, plain.reader.handlers);
    for (let i = 0; i < 10; i++) {
      plain.world.socket.fail();
      await settle();
      plain.world.pass(10_000);
    }
    assert.equal(plain.world.sockets.length, 11);
  });
});

describe('a socket that opens and brings nothing', () => {
  test('is given up for server-sent events once it has been silent for too long', async () => {
    const plain = new Plain();
    plain.live.subscribe(PATH, plain.reader.handlers);
    plain.world.socket.accept();
    plain.world.pass(40_000);
    await settle();
    assert.equal(plain.live.state.over, 'sse');
    assert.equal(plain.requests.length, 1);
  });
});
