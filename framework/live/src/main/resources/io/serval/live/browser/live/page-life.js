/** @typedef {import('./types.js').Environment} Environment */

/** Machines of one network are online again together; they come back spread over this time. */
const SPREAD = 1_000;

/**
 * @typedef {object} LifeListener
 * @property {() => void} left nobody sees the page, for long enough or for good
 * @property {() => void} back somebody does
 * @property {() => void} offline
 * @property {(within: number) => void} online `within`: the time to come back in
 */

/**
 * Follows the life of a page: hidden and shown, frozen and resumed, put aside and taken back (bfcache), offline and online.
 *
 * @param {Environment} environment
 * @param {number} hidden how long a hidden page stays, in ms; up to half as long again, so that pages do not leave together
 * @param {AbortSignal} signal ends it
 * @param {LifeListener} listener
 */
export function followPage({ window, document, setTimeout, clearTimeout, random }, hidden, signal, listener) {
  /** @type {any} */
  let leaving;
  const isHidden = () => document?.visibilityState === 'hidden';
  const leave = () => {
    clearTimeout(leaving);
    listener.left();
  };
  const leaveLater = () => {
    clearTimeout(leaving);
    if (hidden < Infinity) leaving = setTimeout(listener.left, hidden * (1 + random() / 2));
  };
  const back = () => {
    clearTimeout(leaving);
    if (!isHidden()) listener.back();
  };
  const on = (/** @type {EventTarget | undefined} */ target, /** @type {string} */ type, /** @type {() => void} */ what) =>
    target?.addEventListener(type, what, { signal });

  on(document, 'visibilitychange', () => (isHidden() ? leaveLater() : back()));
  on(document, 'freeze', leave);
  on(document, 'resume', back);
  on(window, 'pagehide', leave);
  on(window, 'pageshow', back);
  on(window, 'offline', () => listener.offline());
  on(window, 'online', () => listener.online(random() * SPREAD));
  signal.addEventListener('abort', () => clearTimeout(leaving), { once: true });
  if (isHidden()) leaveLater();
}
