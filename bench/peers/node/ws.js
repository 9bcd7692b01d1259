// npm ws, as its README has it; bufferutil, which it advises, is installed beside it.
const { WebSocket, WebSocketServer } = require("ws");
const { GREETING, obey } = require("./bursts.js");

const server = new WebSocketServer({ host: "127.0.0.1", port: 0 });
server.on("connection", (socket, request) => {
  socket.on("error", console.error);
  if (request.url === "/echo") {
    socket.on("message", (data, binary) => socket.send(data, { binary }));
  } else {
    socket.send(GREETING);
  }
});
server.on("listening", () => console.log(`ready ${server.address().port}`));

obey((text) => {
  const data = Buffer.from(text);
  server.clients.forEach((client) => {
    if (client.readyState === WebSocket.OPEN) {
      client.send(data, { binary: false });
    }
  });
});
