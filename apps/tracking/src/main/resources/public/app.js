import { connect } from '/_serval/live.js';
import { preferParcel, say } from './app/announcer.js';
import { Currentness } from './app/currentness.js';
import { find } from './app/elements.js';
import { ParcelDetail } from './app/parcel-detail.js';
import { ParcelList } from './app/parcel-list.js';
import { RegisterForm } from './app/register-form.js';
import { ProblemError, ask, problemText } from './app/requests.js';
import { name } from './app/shipments.js';

/** As many of the newest parcels as the server gives at once. */
const LIST = '/shipments?size=200';
const ROUTE = /^#\/shipments\/([^/]+)$/;

const panes = find('.panes');
const drillsDown = matchMedia('(max-width: 55.99em)');

const live = connect();
const currentness = new Currentness(live);
const form = new RegisterForm(registered);
const list = new ParcelList(() => form.open());
const detail = new ParcelDetail(live, (title) => (document.title = `${title} · Serval Tracking`));

let chosen = '';
let listScroll = 0;

find('#register-open').addEventListener('click', () => form.open());
find('.brand').addEventListener('click', () => find('#parcels').scrollTo({ top: 0 }));
for (const link of document.querySelectorAll('.skip')) link.addEventListener('click', skip);
window.addEventListener('hashchange', () => follow(''));
panes.addEventListener('keydown', (/** @type {KeyboardEvent} */ event) => {
  if (event.key === 'Escape' && chosen && find('.detail-pane').contains(event.target)) location.hash = '#/';
});
live.addEventListener('state', () => {
  if (live.state.name === 'reconnecting' && !list.isLoaded) void explain();
});

followList();
follow('');

function followList() {
  live.subscribe(LIST, {
    snapshot: (state) => list.replace(state),
    event: (event) => list.apply(event),
    state: showState,
  });
}

/** @param {import('/_serval/live.js').State} state */
function showState({ name, problem }) {
  if (name === 'current') currentness.current();
  else if (name === 'failed') lost(problemText(problem ?? {}), followList);
  else if (name === 'ended') lost('The server has ended the stream.', followList);
  else if (problem) lost(problemText(problem));
}

/** @param {string} text @param {() => void} [retry] */
function lost(text, retry) {
  if (list.isLoaded) currentness.over(text, retry);
  else list.fail(text, retry);
}

/** A socket that cannot be had does not say why; the same address over HTTP does. */
async function explain() {
  let text = 'The live connection cannot be opened. Trying again.';
  try {
    await ask(LIST);
  } catch (error) {
    text = `${error instanceof ProblemError ? error.message : error} Trying again.`;
  }
  if (!list.isLoaded) list.fail(text, () => live.reconnect());
}

/** Shows what the address names. @param {string} hint about the parcel */
function follow(hint) {
  const [, encoded = ''] = ROUTE.exec(location.hash) ?? [];
  const id = decode(encoded);
  const before = chosen;
  if (id === before && hint === '') return;
  chosen = id;
  if (before === '') listScroll = scrollY;
  panes.dataset.view = id ? 'detail' : 'list';
  list.choose(id);
  preferParcel(id);
  for (const link of document.querySelectorAll('[data-skip-to=detail-title]')) link.toggleAttribute('hidden', !id);
  if (id) showParcel(id, before, hint);
  else showList(before);
}

/** @param {string} id @param {string} before @param {string} hint */
function showParcel(id, before, hint) {
  const known = list.get(id);
  detail.show(id, known, hint || undefined);
  if (drillsDown.matches) scrollTo(0, 0);
  if ((drillsDown.matches && list.isLoaded) || hint) detail.focus();
  if (known) say(hint || `${name(known)} is shown.`);
}

/** @param {string} before the parcel that was left */
function showList(before) {
  document.title = 'Parcels · Serval Tracking';
  detail.leave();
  if (!before) return;
  if (drillsDown.matches) scrollTo(0, listScroll);
  if (!list.focus(before)) find('#parcels').focus();
}

/** @param {import('./app/shipments.js').Shipment} shipment @param {boolean} isNew */
function registered(shipment, isNew) {
  list.add(shipment);
  const address = `#/shipments/${encodeURIComponent(shipment.id)}`;
  const hint = isNew ? `${name(shipment)} is registered.` : `${name(shipment)} was registered already. Here it is.`;
  history.pushState(null, '', address);
  follow(hint);
}

/** The fragment of the address is the page's own, so a skip link must not change it. @param {Event} event */
function skip(event) {
  event.preventDefault();
  const link = /** @type {HTMLElement} */ (event.currentTarget);
  find(`#${link.dataset.skipTo}`).focus();
}

/** @param {string} text */
function decode(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text; // a stray % in an address that somebody typed; no parcel has such an id, and the server says so
  }
}
