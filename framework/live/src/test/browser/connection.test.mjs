import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { PATH, World, events, following, notes, reconnect } from './world.mjs';

describe('a connection', () => {
  test('is opened by the first subscription, not before', () => {
    const world = new World();
    const live = world.connect();
    assert.equal(world.sockets.length, 0);
    assert.equal(live.state.name, 'connecting');
    live.subscribe(PATH, {});
    live.subscribe('/shipments', {});
    assert.equal(world.sockets.length, 1);
    assert.equal(world.socket.url, 'ws://serval.test/_serval/live');
  });

  test('asks for every path once it is open, and for a later one at once', () => {
    const world = new World();
    const live = world.connect();
    live.subscribe('/a', {});
    live.subscribe('/b?carrier=DHL', {}, { from: 'e:3' });
    assert.deepEqual(world.socket.sent, []);
    world.socket.accept();
    live.subscribe('/c', {});
    assert.deepEqual(world.socket.sent, [
      { subscribe: '/a' },
      { subscribe: '/b?carrier=DHL', from: 'e:3' },
      { subscribe: '/c' },
    ]);
  });

  test('tells its state, and since when: a reconnect that takes several attempts is one', () => {
    const { world, live } = following();
    const states = [];
    live.addEventListener('state', () => states.push(live.state));
    world.pass(3_000);
    world.socket.fail();
    const lost = live.state;
    assert.equal(lost.name, 'reconnecting');
    assert.equal(lost.since.toISOString(), '2025-03-04T14:03:00.000Z', 'what is shown is as old as what was heard last');
    world.pass(500);
    world.socket.fail();
    world.pass(500);
    assert.equal(live.state, lost);
    world.socket.accept();
    assert.deepEqual(states.map(({ name }) => name), ['reconnecting', 'open']);
  });

  test('that cannot be had is a reconnecting one, not one that connects for ever', () => {
    const world = new World();
    const live = world.connect();
    live.subscribe(PATH, {});
    world.socket.fail();
    assert.equal(live.state.name, 'reconnecting');
  });

  test('backs off exponentially with full jitter, up to ten seconds', () => {
    const world = new World();
    world.luck = 0.999;
    world.connect().subscribe(PATH, {});
    for (const bound of [500, 1_000, 2_000, 4_000, 8_000, 10_000, 10_000]) {
      const before = world.sockets.length;
      world.socket.fail();
      world.pass(bound * 0.99);
      assert.equal(world.sockets.length, before, `waits almost ${bound} ms`);
      world.pass(bound * 0.01);
      assert.equal(world.sockets.length, before + 1, `tries after ${bound} ms`);
    }
    world.luck = 0;
    world.socket.fail();
    world.pass(0);
    assert.equal(world.sockets.length, 9, 'jitter goes down to nothing');
  });

  test('starts its back-off anew after a socket that held, not after one that was only accepted', () => {
    const { world } = following();
    world.luck = 0.999;
    for (const bound of [500, 1_000, 2_000]) {
      world.socket.fail();
      world.pass(bound);
      world.socket.accept();
    }
    const before = world.sockets.length;
    world.socket.fail();
    world.pass(3_900);
    assert.equal(world.sockets.length, before, 'three short-lived sockets: the fourth wait is up to 4 s');
    world.pass(100);
    world.socket.accept();
    world.pass(5_000);
    world.socket.fail();
    world.pass(500);
    assert.equal(world.sockets.length, before + 2, 'after a steady one the wait is short again');
  });

  test('is tried soon when the machine is online again, and at once when the page is visible or the reader asks', () => {
    const world = new World();
    world.luck = 0.999;
    const live = world.connect();
    live.subscribe(PATH, {});
    for (let i = 0; i < 8; i++) {
      world.socket.fail();
      world.pass(10_000);
    }
    world.socket.fail();
    world.window.dispatchEvent(new Event('online'));
    world.pass(998);
    assert.equal(world.sockets.length, 9, 'those who were cut off together do not come back together');
    world.pass(2);
    assert.equal(world.sockets.length, 10);
    world.socket.fail();
    world.document.visibilityState = 'hidden';
    world.document.dispatchEvent(new Event('visibilitychange'));
    assert.equal(world.sockets.length, 10, 'a page that is hidden has time');
    world.document.visibilityState = 'visible';
    world.document.dispatchEvent(new Event('visibilitychange'));
    assert.equal(world.sockets.length, 11);
    world.socket.fail();
    live.reconnect();
    assert.equal(world.sockets.length, 12);
    world.socket.fail();
    world.pass(5_000);
    live.reconnect();
    world.socket.fail();
    world.pass(9_000);
    assert.equal(world.sockets.length, 13, 'and a wait that was cut short opens nothing any more');
  });

  test('that is silent for 40 s is dropped and replaced; heartbeats keep it', () => {
    const { world, live } = following();
    for (let i = 0; i < 10; i++) {
      world.pass(15_000);
      world.socket.say({});
    }
    assert.equal(world.sockets.length, 1);
    world.pass(39_999);
    assert.equal(live.state.name, 'open');
    world.pass(1);
    assert.equal(live.state.name, 'reconnecting');
    assert.ok(world.socket.closed);
    world.pass(500);
    assert.equal(world.sockets.length, 2);
  });

  test('that slept with the machine is replaced when the page is seen again', () => {
    const { world } = following();
    world.sleep(3_600_000);
    world.document.dispatchEvent(new Event('visibilitychange'));
    assert.ok(world.sockets[0].closed);
    world.pass(500);
    assert.equal(world.sockets.length, 2);
  });

  test('that is not accepted within 10 s is given up', () => {
    const world = new World();
    world.connect().subscribe(PATH, {});
    world.pass(9_999);
    assert.equal(world.sockets.length, 1);
    world.pass(1 + 500);
    assert.equal(world.sockets.length, 2);
    assert.ok(world.sockets[0].closed);
  });

  test('is replaced, and the cause reported, when a frame is no JSON object', () => {
    for (const text of ['{"stream":7,', 'null', '7']) {
      const { world, live } = following();
      world.socket.sayText(text);
      assert.equal(live.state.name, 'reconnecting');
      assert.match(world.errors[0].message, /no JSON object/);
    }
  });

  test('ends with close(), or its signal, for good and in silence', () => {
    const stop = new AbortController();
    const world = new World();
    const live = world.connect({ signal: stop.signal });
    const reader = notes();
    live.subscribe(PATH, reader.handlers);
    world.socket.accept();
    world.socket.say({ subscribed: PATH, stream: 7 });
    stop.abort();
    assert.equal(live.state.name, 'closed');
    assert.ok(world.socket.closed);
    world.socket.say(events(7, 'a'));
    world.window.dispatchEvent(new Event('online'));
    world.pass(120_000);
    assert.deepEqual(reader.shown, []);
    assert.equal(world.sockets.length, 1);
    assert.throws(() => live.subscribe(PATH, {}), /has been closed/);
  });

  test('that is lost while nobody reads is not sought again before somebody does', () => {
    const { world, live, subscription } = following();
    subscription.close();
    world.socket.fail();
    world.pass(120_000);
    assert.equal(world.sockets.length, 1);
    live.subscribe(PATH, {});
    assert.equal(world.sockets.length, 2);
  });
});
