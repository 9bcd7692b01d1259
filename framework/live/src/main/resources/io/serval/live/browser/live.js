/**
 * Live streams of a Serval server, many over one WebSocket.
 *
 *     import { connect } from '/_serval/live.js';
 *     const live = connect();
 *     live.subscribe('/shipments', {
 *       snapshot: (state) => list.replace(state.shipments),
 *       event: (event) => list.apply(event),
 *     });
 *
 * What a handler sees of a path is in order and without repeats, over any number of reconnects: every reconnect resumes
 * where the last event left off. When that is no longer possible, `reset` says so before the new start.
 *
 * The parts are in the folder `live`; `live.d.ts` declares the whole for TypeScript.
 *
 * @module
 */
export { connect } from './live/client.js';
export { ProblemError } from './live/problem.js';
