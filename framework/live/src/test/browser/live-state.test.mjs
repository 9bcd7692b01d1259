import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { PATH, World, events } from './world.mjs';

const add = (list, item) => [...list, item];

function reducing(reduce = add, options = {}) {
  const world = new World();
  const seen = [];
  const states = [];
  const list = world.connect().reduce(PATH, reduce, {
    changed: (value) => seen.push(value.join('')),
    state: ({ name }) => states.push(name),
    ...options,
  });
  world.socket.accept();
  world.socket.say({ subscribed: PATH, stream: 7 });
  return { world, list, seen, states };
}

describe('a state that is kept right', () => {
  test('is the snapshot with the events on it, and changes once for what comes at once', () => {
    const { world, list, seen } = reducing();
    assert.equal(list.value, undefined);
    world.socket.say({ stream: 7, position: 'e:0', snapshot: ['S'], events: [] });
    world.socket.say(events(7, 'a', 'b', 'c'));
    assert.deepEqual(list.value, ['S', 'a', 'b', 'c']);
    assert.deepEqual(seen, ['S', 'Sabc']);
    assert.equal(list.position, 'e:3');
  });

  test('goes on from what the page brought along, without a hole', () => {
    const { world, list, seen } = reducing(add, { initial: ['I'], from: 'e:1' });
    assert.deepEqual(world.socket.news(), [{ subscribe: PATH, from: 'e:1' }]);
    world.socket.say({ stream: 7, position: 'e:1', events: [] });
    world.socket.say(events(7, 'b'));
    assert.deepEqual(list.value, ['I', 'b']);
    assert.deepEqual(seen, ['Ib']);
  });

  test('starts anew after a reset', () => {
    const { world, list, seen } = reducing();
    world.socket.say({ stream: 7, position: 'e:0', snapshot: ['S'], events: [] });
    world.socket.say({ stream: 7, position: 'f:0', snapshot: ['T'], reset: true, events: [] });
    assert.deepEqual(list.value, ['T']);
    assert.deepEqual(seen, ['S', 'T'], 'nothing is shown in between');
  });

  test('fails when an event cannot be applied, as what follows would be wrong', () => {
    const { world, list, states } = reducing(() => {
      throw new Error('odd event');
    });
    world.socket.say({ stream: 7, position: 'e:0', snapshot: ['S'], events: [] });
    world.socket.say(events(7, 'a'));
    assert.deepEqual(states, ['current', 'failed']);
    assert.match(list.state.problem.detail, /odd event/);
    assert.match(world.errors[0].message, /odd event/);
    assert.deepEqual(world.socket.news().at(-1), { unsubscribe: PATH });
  });
});
