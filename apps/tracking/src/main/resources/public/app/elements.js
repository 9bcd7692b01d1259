/**
 * Makes an element. What comes from a server, or from a carrier through it, is only ever text here.
 *
 * @param {string} name
 * @param {{class?: string, [attribute: string]: string | undefined}} [attributes] those that are undefined are left out
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
 */
export function button(text, action) {
  const made = element('button', { type: 'button', class: 'quiet' }, text);
  made.addEventListener('click', action);
  return made;
}

const HIGHLIGHT = 4_000;

/**
 * Marks what has just arrived for a few seconds; the style decides whether it moves.
 *
 * @param {HTMLElement} target
 */
export function highlight(target) {
  target.classList.remove('fresh');
  void target.offsetWidth; // restarts the animation of an element that is still marked
  target.classList.add('fresh');
  const mark = String(performance.now());
  target.dataset.freshSince = mark;
  setTimeout(() => {
    if (target.dataset.freshSince === mark) target.classList.remove('fresh');
  }, HIGHLIGHT);
}
