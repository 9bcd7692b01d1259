import { element } from './elements.js';

/**
 * Fills the place that says why there is nothing to see, and what can be done.
 *
 * @param {HTMLElement} place
 * @param {{title: string, text?: string, actions?: HTMLElement[]}} notice
 */
export function showNotice(place, { title, text, actions = [] }) {
  place.replaceChildren(
    element('p', { class: 'notice-title' }, title),
    ...(text ? [element('p', {}, text)] : []),
    ...(actions.length > 0 ? [element('div', { class: 'actions' }, ...actions)] : []),
  );
  place.hidden = false;
}

/** @param {HTMLElement} place */
export function hideNotice(place) {
  place.hidden = true;
  place.replaceChildren();
}

/**
 * Grey shapes where something will be.
 *
 * @param {string} kind of shape, for the style
 * @param {number} many
 */
export function skeletons(kind, many) {
  return Array.from({ length: many }, () => element('li', { class: `skeleton ${kind}`, 'aria-hidden': 'true' }));
}
