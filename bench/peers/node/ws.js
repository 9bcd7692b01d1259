// npm ws, as its README has it; bufferutil, which it advises, is installed beside it.
const { WebSocketServer } = require("ws");

const server = new WebSocketServer({ host: "127.0.0.1", port: 0, path: "/echo" });
server.on("connection", (socket) => {
  socket.on("error", console.error);
  socket.on("message", (data, binary) => socket.send(data, { binary }));
});
server.on("listening", () => console.log(`ready ${server.address().port}`));
