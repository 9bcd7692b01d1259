import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { relation } from '../../main/resources/io/serval/live/browser/live/position.js';

describe('a position', () => {
  for (const [reached, position, expected, why] of [
    ['e:7', 'e:8', 'next', 'it is one more'],
    ['e:7', 'e:7', 'known', 'it is the same'],
    ['e:7', 'e:3', 'known', 'it is less'],
    ['e:7', 'e:9', 'gap', 'one lies between'],
    ['e:7', 'f:8', 'gap', 'it is of another epoch'],
    ['e:7,f:2', 'e:8,f:2', 'next', 'one of the topics has moved by one'],
    ['e:7,f:2', 'e:7,f:3', 'next', 'the other has'],
    ['e:7,f:2', 'e:7,f:2', 'known', 'none has'],
    ['e:7,f:2', 'e:6,f:2', 'known', 'one is behind'],
    ['e:7,f:2', 'e:8,f:3', 'gap', 'both have moved'],
    ['e:7,f:2', 'e:9,f:2', 'gap', 'one has moved by two'],
    ['e:7,f:2', 'e:8', 'gap', 'a topic is missing'],
    ['e:a:7', 'e:a:8', 'next', 'an epoch may have colons'],
    ['somewhere', 'elsewhere', 'next', 'they do not tell'],
    ['somewhere', 'somewhere', 'known', 'it is the same, whatever it means'],
  ]) {
    test(`${position} after ${reached} is ${expected}: ${why}`, () => assert.equal(relation(reached, position), expected));
  }
});
