import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { PATH, World, events, following, notes, reconnect } from './world.mjs';

describe('a stream', () => {
  test('shows its snapshot, then its events, each with its position', () => {
    const world = new World();
    const reader = notes();
    const subscription = world.connect().subscribe('/shipments', reader.handlers);
    assert.equal(subscription.position, undefined);
    world.socket.accept();
    world.socket.say({ subscribed: '/shipments', stream: 1 });
    world.socket.say({ stream: 1, position: 'e:0', snapshot: 'S', events: [] });
    assert.equal(subscription.position, 'e:0');
    world.socket.say(events(1, 'a', 'b'));
    assert.deepEqual(reader.heard, [
      ['snapshot', 'S', 'e:0'],
      ['shown', 'e:0'],
      ['state', subscription.state],
      ['event', 'a', 'e:1'],
      ['event', 'b', 'e:2'],
      ['shown', 'e:2'],
    ]);
    assert.equal(subscription.state.name, 'current');
    assert.equal(subscription.position, 'e:2');
  });

  test('does not take the last event of the frame with its snapshot for shown', () => {
    const world = new World();
    const reader = notes();
    world.connect().subscribe(PATH, reader.handlers);
    world.socket.accept();
    world.socket.say({ subscribed: PATH, stream: 7 });
    world.socket.say({ ...events(7, 'a', 'b'), snapshot: 'S' });
    assert.deepEqual(reader.shown, ['=S', 'a', 'b']);
  });

  test('moves on with a frame that has no event for it', () => {
    const { world, subscription } = following();
    world.socket.say({ stream: 7, position: 'e:9', events: [] });
    reconnect(world);
    assert.equal(subscription.position, 'e:9');
    assert.deepEqual(world.socket.news(), [{ subscribe: PATH, from: 'e:9' }]);
  });

  test('is resumed after its last event by every reconnect', () => {
    const { world, reader } = following();
    reconnect(world);
    assert.deepEqual(world.socket.news(), [{ subscribe: PATH, from: 'e:2' }]);
    world.socket.say({ subscribed: PATH, stream: 3 });
    world.socket.say(events(3, 'c'));
    reconnect(world);
    assert.deepEqual(world.socket.news(), [{ subscribe: PATH, from: 'e:3' }]);
    assert.deepEqual(reader.shown, ['a', 'b', 'c']);
  });

  test('shows nothing twice when a server replays what was shown', () => {
    const { world, reader } = following();
    reconnect(world);
    world.socket.say({ subscribed: PATH, stream: 7 });
    world.socket.say(events(7, 'b', 'c'));
    world.socket.say(events(7, 'c'));
    world.socket.say(events(7, 'a', 'b', 'c', 'd'));
    assert.deepEqual(reader.shown, ['a', 'b', 'c', 'd']);
  });

  test('shows nothing twice to a reader that begins at a position', () => {
    const { reader } = following({ from: 'e:1' });
    assert.deepEqual(reader.shown, ['b']);
  });

  test('does not go back when a replay ends before its place', () => {
    const { world, subscription } = following();
    world.socket.say(events(7, 'a'));
    assert.equal(subscription.position, 'e:2');
  });

  test('ignores what an older socket still has to say', () => {
    const { world, live, reader } = following();
    const [older] = world.sockets;
    world.pass(40_000);
    older.say(events(7, 'late'));
    world.pass(500);
    world.socket.accept();
    world.socket.say({ subscribed: PATH, stream: 7 });
    older.say(events(7, 'later'));
    older.fail();
    world.socket.say(events(7, 'c'));
    assert.deepEqual(reader.shown, ['a', 'b', 'c']);
    assert.equal(live.state.name, 'open');
  });

  test('ignores the number that another socket gave it', () => {
    const { world, reader } = following();
    reconnect(world);
    world.socket.say(events(7, 'x'));
    world.socket.say({ subscribed: PATH, stream: 8 });
    world.socket.say(events(7, 'y'));
    world.socket.say(events(8, 'c'));
    assert.deepEqual(reader.shown, ['a', 'b', 'c']);
  });

  test('says reset before a new start, and then shows what it showed before', () => {
    const { world, reader, subscription } = following();
    reconnect(world);
    world.socket.say({ subscribed: PATH, stream: 7 });
    world.socket.say({ ...events(7, 'j', 'k'), reset: true });
    assert.deepEqual(reader.shown, ['a', 'b', 'reset', 'j', 'k']);
    assert.equal(subscription.position, 'e:11');
  });

  test('says reset before a snapshot too', () => {
    const { world, reader } = following();
    reconnect(world);
    world.socket.say({ subscribed: PATH, stream: 7 });
    world.socket.say({ stream: 7, position: 'f:1', snapshot: 'S', reset: true, events: [] });
    assert.deepEqual(reader.shown, ['a', 'b', 'reset', '=S']);
  });

  test('goes on when a handler throws, and reports it', () => {
    const world = new World();
    const live = world.connect();
    const [first, second] = [notes(), notes()];
    live.subscribe(PATH, {
      event: (it) => {
        first.handlers.event(it);
        throw new Error(`cannot show ${it}`);
      },
    });
    live.subscribe(PATH, second.handlers);
    world.socket.accept();
    world.socket.say({ subscribed: PATH, stream: 7 });
    world.socket.say(events(7, 'a', 'b'));
    assert.deepEqual(first.shown, ['a', 'b']);
    assert.deepEqual(second.shown, ['a', 'b']);
    assert.deepEqual(world.errors.map(({ message }) => message), ['cannot show a', 'cannot show b']);
  });

  test('tells of its end, and is not asked for again', () => {
    const { world, reader } = following();
    world.socket.say({ ended: 7 });
    world.socket.say(events(7, 'c'));
    assert.equal(reader.states.at(-1), 'ended');
    reconnect(world);
    assert.deepEqual(reader.shown, ['a', 'b']);
    assert.equal(world.sockets.length, 1, 'nothing is left to read');
  });

  test('does not mind frames and fields that it does not know', () => {
    const { world, reader } = following();
    world.socket.say({ novelty: true });
    world.socket.say({ stream: 99, position: 'e:1', events: [] });
    world.socket.say({ ended: 99 });
    world.socket.say({ ...events(7, 'c'), novelty: true });
    assert.deepEqual(reader.shown, ['a', 'b', 'c']);
    assert.deepEqual(world.errors, []);
  });
});

test('seeded chaos: whatever a line does, each event is shown once and in order', () => {
  for (let seed = 1; seed <= 200; seed++) {
    const random = generator(seed);
    const world = new World();
    const live = world.connect();
    const reader = notes();
    live.subscribe(PATH, reader.handlers);
    let log = 0;
    for (let step = 0; step < 200; step++) {
      serve(world, random, () => log);
      if (random() < 0.5) log++;
      if (random() < 0.1) world.pass(random() * 20_000);
    }
    while (reader.shown.length < log) {
      world.pass(1_000);
      serve(world, () => 0.5, () => log);
    }
    assert.deepEqual(reader.shown, Array.from({ length: log }, (_, i) => i + 1), `seed ${seed}`);
  }

  /** One turn of a server that resumes a little too early, and of a line that breaks. */
  function serve(world, random, top) {
    const { socket } = world;
    if (socket.closed) return;
    if (socket.served === undefined) {
      socket.accept();
      socket.served = {};
    }
    for (const message of socket.news()) {
      if (!('subscribe' in message)) continue;
      socket.say({ subscribed: PATH, stream: 7 });
      socket.served.next = Math.max(0, Number(message.from?.split(':')[1] ?? 0) - Math.floor(random() * 3)) + 1;
    }
    const { next } = socket.served;
    if (next !== undefined && next <= top()) {
      const end = Math.min(top(), next + Math.floor(random() * 4));
      const page = Array.from({ length: end - next + 1 }, (_, i) => ({ position: `e:${next + i}`, data: next + i }));
      socket.say({ stream: 7, position: `e:${end}`, events: page });
      socket.served.next = end + 1;
    } else {
      socket.say({});
    }
    if (random() < 0.08) socket.fail();
    else if (random() < 0.02) world.pass(41_000);
  }
});

/** A small generator of numbers from 0 to below 1 (mulberry32). */
function generator(seed) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}
