import { find } from './elements.js';

/** Changes are read out this far apart at least; a reader that is never done reading helps nobody. */
const PAUSE = 6_000;
/** So many are read one by one; of more only the number is. */
const MOST = 3;

const region = find('#announcer');

/** What is to be said about each parcel: the latest only. @type {Map<string, string>} */
const changes = new Map();
/** @type {ReturnType<typeof setTimeout> | undefined} */
let pause;
/** The parcel that the reader looks at, and wants to hear of first. */
let chosen = '';

/** @param {string | undefined} id */
export function preferParcel(id) {
  chosen = id ?? '';
}

/**
 * Says what answers the reader's own doing, at once.
 *
 * @param {string} text
 */
export function say(text) {
  region.textContent = text;
  rest();
}

/**
 * Says in due time that a parcel has changed. A later change of the same parcel replaces it.
 *
 * @param {string} id
 * @param {string} text
 */
export function sayChange(id, text) {
  changes.delete(id);
  changes.set(id, text);
  if (pause === undefined) pause = setTimeout(sayChanges, 500);
}

function sayChanges() {
  pause = undefined;
  if (changes.size === 0) return;
  const first = changes.get(chosen);
  if (first !== undefined) changes.delete(chosen);
  const others = [...changes.values()];
  changes.clear();
  const summary = others.length > MOST ? [`${others.length} ${first ? 'other ' : ''}parcels have changed`] : others;
  say([first, ...summary].filter((it) => it !== undefined).join('. '));
}

function rest() {
  clearTimeout(pause);
  pause = setTimeout(sayChanges, PAUSE);
}
