import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { World } from './world.mjs';

const PRICES = '/prices';

/** A page that follows prices of A and B. */
function latest() {
  const world = new World();
  const seen = [];
  const prices = world.connect().latest(PRICES, { changed: (values, keys) => seen.push([...keys].sort().join()) });
  world.socket.accept();
  world.socket.say({ subscribed: PRICES, stream: 3 });
  world.socket.say({ stream: 3, position: 'w:10', snapshot: entries({ A: 1, B: 2 }), events: [] });
  world.socket.news();
  return { world, prices, seen };
}

function entries(values) {
  return Object.entries(values).map(([key, value]) => ({ key, value }));
}

/** A frame of changes, each with its number. */
function changes(...list) {
  const events = list.map(([number, data]) => ({ position: `w:${number}`, data }));
  return { stream: 3, position: events.at(-1).position, events };
}

describe('the latest values', () => {
  test('are those of the snapshot, then of whatever has changed or gone', () => {
    const { world, prices, seen } = latest();
    world.socket.say(changes([11, { key: 'B', value: 3 }], [12, { key: 'C', value: 4 }], [13, { key: 'A', removed: true }]));
    assert.deepEqual(Object.fromEntries(prices.values), { B: 3, C: 4 });
    assert.deepEqual(seen, ['A,B', 'A,B,C'], 'once for what comes at once');
  });

  test('skip what is out of date: the page asks about the first gap, and never again', () => {
    const { world, prices } = latest();
    world.socket.say(changes([17, { key: 'A', value: 9 }]));
    assert.deepEqual(world.socket.news(), [{ unsubscribe: PRICES }, { subscribe: PRICES, from: 'w:10' }]);
    world.socket.say({ subscribed: PRICES, stream: 3 });
    world.socket.say({ stream: 3, position: 'w:10', events: [] });
    world.socket.say(changes([17, { key: 'A', value: 9 }]));
    world.socket.say(changes([900, { key: 'A', value: 10 }], [950, { key: 'B', value: 11 }]));
    assert.deepEqual(Object.fromEntries(prices.values), { A: 10, B: 11 });
    assert.deepEqual(world.socket.news(), []);
  });

  test('go on after a cut with what has changed meanwhile', () => {
    const { world, prices } = latest();
    world.socket.fail();
    world.pass(500);
    world.socket.accept();
    assert.deepEqual(world.socket.news(), [{ subscribe: PRICES, from: 'w:10' }]);
    world.socket.say({ subscribed: PRICES, stream: 3 });
    world.socket.say(changes([11, { key: 'A', value: 7 }]));
    assert.deepEqual(Object.fromEntries(prices.values), { A: 7, B: 2 });
  });

  test('lose the keys that a new snapshot no longer has', () => {
    const { world, prices, seen } = latest();
    world.socket.say({ stream: 3, position: 'x:1', snapshot: entries({ B: 5 }), reset: true, events: [] });
    assert.deepEqual(Object.fromEntries(prices.values), { B: 5 });
    assert.deepEqual(seen.at(-1), 'A,B');
  });

  test('are kept by what a key holds, if it is an object', () => {
    const { world, prices } = latest();
    world.socket.say(changes([11, { key: { at: 'NSE' }, value: 1 }], [12, { key: { at: 'NSE' }, value: 2 }]));
    assert.equal(prices.values.get('{"at":"NSE"}'), 2);
  });
});
