/**
 * The types that the parts share, beside those that `live.d.ts` declares for everybody. There is no code here.
 *
 * @module
 */

/** @typedef {import('../live.js').Environment} Environment */
/** @typedef {import('../live.js').Handlers} Handlers */
/** @typedef {import('../live.js').Limits} Limits */
/** @typedef {import('../live.js').LineState} LineState */
/** @typedef {import('../live.js').Problem} Problem */
/** @typedef {import('../live.js').State} State */

/**
 * One frame's worth of a stream.
 * @typedef {{position?: string, snapshot?: any, events?: {position: string, data: any}[], reset?: boolean}} Envelope
 */

/**
 * A way to the server that carries many streams. Its listener hears of no line any more that has been released.
 * @typedef {object} Line
 * @property {'websocket' | 'sse'} over
 * @property {boolean} isOpen
 * @property {boolean} hasHeard whether the server has said anything
 * @property {number} heardAt when it last did; the beginning before
 * @property {(message: Command) => void} send
 * @property {() => void} release lets go of it without waiting for its end, which on a dead line may take minutes
 */

/** @typedef {{subscribe: string, from?: string} | {unsubscribe: string}} Command */

/**
 * @typedef {object} LineListener
 * @property {() => void} opened
 * @property {(frame: any) => void} frame
 * @property {(why: 'ended' | 'silent' | 'slow') => void} lost `slow`: it was never accepted
 */

export {};
