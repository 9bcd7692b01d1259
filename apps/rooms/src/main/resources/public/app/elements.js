/**
 * Makes an element. What comes from a server, or from a visitor through it, is only ever text here.
 *
 * @param {string} name
 * @param {{[attribute: string]: string | undefined}} [attributes] those that are undefined are left out
 * @param {...(Node | string | undefined)} children
 */
export function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [attribute, value] of Object.entries(attributes)) {
    if (value !== undefined) made.setAttribute(attribute, value);
  }
  made.append(...children.filter((child) => child !== undefined));
  return made;
}

/**
 * The one element that a selector names; a page without it is broken, and says so.
 *
 * @param {string} selector
 * @param {ParentNode} [within]
 * @returns {any}
 */
export function find(selector, within = document) {
  const found = within.querySelector(selector);
  if (!found) throw new Error(`The page has no element ${selector}.`);
  return found;
}

/**
 * Sets a text only if it differs, so that nothing is laid out, and nothing announced, for no change.
 *
 * @param {Element} target
 * @param {string} text
 */
export function setText(target, text) {
  if (target.textContent !== text) target.textContent = text;
}

/**
 * A button that does one thing.
 *
 * @param {string} text
 * @param {() => void} action
 * @param {string} [style]
 */
export function button(text, action, style = 'quiet') {
  const made = element('button', { type: 'button', class: style }, text);
  made.addEventListener('click', action);
  return made;
}

/** The picture of somebody who has none: a letter, on one of a few colours that is always theirs. @param {string} name */
export function avatar(name) {
  let hash = 0;
  for (const character of name) hash = (hash * 31 + (character.codePointAt(0) ?? 0)) | 0;
  const [initial = '?'] = name.toUpperCase();
  return element('span', { class: 'avatar', 'data-tone': String(Math.abs(hash) % 6), 'aria-hidden': 'true' }, initial);
}
