import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { PATH, World, events, following, notes, reconnect } from './world.mjs';

describe('the state of a subscription', () => {
  test('is connecting until something has come, then current', () => {
    const world = new World();
    const reader = notes();
    const subscription = world.connect().subscribe(PATH, reader.handlers);
    assert.equal(subscription.state.name, 'connecting');
    world.socket.accept();
    world.socket.say({ subscribed: PATH, stream: 7 });
    assert.equal(subscription.state.name, 'connecting');
    world.socket.say(events(7, 'a'));
    assert.equal(subscription.state.name, 'current');
    assert.deepEqual(reader.states, ['current']);
  });

  test('is stale since the line was last heard, until what was missed is there', () => {
    const { world, subscription, reader } = following();
    world.pass(40_000);
    assert.equal(subscription.state.name, 'stale');
    assert.equal(subscription.state.since.toISOString(), '2025-03-04T14:03:00.000Z');
    world.pass(500);
    world.socket.fail();
    world.pass(1_000);
    world.socket.accept();
    assert.equal(subscription.state.since.toISOString(), '2025-03-04T14:03:00.000Z', 'attempts do not make it younger');
    world.socket.say({ subscribed: PATH, stream: 7 });
    assert.equal(subscription.state.name, 'stale');
    world.socket.say({ stream: 7, position: 'e:2', events: [] });
    assert.deepEqual(reader.states, ['current', 'stale', 'current']);
  });

  test('stays connecting while there has been nothing to see, whatever happens to the line', () => {
    const world = new World();
    const subscription = world.connect().subscribe(PATH, {});
    world.socket.fail();
    assert.equal(subscription.state.name, 'connecting');
  });

  test('is stale from the start for a page that brings something along', () => {
    const world = new World();
    const reader = notes();
    const subscription = world.connect().subscribe(PATH, reader.handlers, { from: 'e:2' });
    assert.equal(subscription.state.name, 'stale');
    world.socket.accept();
    world.socket.say({ subscribed: PATH, stream: 7 });
    world.socket.say({ stream: 7, position: 'e:2', events: [] });
    assert.deepEqual(reader.states, ['current']);
  });

  test('says why it is stale if the server did', () => {
    const { world, subscription } = following();
    reconnect(world);
    world.socket.say({ refused: PATH, problem: { status: 503, title: 'Overloaded' } });
    assert.equal(subscription.state.name, 'stale');
    assert.deepEqual(subscription.state.problem, { status: 503, title: 'Overloaded' });
    world.pass(500);
    world.socket.say({ subscribed: PATH, stream: 7 });
    world.socket.say(events(7, 'c'));
    assert.equal(subscription.state.problem, undefined);
  });

  test('is failed with the problem when the server refuses for good, and does not change any more', () => {
    const { world, subscription, reader } = following();
    reconnect(world);
    world.socket.say({ refused: PATH, problem: { status: 403, title: 'Forbidden' } });
    assert.equal(subscription.state.name, 'failed');
    assert.deepEqual(subscription.state.problem, { status: 403, title: 'Forbidden' });
    world.pass(60_000);
    assert.deepEqual(reader.states, ['current', 'stale', 'failed']);
  });

  test('is current at once for a second reader in step, and it is told so', async () => {
    const { live } = following();
    const second = notes();
    const subscription = live.subscribe(PATH, second.handlers, { from: 'e:2' });
    await null;
    assert.deepEqual(second.states, ['current']);
    assert.equal(subscription.state.name, 'current');
  });

  test('is closed when the page has closed it, of which it is not told', () => {
    const { subscription, reader } = following();
    subscription.close();
    assert.equal(subscription.state.name, 'closed');
    assert.deepEqual(reader.states, ['current']);
  });
});
