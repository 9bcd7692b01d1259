// Bun, as its documentation has it.
const { GREETING, obey } = require("./bursts.js");

const server = Bun.serve({
  hostname: "127.0.0.1",
  port: 0,
  fetch(request, server) {
    const data = { follows: !request.url.endsWith("/echo") };
    return server.upgrade(request, { data }) ? undefined : new Response("A WebSocket is expected.", { status: 426 });
  },
  websocket: {
    open(socket) {
      if (socket.data.follows) {
        socket.subscribe("events");
        socket.send(GREETING);
      }
    },
    message(socket, message) {
      socket.send(message);
    },
  },
});
console.log(`ready ${server.port}`);
obey((text) => server.publish("events", text));
