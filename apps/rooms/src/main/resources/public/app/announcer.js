import { find } from './elements.js';

const region = find('#announcer');

/** Has a screen reader say what happened, once it is done with what it says. @param {string} text */
export function say(text) {
  region.textContent = text;
}
