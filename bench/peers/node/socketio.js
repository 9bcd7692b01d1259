// Socket.IO, as its documentation has it for servers of many clients: bufferutil, and the first request is let go.
const { createServer } = require("node:http");
const { Server } = require("socket.io");
const { obey } = require("./bursts.js");

const http = createServer();
const io = new Server(http);
io.engine.on("connection", (raw) => {
  raw.request = null;
});
io.on("connection", (socket) => {
  socket.on("m", (text) => socket.emit("m", text));
});
http.listen(0, "127.0.0.1", () => console.log(`ready ${http.address().port}`));
obey((text) => io.emit("m", text));
