import { element, setText } from './elements.js';

const MINUTE = 60_000;
const UNITS = /** @type {const} */ ([
  ['day', 24 * 60 * MINUTE],
  ['hour', 60 * MINUTE],
  ['minute', MINUTE],
]);

const relative = new Intl.RelativeTimeFormat('en-GB', { numeric: 'auto', style: 'short' });
const clock = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit' });
const seconds = new Intl.DateTimeFormat('en-GB', { timeStyle: 'medium' });
const shortDay = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short' });
const longDay = new Intl.DateTimeFormat('en-GB', { weekday: 'long', day: 'numeric', month: 'long' });
const full = new Intl.DateTimeFormat('en-GB', { dateStyle: 'full', timeStyle: 'long' });

/** The `time` elements that say how long ago it is, and so have to be kept up. @type {Set<HTMLTimeElement>} */
const ageing = new Set();

setInterval(refresh, MINUTE / 2);
document.addEventListener('visibilitychange', refresh);

/** @param {Date} time */
export function clockTime(time) {
  return seconds.format(time);
}

/** @param {Date} time */
export function dayAndTime(time) {
  return isToday(time) ? clock.format(time) : `${shortDay.format(time)}, ${clock.format(time)}`;
}

/** @param {Date} time */
export function dayName(time) {
  return isToday(time) ? 'Today' : longDay.format(time);
}

/** @param {Date} time */
function timeAgo(time) {
  const ago = Date.now() - time.getTime();
  const [unit, length] = UNITS.find(([, it]) => Math.abs(ago) >= it) ?? [];
  return unit ? relative.format(-Math.round(ago / length), unit) : 'just now';
}

/**
 * An element for a moment that keeps saying how long ago it was, and when exactly. {@link showMoment} fills it.
 *
 * @returns {HTMLTimeElement}
 */
export function moment() {
  return /** @type {HTMLTimeElement} */ (element('time', {}, element('span', { class: 'ago' }), ' ', exactly()));
}

/**
 * @param {HTMLTimeElement} target from {@link moment}
 * @param {string} instant ISO 8601
 */
export function showMoment(target, instant) {
  if (target.dateTime === instant) return;
  target.dateTime = instant;
  target.title = full.format(new Date(instant));
  ageing.add(target);
  age(target);
}

/**
 * An element for the time of day of a moment.
 *
 * @param {string} instant ISO 8601
 */
export function timeOfDay(instant) {
  const time = new Date(instant);
  return element('time', { datetime: instant, title: full.format(time) }, clock.format(time));
}

function exactly() {
  return element('span', { class: 'exact' });
}

function refresh() {
  for (const target of ageing) {
    if (target.isConnected) age(target);
    else ageing.delete(target);
  }
}

/** @param {HTMLTimeElement} target */
function age(target) {
  const time = new Date(target.dateTime);
  setText(target.children[0], timeAgo(time));
  setText(target.children[1], dayAndTime(time));
}

/** @param {Date} time */
function isToday(time) {
  return time.toDateString() === new Date().toDateString();
}
