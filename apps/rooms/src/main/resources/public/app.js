import { connect } from '/_serval/live.js';
import { say } from './app/announcer.js';
import { Composer } from './app/composer.js';
import { Conversation } from './app/conversation.js';
import { Currentness } from './app/currentness.js';
import { avatar, find, setText } from './app/elements.js';
import { NameForm } from './app/name-form.js';
import { Outbox } from './app/outbox.js';
import { People } from './app/people.js';
import { ProblemError, ask, problemText } from './app/requests.js';
import { RoomConnection } from './app/room-connection.js';
import { RoomList, addressOf } from './app/room-list.js';

/** What the server will not take, however often it is sent. */
const FINAL = new Set(['malformed', 'too_large', 'unknown_type', 'not_text']);
const RETRY_SECONDS = 2;

const panes = find('.panes');
const nameButton = find('#name-open');
const drillsDown = matchMedia('(max-width: 47.99em)');

const currentness = new Currentness();
const nameForm = new NameForm(named);
const rooms = new RoomList((room) => (location.hash = addressOf(room)));
const people = new People((member) => composer.to(member));
const composer = new Composer(
  (text, to) => (to ? whisper(text, to) : entered?.outbox.add(text)),
  () => entered?.connection.send({ type: 'typing' }),
);

let self = '';
/** The room that is shown. @type {{room: string, connection: RoomConnection, outbox: Outbox, conversation: Conversation} | undefined} */
let entered;
/** Direct messages that the server has not answered, which may have to be put back. @type {Map<string, {text: string, to: string}>} */
const whispers = new Map();

nameButton.addEventListener('click', () => nameForm.open(self));
find('.back').addEventListener('click', () => (location.hash = ''));
for (const link of document.querySelectorAll('.skip')) link.addEventListener('click', skip);
window.addEventListener('hashchange', follow);

void begin();

async function begin() {
  try {
    const visitor = await ask('/me');
    if (visitor.name) named(visitor.name);
    else nameForm.open('');
  } catch (error) {
    notice(error instanceof Error ? error.message : String(error), 'Try again', () => {
      notice('');
      void begin();
    });
  }
}

/** @param {string} name */
function named(name) {
  const first = self === '';
  self = name;
  nameButton.replaceChildren(avatar(name), document.createTextNode(name));
  nameButton.setAttribute('aria-label', `Your name is ${name}. Change it`);
  nameButton.hidden = false;
  if (first) followRooms();
  if (entered) {
    const { room } = entered;
    leave();
    enter(room);
  } else {
    follow();
  }
}

function followRooms() {
  connect().subscribe('/rooms', {
    snapshot: ({ rooms: all }) => rooms.replace(all),
    event: (room) => rooms.add(room),
    refused: (problem) => notice(problemText(problem), 'Reload', () => location.reload()),
    ended: () => notice('The list of rooms is not kept up any more.', 'Reload', () => location.reload()),
  });
}

/** Shows the room that the address names. */
function follow() {
  if (self === '') return;
  const room = decode(location.hash.replace(/^#\/?/, ''));
  if (room === (entered?.room ?? '')) return;
  const before = entered?.room ?? '';
  leave();
  panes.dataset.view = room ? 'room' : 'rooms';
  rooms.choose(room);
  if (room) enter(room);
  else if (!rooms.focus(before)) find('#rooms-title').focus();
}

/** @param {string} room */
function enter(room) {
  document.title = `${room} · Serval Rooms`;
  setText(find('#room-title'), room);
  find('.conversation').hidden = false;
  find('.nothing').hidden = true;
  find('.people-pane').hidden = false;
  people.enter(self);
  composer.enter();
  const outbox = new Outbox(room, self, (item) => tell(item), (items) => entered?.conversation.showPending(items));
  const conversation = new Conversation(room, self, outbox);
  const connection = new RoomConnection(room, {
    state: (state) => {
      currentness.show(state, () => connection.reconnect());
      people.known(state.name === 'live');
      if (state.name !== 'live') {
        outbox.interrupted();
        conversation.becomeStale();
      }
    },
    welcome: ({ members, older }, fresh) => {
      people.replace(members);
      conversation.begin(fresh, older);
      if (fresh) outbox.dropSent();
    },
    said: (message) => {
      if (message.from === self) outbox.shown(message.id);
      people.stopped(message.from);
      conversation.add(message);
    },
    current: () => {
      conversation.becomeCurrent();
      outbox.pump();
    },
    members: (members) => people.replace(members),
    joined: (presence) => people.joined(presence),
    left: (presence) => people.left(presence),
    typing: (from) => people.typing(from),
    direct: (message) => conversation.addDirect(message),
    ack: (id) => (whispers.has(id) ? whispered(id) : outbox.acknowledged(id)),
    error: (error, id) => refused(error, id),
  });
  entered = { room, connection, outbox, conversation };
  conversation.showPending(outbox.items);
  currentness.show({ name: 'connecting', since: new Date(), reason: '' }, () => connection.reconnect());
  if (drillsDown.matches) find('#room-title').focus();
  else composer.focus();
}

function leave() {
  entered?.connection.close();
  entered?.outbox.close();
  entered?.conversation.close();
  entered = undefined;
  whispers.clear();
  currentness.clear();
  document.title = 'Rooms · Serval Rooms';
  find('.conversation').hidden = true;
  find('.nothing').hidden = false;
  find('.people-pane').hidden = true;
}

/** @param {import('./app/outbox.js').Item} item */
function tell({ id, text }) {
  if (entered?.connection.isLive) entered.connection.send({ type: 'say', id, payload: { text } });
  else queueMicrotask(() => entered?.outbox.interrupted());
}

/** @param {string} text @param {string} to */
function whisper(text, to) {
  if (!entered?.connection.isLive) {
    composer.restore(text);
    say('There is no connection now, and direct messages are not kept.');
    return;
  }
  const id = crypto.randomUUID();
  whispers.set(id, { text, to });
  entered.connection.send({ type: 'direct', id, to, payload: { text } });
}

/** @param {string} id */
function whispered(id) {
  const sent = whispers.get(id);
  whispers.delete(id);
  if (sent) entered?.conversation.addDirect({ from: self, to: sent.to, ts: new Date().toISOString(), payload: { text: sent.text } });
}

/** @param {{code: string, detail: string, retryAfter?: number}} error @param {string | undefined} id */
function refused({ code, detail, retryAfter }, id) {
  const sent = id === undefined ? undefined : whispers.get(id);
  if (id !== undefined && sent) {
    whispers.delete(id);
    composer.restore(sent.text);
    notice(detail, 'Close', () => notice(''));
  } else if (id !== undefined && FINAL.has(code)) {
    entered?.outbox.failed(id, detail);
  } else {
    entered?.outbox.later(retryAfter ?? RETRY_SECONDS);
  }
}

/** @param {string} text nothing to take the notice away @param {string} [action] @param {() => void} [act] */
function notice(text, action = '', act = () => {}) {
  const place = find('.notice');
  place.hidden = text === '';
  setText(find('p', place), text);
  const button = find('button', place);
  setText(button, action);
  button.onclick = act;
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
    return text; // a stray % in an address that somebody typed; the server says that there is no such room
  }
}
