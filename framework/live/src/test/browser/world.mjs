import { connect } from '../../main/resources/io/serval/live/browser/live.js';

/** What surrounds a page, in the hands of a test: its sockets, its clock, its luck and its window. */
export class World {
  sockets = [];
  errors = [];
  window = new EventTarget();
  document = Object.assign(new EventTarget(), { visibilityState: 'visible' });
  luck = 0.5;
  /** What the server answers over HTTP; nothing at first. */
  fetch = () => new Promise(() => {});
  protocol = 'http/1.1';
  #now = Date.parse('2025-03-04T14:03:00Z');
  #timers = new Map();
  #nextTimer = 1;

  connect(options = {}) {
    const world = this;
    return connect({
      url: 'ws://serval.test/_serval/live',
      ...options,
      environment: {
        WebSocket: class extends Socket {
          constructor(url) {
            super(url);
            world.sockets.push(this);
          }
        },
        fetch: (...request) => this.fetch(...request),
        setTimeout: (task, delay) => this.#later(task, delay),
        clearTimeout: (timer) => this.#timers.delete(timer),
        now: () => this.#now,
        random: () => this.luck,
        protocol: () => this.protocol,
        reportError: (error) => this.errors.push(error),
        window: this.window,
        document: this.document,
      },
    });
  }

  /** The latest socket. */
  get socket() {
    return this.sockets.at(-1);
  }

  /** Lets time pass; what falls due on the way runs at its time. */
  pass(milliseconds) {
    const end = this.#now + milliseconds;
    for (;;) {
      const due = [...this.#timers].filter(([, it]) => it.at <= end).sort(([, a], [, b]) => a.at - b.at)[0];
      if (!due) break;
      this.#timers.delete(due[0]);
      this.#now = Math.max(this.#now, due[1].at);
      due[1].task();
    }
    this.#now = end;
  }

  /** The machine sleeps: time passes, nothing runs. */
  sleep(milliseconds) {
    this.#now += milliseconds;
  }

  #later(task, delay) {
    this.#timers.set(this.#nextTimer, { at: this.#now + delay, task });
    return this.#nextTimer++;
  }
}

/** A socket whose server is the test. */
class Socket {
  sent = [];
  closed = false;
  #read = 0;

  constructor(url) {
    this.url = url;
  }

  send(text) {
    if (this.closed) throw new Error('sent on a closed socket');
    this.sent.push(JSON.parse(text));
  }

  close() {
    this.closed = true;
  }

  /** What the page has sent since the last look. */
  news() {
    const news = this.sent.slice(this.#read);
    this.#read = this.sent.length;
    return news;
  }

  accept() {
    this.onopen?.({});
  }

  say(frame) {
    this.onmessage?.({ data: JSON.stringify(frame) });
  }

  sayText(data) {
    this.onmessage?.({ data });
  }

  fail() {
    this.closed = true;
    this.onclose?.({});
  }
}

/** Handlers that write down what they are told. */
export function notes() {
  const heard = [];
  const note = (name) => (...details) => heard.push([name, ...details]);
  const handlers = Object.fromEntries(
    ['snapshot', 'event', 'reset', 'shown', 'state'].map((name) => [name, note(name)]),
  );
  return {
    heard,
    handlers,
    /** Only what is shown, in short: `=state`, `event`, `reset`. */
    get shown() {
      return heard.flatMap(([name, it]) => {
        if (name === 'snapshot') return [`=${it}`];
        if (name === 'event') return [it];
        return name === 'reset' ? ['reset'] : [];
      });
    },
    of: (name) => heard.filter(([it]) => it === name).map(([, ...details]) => details),
    /** The names of the states that it was told of. */
    get states() {
      return heard.filter(([it]) => it === 'state').map(([, { name }]) => name);
    },
  };
}

/** An envelope of events a, b, c at positions e:1, e:2, e:3. */
export function events(stream, ...names) {
  const list = names.map((name) => ({ position: `e:${name.charCodeAt(0) - 96}`, data: name }));
  return { stream, position: list.at(-1).position, events: list };
}

export const PATH = '/shipments/42/events';

/** A page that follows PATH as stream 7 and has been shown events a and b. */
export function following({ handlers = notes(), luck = 0.5, limits, ...options } = {}) {
  const world = new World();
  world.luck = luck;
  const live = world.connect({ limits });
  const subscription = live.subscribe(PATH, handlers.handlers, options);
  world.socket.accept();
  world.socket.say({ subscribed: PATH, stream: 7 });
  world.socket.say(events(7, 'a', 'b'));
  world.socket.news();
  return { world, live, subscription, reader: handlers };
}

/** Loses the socket and has the next one accepted. */
export function reconnect(world) {
  world.socket.fail();
  world.pass(10_000);
  world.socket.accept();
}
