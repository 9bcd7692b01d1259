import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { PATH, World, events, following } from './world.mjs';

function turn(world, visibilityState) {
  world.document.visibilityState = visibilityState;
  world.document.dispatchEvent(new Event('visibilitychange'));
}

describe('a page that is hidden', () => {
  test('keeps its line for a minute, then lets go, and resumes where it was when it is seen', () => {
    const { world, live, reader } = following();
    turn(world, 'hidden');
    for (let i = 0; i < 6; i++) {
      world.pass(10_000);
      world.socket.say({});
    }
    assert.equal(live.state.name, 'open');
    world.pass(15_000);
    assert.equal(live.state.name, 'paused');
    assert.ok(world.socket.closed);
    world.pass(3_600_000);
    assert.equal(world.sockets.length, 1);
    turn(world, 'visible');
    assert.equal(world.sockets.length, 2);
    world.socket.accept();
    assert.deepEqual(world.socket.news(), [{ subscribe: PATH, from: 'e:2' }]);
    world.socket.say({ subscribed: PATH, stream: 7 });
    world.socket.say(events(7, 'c'));
    assert.deepEqual(reader.shown, ['a', 'b', 'c']);
    assert.deepEqual(reader.states, ['current', 'stale', 'current']);
  });

  test('that cannot come back is as old as what it was shown last, not as the attempt', () => {
    const { world, live, subscription } = following();
    world.pass(10_000);
    world.socket.say({});
    world.document.dispatchEvent(new Event('freeze'));
    world.pass(3_600_000);
    world.document.dispatchEvent(new Event('resume'));
    assert.equal(live.state.name, 'paused', 'nobody need see a reconnect that succeeds at once');
    world.socket.fail();
    assert.equal(live.state.name, 'reconnecting');
    assert.equal(live.state.since.toISOString(), '2025-03-04T14:03:10.000Z');
    assert.equal(subscription.state.since.toISOString(), '2025-03-04T14:03:10.000Z');
  });

  test('with nothing to follow is as a new one when it is seen again', () => {
    const world = new World();
    const live = world.connect();
    world.document.dispatchEvent(new Event('freeze'));
    world.document.dispatchEvent(new Event('resume'));
    assert.equal(live.state.name, 'connecting');
    assert.equal(world.sockets.length, 0);
  });

  test('lets go after up to half as long again, so that pages do not leave, and come back, together', () => {
    const { world, live } = following({ luck: 0.999 });
    turn(world, 'hidden');
    for (let i = 0; i < 8; i++) {
      world.pass(10_000);
      world.socket.say({});
    }
    assert.equal(live.state.name, 'open');
    world.pass(10_000);
    assert.equal(live.state.name, 'paused');
  });

  test('and seen again in time has lost nothing', () => {
    const { world } = following();
    turn(world, 'hidden');
    world.pass(30_000);
    turn(world, 'visible');
    world.socket.say({});
    world.pass(39_000);
    assert.equal(world.sockets.length, 1);
  });

  test('keeps its line for ever if told so', () => {
    const { world } = following({ limits: { hidden: Infinity } });
    turn(world, 'hidden');
    for (let i = 0; i < 100; i++) {
      world.pass(30_000);
      world.socket.say({});
    }
    assert.equal(world.sockets.length, 1);
  });

  test('from its beginning opens its line all the same, and lets go after a while', () => {
    const world = new World();
    world.document.visibilityState = 'hidden';
    const live = world.connect();
    live.subscribe(PATH, {});
    assert.equal(world.sockets.length, 1);
    world.pass(90_000);
    assert.equal(live.state.name, 'paused');
  });

  test('and subscribes to more while it has let go waits until it is seen', () => {
    const { world, live } = following();
    world.document.dispatchEvent(new Event('freeze'));
    live.subscribe('/more', {});
    assert.equal(world.sockets.length, 1);
    world.document.dispatchEvent(new Event('resume'));
    world.socket.accept();
    assert.deepEqual(world.socket.news(), [{ subscribe: PATH, from: 'e:2' }, { subscribe: '/more' }]);
  });
});

describe('a page that is put aside', () => {
  test('lets go at once, as an open socket would keep it out of the cache, and resumes when it is taken back', () => {
    const { world, live } = following();
    world.window.dispatchEvent(new Event('pagehide'));
    assert.equal(live.state.name, 'paused');
    assert.ok(world.socket.closed);
    world.window.dispatchEvent(new Event('online'));
    world.pass(60_000);
    assert.equal(world.sockets.length, 1);
    world.window.dispatchEvent(new Event('pageshow'));
    world.socket.accept();
    assert.deepEqual(world.socket.news(), [{ subscribe: PATH, from: 'e:2' }]);
  });

  test('and was waiting for its next attempt makes none', () => {
    const { world } = following();
    world.socket.fail();
    world.window.dispatchEvent(new Event('pagehide'));
    world.pass(60_000);
    assert.equal(world.sockets.length, 1);
  });
});

describe('a machine that goes offline', () => {
  test('does not wait for the silence to be noticed, and goes on trying, as it may be wrong', () => {
    const { world, live } = following();
    world.window.dispatchEvent(new Event('offline'));
    assert.equal(live.state.name, 'reconnecting');
    world.pass(500);
    assert.equal(world.sockets.length, 2);
  });
});

describe('a server that says when to come back', () => {
  test('is obeyed once', () => {
    const { world } = following();
    world.socket.say({ retry: 7_000 });
    world.socket.fail();
    world.pass(6_999);
    assert.equal(world.sockets.length, 1);
    world.pass(1);
    assert.equal(world.sockets.length, 2);
    world.socket.fail();
    world.pass(1_000);
    assert.equal(world.sockets.length, 3);
  });
});
