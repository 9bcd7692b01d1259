/**
 * Live streams of a Serval server, many over one line. What a server sends is JSON: say of which type at the handlers, as in
 * `live.subscribe('/orders', { event: (order: Order) => show(order) })`.
 */

/** Makes a client. It opens its line with the first subscription. */
export function connect(options?: ConnectOptions): Live;

export interface ConnectOptions {
  /** The address of the socket, relative to the page; `/_serval/live` unless told. */
  url?: string;
  /** Closes the client. */
  signal?: AbortSignal;
  limits?: Partial<Limits>;
  /** What a test hands in instead of the page's own. */
  environment?: Partial<Environment>;
}

/** How long the module waits, in milliseconds. */
export interface Limits {
  /** After this long a line that brought nothing, not even a heartbeat, is taken for dead: 40 s. */
  silence: number;
  /** After this long a socket that was neither accepted nor refused is given up: 10 s. */
  connect: number;
  /** So long a page that nobody sees keeps its line: 60 s; `Infinity` for ever. */
  hidden: number;
  /** After this long at least a page that fell back to server-sent events tries a socket again: 30 s, up to 8 minutes. */
  back: number;
}

/** The client of a page. Fires `state` when {@link Live.state} has changed. */
export interface Live extends EventTarget {
  /** How the line is. */
  readonly state: LineState;

  /**
   * Follows a path. The same path twice in a page shares one stream on the wire. A later subscriber that does not stand
   * exactly where the shared stream stands needs a start of its own; the whole path then starts afresh, and those who
   * were there get `reset` before it.
   *
   * @param path of a live route, with its query if it has one; no host
   * @throws TypeError if the path does not begin with a slash
   * @throws Error if this client has been closed
   */
  subscribe<E = any, S = any>(path: string, handlers: Handlers<E, S>, options?: SubscribeOptions): Subscription;

  /** Follows a path as a sequence of changes, for `for await`. It begins at once, not with the first turn of the loop. */
  changes<E = any, S = any>(path: string, options?: SubscribeOptions): Changes<E, S>;

  /** Follows a state and keeps it right by a pure function, as the routes of a `LiveState` want it. */
  reduce<S, E = any>(path: string, reduce: (state: S, event: E) => S, options?: LiveStateOptions<S>): LiveState<S>;

  /** Follows a latest topic: the newest value of each of its keys. A key that is an object is given as its JSON. */
  latest<V = any, K = string>(path: string, options?: LatestOptions<V, K>): LatestValues<V, K>;

  /** Tries at once instead of waiting for the back-off. Does nothing while the line is open and in use. */
  reconnect(): void;

  /** Ends the client and, without a word to their handlers, all subscriptions. Nothing can be subscribed after it. */
  close(): void;
}

/**
 * How the line to the server is, and since when.
 *
 * - `connecting`: none has been open yet
 * - `open`: `over` says by which means
 * - `reconnecting`: it was lost, or could not be had; what is shown may be old
 * - `paused`: let go while nobody sees the page
 * - `closed`: for good
 */
export interface LineState {
  readonly name: 'connecting' | 'open' | 'reconnecting' | 'paused' | 'closed';
  readonly since: Date;
  readonly over?: 'websocket' | 'sse';
}

export interface SubscribeOptions {
  /** A position: wanted is what comes after it. */
  from?: string;
  /** Ends the subscription. */
  signal?: AbortSignal;
}

/** What to do with a stream. Each is optional; one that throws is reported and stops neither the others nor the stream. */
export interface Handlers<E = any, S = any> {
  /**
   * The state to start from; it replaces what was shown. `position` holds once the events of the same frame, which follow at
   * once, have been shown too.
   */
  snapshot?(state: S, position: string): void;
  /** The next event. */
  event?(data: E, position: string): void;
  /** What was shown is void; a new start follows at once. */
  reset?(): void;
  /** Everything that has arrived so far has been shown. */
  shown?(position: string | undefined): void;
  /** Whether what is shown is current has changed. */
  state?(state: State): void;
}

/** One reader of a path. */
export interface Subscription {
  /** Where the reader stands, to be the `from` of a later subscription. None before the start. */
  readonly position: string | undefined;
  /** Whether what is shown is current. */
  readonly state: State;
  /** Ends the subscription: none of its handlers is called from here on. */
  close(): void;
}

/**
 * How far a reader can trust what is shown, and since when.
 *
 * - `connecting`: nothing has come yet; `problem` says why, if the server did
 * - `current`: the server follows the path, and what it sent is shown
 * - `stale`: what is shown may be old; it is sought again, and `problem` says why the last attempt failed, if the server did
 * - `failed`: the server refused for good, as `problem` says; or what it sent could not be applied
 * - `ended`: the server has ended the stream
 * - `closed`: the page has ended the subscription
 */
export interface State {
  readonly name: 'connecting' | 'current' | 'stale' | 'failed' | 'ended' | 'closed';
  readonly since: Date;
  readonly problem?: Problem;
}

/** A problem document (RFC 9457). */
export interface Problem {
  type?: string;
  title?: string;
  status?: number;
  detail?: string;
  [member: string]: unknown;
}

/** What ends an iteration over a stream that the server refused. */
export class ProblemError extends Error {
  constructor(problem: Problem);
  readonly problem: Problem;
}

export type Change<E = any, S = any> =
  | { type: 'snapshot'; state: S; position: string }
  | { type: 'event'; data: E; position: string }
  | { type: 'reset' };

/**
 * The changes of a path, one after the other. The loop ends when the server ends the stream, when the signal fires and when
 * it is left; it throws a {@link ProblemError} when the server refuses, and an `Error` when 10,000 changes wait for it.
 */
export interface Changes<E = any, S = any> extends AsyncIterableIterator<Change<E, S>> {
  readonly state: State;
}

export interface LiveStateOptions<S> {
  /** The value before the first snapshot, as a page may bring it along. */
  initial?: S;
  /** The position of `initial`: the events after it follow, and no snapshot is asked for. */
  from?: string;
  /** Ends it. */
  signal?: AbortSignal;
  /** Called when all that has arrived at once is in the value. */
  changed?(value: S): void;
  /** Whether the value is current has changed. */
  state?(state: State): void;
}

/** A state of the server in the page, kept right by the events that follow it. */
export interface LiveState<S> {
  /** As the last event left it; nothing before the start, unless there is an initial one. */
  readonly value: S | undefined;
  readonly position: string | undefined;
  readonly state: State;
  close(): void;
}

export interface LatestOptions<V, K = string> {
  /** Ends it. */
  signal?: AbortSignal;
  /** Called with all values, and with the keys whose value is new or gone. */
  changed?(values: ReadonlyMap<K, V>, keys: ReadonlySet<K>): void;
  /** Whether the values are current has changed. */
  state?(state: State): void;
}

/** The newest value of each key of a latest topic. Values in between may never come: they are old by then. */
export interface LatestValues<V, K = string> {
  readonly values: ReadonlyMap<K, V>;
  readonly state: State;
  close(): void;
}

/** What the module takes from its surroundings. */
export interface Environment {
  WebSocket: new (url: string) => WebSocket;
  fetch: typeof globalThis.fetch;
  setTimeout(task: () => void, delay: number): any;
  clearTimeout(timer: any): void;
  /** Milliseconds since 1970. */
  now(): number;
  /** From 0 to below 1. */
  random(): number;
  /** The protocol that the address was last asked by, as its ALPN id; '' if that is not known. */
  protocol(url: string): string;
  reportError(error: unknown): void;
  /** Fires `online`, `offline`, `pagehide`, `pageshow`. */
  window?: EventTarget;
  /** Fires `visibilitychange`, `freeze`, `resume`. */
  document?: EventTarget & { visibilityState: string };
}
