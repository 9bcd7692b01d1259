import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { ProblemError } from '../../main/resources/io/serval/live/browser/live.js';
import { PATH, World, events } from './world.mjs';

function looping(options) {
  const world = new World();
  const live = world.connect();
  const changes = live.changes(PATH, options);
  world.socket.accept();
  world.socket.say({ subscribed: PATH, stream: 7 });
  return { world, live, changes };
}

describe('a loop over changes', () => {
  test('gets what came before it began, and what comes later', async () => {
    const { world, changes } = looping();
    world.socket.say({ stream: 7, position: 'e:0', snapshot: 'S', events: [] });
    world.socket.say(events(7, 'a'));
    const seen = [];
    for await (const change of changes) {
      seen.push(change);
      if (seen.length === 2) setImmediate(() => world.socket.say(events(7, 'b')));
      if (seen.length === 3) break;
    }
    assert.deepEqual(seen, [
      { type: 'snapshot', state: 'S', position: 'e:0' },
      { type: 'event', data: 'a', position: 'e:1' },
      { type: 'event', data: 'b', position: 'e:2' },
    ]);
    assert.deepEqual(world.socket.news().at(-1), { unsubscribe: PATH }, 'to leave the loop is to leave the stream');
  });

  test('is told of a reset', async () => {
    const { world, changes } = looping();
    world.socket.say(events(7, 'a'));
    world.socket.say({ stream: 7, position: 'f:0', reset: true, events: [] });
    world.socket.say({ ended: 7 });
    const types = [];
    for await (const { type } of changes) types.push(type);
    assert.deepEqual(types, ['event', 'reset']);
  });

  test('ends when the signal fires', async () => {
    const stop = new AbortController();
    const { world, changes } = looping({ signal: stop.signal });
    setImmediate(() => stop.abort());
    for await (const change of changes) assert.fail(`unexpected: ${change}`);
    assert.deepEqual(world.socket.news().at(-1), { unsubscribe: PATH });
  });

  test('throws the problem when the server refuses, after what came before', async () => {
    const { world, changes } = looping();
    world.socket.say(events(7, 'a'));
    world.socket.fail();
    world.pass(10_000);
    world.socket.accept();
    world.socket.say({ refused: PATH, problem: { status: 403, detail: 'Not for you.' } });
    const seen = [];
    await assert.rejects(
      async () => {
        for await (const { data } of changes) seen.push(data);
      },
      (error) => error instanceof ProblemError && error.problem.status === 403 && error.message === 'Not for you.',
    );
    assert.deepEqual(seen, ['a']);
    assert.deepEqual(await changes.next(), { done: true, value: undefined });
  });

  test('that is too slow is told so, and does not fill the memory', async () => {
    const { world, changes } = looping();
    for (let n = 1; n <= 10_001; n++) {
      world.socket.say({ stream: 7, position: `e:${n}`, events: [{ position: `e:${n}`, data: n }] });
    }
    assert.deepEqual(world.socket.news().at(-1), { unsubscribe: PATH });
    let count = 0;
    await assert.rejects(async () => {
      for await (const change of changes) count += change.type === 'event' ? 1 : 0;
    }, /too slow/);
    assert.equal(count, 10_001);
  });

  test('takes any number of changes, if it keeps up', async () => {
    const { world, changes } = looping();
    for (let n = 1; n <= 25_000; n++) {
      world.socket.say({ stream: 7, position: `e:${n}`, events: [{ position: `e:${n}`, data: n }] });
      if (n % 2 === 0) assert.equal((await changes.next()).value.data, n / 2);
    }
  });
});
