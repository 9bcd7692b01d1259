/** The surroundings of a page. @returns {import('./types.js').Environment} */
export function surroundings() {
  return {
    WebSocket: globalThis.WebSocket,
    fetch: (input, init) => globalThis.fetch(input, init),
    setTimeout: (task, delay) => globalThis.setTimeout(task, delay),
    clearTimeout: (timer) => globalThis.clearTimeout(timer),
    now: () => Date.now(),
    random: () => Math.random(),
    reportError: (error) => (globalThis.reportError ?? console.error)(error),
    window: globalThis.window,
    document: globalThis.document,
  };
}
