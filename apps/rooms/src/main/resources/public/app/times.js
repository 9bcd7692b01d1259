const clock = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit' });
const seconds = new Intl.DateTimeFormat('en-GB', { timeStyle: 'medium' });
const longDay = new Intl.DateTimeFormat('en-GB', { weekday: 'long', day: 'numeric', month: 'long' });
const full = new Intl.DateTimeFormat('en-GB', { dateStyle: 'full', timeStyle: 'medium' });

/** @param {Date} time */
export function exactTime(time) {
  return seconds.format(time);
}

/** @param {Date} time */
export function timeOfDay(time) {
  return clock.format(time);
}

/** @param {Date} time */
export function dayAndTime(time) {
  return full.format(time);
}

/** @param {Date} time */
export function dayName(time) {
  return time.toDateString() === new Date().toDateString() ? 'Today' : longDay.format(time);
}
