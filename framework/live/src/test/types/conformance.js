// The declarations are written by hand; here the compiler holds the module's own types to them.
import { connect } from '../../main/resources/io/serval/live/browser/live/client.js';
import { ProblemError } from '../../main/resources/io/serval/live/browser/live/problem.js';

/** @type {typeof import('../../main/resources/io/serval/live/browser/live.js')} */
export const module = { connect, ProblemError };
