import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { PATH, events, following, reconnect } from './world.mjs';

describe('a gap', () => {
  test('is asked about before anything behind it is shown', () => {
    const { world, reader } = following();
    world.socket.say(events(7, 'd'));
    assert.deepEqual(reader.shown, ['a', 'b']);
    assert.deepEqual(world.socket.news(), [{ unsubscribe: PATH }, { subscribe: PATH, from: 'e:2' }]);
    world.socket.say(events(7, 'e'));
    world.socket.say({ subscribed: PATH, stream: 7 });
    world.socket.say({ stream: 7, position: 'e:2', events: [] });
    world.socket.say(events(7, 'c', 'd', 'e'));
    assert.deepEqual(reader.shown, ['a', 'b', 'c', 'd', 'e']);
  });

  test('in the middle of a frame leaves what is before it shown', () => {
    const { world, reader } = following();
    world.socket.say(events(7, 'c', 'f'));
    assert.deepEqual(reader.shown, ['a', 'b', 'c']);
    assert.deepEqual(world.socket.news(), [{ unsubscribe: PATH }, { subscribe: PATH, from: 'e:3' }]);
  });

  test('that the server repeats when asked is none: nothing lies in it', () => {
    const { world, reader } = following();
    world.socket.say(events(7, 'd'));
    world.socket.say({ subscribed: PATH, stream: 7 });
    world.socket.say({ stream: 7, position: 'e:2', events: [] });
    world.socket.news();
    world.socket.say(events(7, 'd', 'e'));
    assert.deepEqual(reader.shown, ['a', 'b', 'd', 'e']);
    world.socket.say(events(7, 'h', 'z'));
    assert.deepEqual(reader.shown, ['a', 'b', 'd', 'e', 'h', 'z'], 'this topic skips, and is not asked about it again');
    assert.deepEqual(world.socket.news(), []);
  });

  test('that is another one after the question is asked about as well', () => {
    const { world, reader } = following();
    world.socket.say(events(7, 'd'));
    world.socket.say({ subscribed: PATH, stream: 7 });
    world.socket.say(events(7, 'c'));
    world.socket.news();
    world.socket.say(events(7, 'e'));
    assert.deepEqual(reader.shown, ['a', 'b', 'c']);
    assert.deepEqual(world.socket.news(), [{ unsubscribe: PATH }, { subscribe: PATH, from: 'e:3' }]);
  });

  test('is seen across a reconnect too', () => {
    const { world, reader } = following();
    reconnect(world);
    world.socket.say({ subscribed: PATH, stream: 7 });
    world.socket.say(events(7, 'd'));
    assert.deepEqual(reader.shown, ['a', 'b']);
  });

  test('to another epoch is met with a reset by the server, and not shown before', () => {
    const { world, reader } = following();
    world.socket.say({ stream: 7, position: 'f:3', events: [{ position: 'f:3', data: 'x' }] });
    assert.deepEqual(reader.shown, ['a', 'b']);
    world.socket.say({ subscribed: PATH, stream: 7 });
    world.socket.say({ stream: 7, position: 'f:3', snapshot: 'S', reset: true, events: [] });
    assert.deepEqual(reader.shown, ['a', 'b', 'reset', '=S']);
  });
});
