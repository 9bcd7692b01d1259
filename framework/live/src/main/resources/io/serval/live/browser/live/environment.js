/** The surroundings of a page. @returns {import('./types.js').Environment} */
export function surroundings() {
  return {
    WebSocket: globalThis.WebSocket,
    fetch: (input, init) => globalThis.fetch(input, init),
    setTimeout: (task, delay) => globalThis.setTimeout(task, delay),
    clearTimeout: (timer) => globalThis.clearTimeout(timer),
    now: () => Date.now(),
    random: () => Math.random(),
    protocol: (url) => {
      const [timing] = globalThis.performance?.getEntriesByName(url, 'resource').slice(-1) ?? [];
      return /** @type {Partial<PerformanceResourceTiming> | undefined} */ (timing)?.nextHopProtocol ?? '';
    },
    reportError: (error) => (globalThis.reportError ?? console.error)(error),
    window: globalThis.window,
    document: globalThis.document,
  };
}
