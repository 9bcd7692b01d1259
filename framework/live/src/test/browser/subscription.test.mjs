import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { PATH, World, events, following, notes, reconnect } from './world.mjs';

describe('a subscription', () => {
  test('ends with its signal', () => {
    const stop = new AbortController();
    const { world, reader } = following({ signal: stop.signal });
    stop.abort();
    assert.deepEqual(world.socket.news(), [{ unsubscribe: PATH }]);
    world.socket.say(events(7, 'c'));
    assert.deepEqual(reader.shown, ['a', 'b']);
  });

  test('is not begun with a signal that has fired', () => {
    const world = new World();
    assert.throws(() => world.connect().subscribe(PATH, {}, { signal: AbortSignal.abort() }), { name: 'AbortError' });
    assert.equal(world.sockets.length, 0);
  });

  test('that a handler closes in the middle of a frame is shown no more of it', () => {
    const world = new World();
    const shown = [];
    const subscription = world.connect().subscribe(PATH, {
      event: (it) => {
        shown.push(it);
        subscription.close();
      },
    });
    world.socket.accept();
    world.socket.say({ subscribed: PATH, stream: 7 });
    world.socket.say(events(7, 'a', 'b'));
    assert.deepEqual(shown, ['a']);
    assert.deepEqual(world.socket.sent, [{ subscribe: PATH }, { unsubscribe: PATH }]);
  });

  test('that is closed before the server has answered is ended on the wire after the answer', () => {
    const world = new World();
    const live = world.connect();
    const subscription = live.subscribe(PATH, {});
    world.socket.accept();
    subscription.close();
    assert.deepEqual(world.socket.news(), [{ subscribe: PATH }]);
    world.socket.say({ subscribed: PATH, stream: 7 });
    assert.deepEqual(world.socket.news(), [{ unsubscribe: PATH }]);
  });

  test('that is closed and made anew before the answer takes that answer', () => {
    const world = new World();
    const live = world.connect();
    const reader = notes();
    const first = live.subscribe(PATH, {});
    world.socket.accept();
    first.close();
    live.subscribe(PATH, reader.handlers);
    world.socket.say({ subscribed: PATH, stream: 7 });
    world.socket.say(events(7, 'a'));
    assert.deepEqual(world.socket.sent, [{ subscribe: PATH }]);
    assert.deepEqual(reader.shown, ['a']);
  });

  test('that is closed and made anew starts from the beginning, or from where it was', () => {
    const { world, live, subscription } = following();
    subscription.close();
    const again = live.subscribe(PATH, {});
    world.socket.say({ subscribed: PATH, stream: 7 });
    again.close();
    live.subscribe(PATH, {}, { from: subscription.position });
    assert.deepEqual(world.socket.news(), [
      { unsubscribe: PATH },
      { subscribe: PATH },
      { unsubscribe: PATH },
      { subscribe: PATH, from: 'e:2' },
    ]);
  });

  test('needs a path', () => {
    assert.throws(() => new World().connect().subscribe('shipments', {}), /begins with "\/"/);
  });
});

describe('two readers of a path', () => {
  test('share one stream', () => {
    const world = new World();
    const live = world.connect();
    const [first, second] = [notes(), notes()];
    live.subscribe(PATH, first.handlers);
    world.socket.accept();
    live.subscribe(PATH, second.handlers);
    world.socket.say({ subscribed: PATH, stream: 7 });
    world.socket.say(events(7, 'a'));
    assert.deepEqual(world.socket.sent, [{ subscribe: PATH }]);
    assert.deepEqual(first.shown, ['a']);
    assert.deepEqual(second.shown, ['a']);
  });

  test('start afresh when the second comes late: it gets everything, the first a reset before it', () => {
    const { world, live, reader } = following();
    const late = notes();
    live.subscribe(PATH, late.handlers);
    assert.deepEqual(world.socket.news(), [{ unsubscribe: PATH }, { subscribe: PATH }]);
    world.socket.say(events(7, 'of the old subscription'));
    world.socket.say({ subscribed: PATH, stream: 7 });
    world.socket.say(events(7, 'a', 'b', 'c'));
    assert.deepEqual(reader.shown, ['a', 'b', 'reset', 'a', 'b', 'c']);
    assert.deepEqual(late.shown, ['a', 'b', 'c']);
  });

  test('go on as they are when the second stands where the first does', () => {
    const { world, live, reader, subscription } = following();
    const late = notes();
    live.subscribe(PATH, late.handlers, { from: subscription.position });
    world.socket.say(events(7, 'c'));
    assert.deepEqual(world.socket.news(), []);
    assert.deepEqual(reader.shown, ['a', 'b', 'c']);
    assert.deepEqual(late.shown, ['c']);
  });

  test('start afresh when the second stands elsewhere, and it is told that what it had is void', () => {
    const { world, live } = following();
    const late = notes();
    live.subscribe(PATH, late.handlers, { from: 'e:77' });
    assert.deepEqual(world.socket.news(), [{ unsubscribe: PATH }, { subscribe: PATH }]);
    world.socket.say({ subscribed: PATH, stream: 7 });
    world.socket.say(events(7, 'a'));
    assert.deepEqual(late.shown, ['reset', 'a']);
  });

  test('wait for the answer that is due before the start is asked for again', () => {
    const { world, live, reader } = following();
    reconnect(world);
    const late = notes();
    live.subscribe(PATH, late.handlers);
    assert.deepEqual(world.socket.news(), [{ subscribe: PATH, from: 'e:2' }]);
    world.socket.say({ subscribed: PATH, stream: 7 });
    assert.deepEqual(world.socket.news(), [{ unsubscribe: PATH }, { subscribe: PATH }]);
    world.socket.say(events(7, 'c'));
    world.socket.say({ subscribed: PATH, stream: 7 });
    world.socket.say(events(7, 'a', 'b', 'c'));
    assert.deepEqual(reader.shown, ['a', 'b', 'reset', 'a', 'b', 'c']);
    assert.deepEqual(late.shown, ['a', 'b', 'c']);
  });

  test('start afresh too when the second comes from a handler in the middle of a frame', () => {
    const world = new World();
    const live = world.connect();
    const [reader, late] = [notes(), notes()];
    const { event } = reader.handlers;
    reader.handlers.event = (it) => {
      event(it);
      if (it === 'b' && late.heard.length === 0) live.subscribe(PATH, late.handlers, { from: 'e:2' });
    };
    live.subscribe(PATH, reader.handlers);
    world.socket.accept();
    world.socket.say({ subscribed: PATH, stream: 7 });
    world.socket.say(events(7, 'a', 'b', 'c'));
    assert.deepEqual(reader.shown, ['a', 'b'], 'the rest of the frame belongs to the old start');
    world.socket.say({ subscribed: PATH, stream: 7 });
    world.socket.say(events(7, 'a', 'b', 'c'));
    assert.deepEqual(reader.shown, ['a', 'b', 'reset', 'a', 'b', 'c']);
    assert.deepEqual(late.shown, ['reset', 'a', 'b', 'c']);
  });

  test('leave the stream to the other; the last one ends it', () => {
    const { world, live, reader, subscription } = following();
    const other = notes();
    const second = live.subscribe(PATH, other.handlers, { from: 'e:2' });
    subscription.close();
    assert.deepEqual(world.socket.news(), []);
    world.socket.say(events(7, 'c'));
    assert.deepEqual(reader.shown, ['a', 'b']);
    assert.deepEqual(other.shown, ['c']);
    assert.equal(subscription.position, 'e:2', 'a closed one stays where it was');
    second.close();
    second.close();
    assert.deepEqual(world.socket.news(), [{ unsubscribe: PATH }]);
  });
});

describe('a refusal', () => {
  /** A page whose subscribe has been refused with a status. */
  function refused(status) {
    const world = new World();
    world.luck = 0.999;
    const reader = notes();
    const live = world.connect();
    live.subscribe(PATH, reader.handlers);
    world.socket.accept();
    world.socket.say({ refused: PATH, problem: { status, title: 'No' } });
    world.socket.news();
    return { world, live, reader };
  }

  for (const status of [400, 401, 403, 404, 409]) {
    test(`with a ${status} ends the subscription`, () => {
      const { world, live, reader } = refused(status);
      world.pass(30_000);
      assert.deepEqual(reader.states, ['failed']);
      assert.deepEqual(reader.of('state')[0][0].problem, { status, title: 'No' });
      assert.deepEqual(world.socket.news(), []);
      live.subscribe(PATH, {});
      assert.deepEqual(world.socket.news(), [{ subscribe: PATH }], 'the path can be tried anew');
    });
  }

  for (const status of [429, 500, 503]) {
    test(`with a ${status} is retried, with a back-off that grows until it succeeds`, () => {
      const { world, reader } = refused(status);
      assert.deepEqual(reader.states, ['connecting']);
      assert.deepEqual(reader.of('state')[0][0].problem, { status, title: 'No' });
      world.pass(499);
      assert.deepEqual(world.socket.news(), []);
      world.pass(1);
      assert.deepEqual(world.socket.news(), [{ subscribe: PATH }]);
      world.socket.say({ refused: PATH, problem: { status } });
      world.pass(998);
      assert.deepEqual(world.socket.news(), []);
      world.pass(2);
      assert.deepEqual(world.socket.news(), [{ subscribe: PATH }]);
      world.socket.say({ subscribed: PATH, stream: 7 });
      world.socket.say(events(7, 'a'));
      assert.deepEqual(reader.shown, ['a']);
    });
  }

  test('of one path leaves the others alone', () => {
    const { world, live, reader } = following();
    const other = notes();
    live.subscribe('/else', other.handlers);
    world.socket.say({ refused: '/else', problem: { status: 404 } });
    world.socket.say(events(7, 'c'));
    assert.deepEqual(reader.shown, ['a', 'b', 'c']);
    assert.deepEqual(reader.states, ['current']);
    assert.deepEqual(other.states, ['failed']);
  });

  test('that waits for its retry does not hold up a reconnect, and is not asked twice after it', () => {
    const { world } = refused(503);
    world.socket.fail();
    world.pass(500);
    world.socket.accept();
    world.pass(20_000);
    assert.deepEqual(world.socket.sent, [{ subscribe: PATH }]);
  });

  test('that waits for its retry is not asked sooner because somebody joins', () => {
    const { world, live } = refused(503);
    live.subscribe(PATH, {});
    assert.deepEqual(world.socket.news(), []);
    world.pass(500);
    assert.deepEqual(world.socket.news(), [{ subscribe: PATH }]);
  });

  test('is not retried when nobody waits for it any more', () => {
    const world = new World();
    const subscription = world.connect().subscribe(PATH, {});
    world.socket.accept();
    world.socket.say({ refused: PATH, problem: { status: 503 } });
    subscription.close();
    world.pass(30_000);
    assert.deepEqual(world.socket.sent, [{ subscribe: PATH }]);
  });

  test('after a success starts its back-off anew', () => {
    const { world } = refused(503);
    for (let i = 0; i < 5; i++) {
      world.pass(10_000);
      world.socket.say({ refused: PATH, problem: { status: 503 } });
    }
    world.pass(10_000);
    world.socket.say({ subscribed: PATH, stream: 7 });
    world.socket.say(events(7, 'a'));
    world.socket.fail();
    world.pass(500);
    world.socket.accept();
    world.socket.say({ refused: PATH, problem: { status: 503 } });
    world.socket.news();
    world.pass(500);
    assert.deepEqual(world.socket.news(), [{ subscribe: PATH, from: 'e:1' }]);
  });
});
