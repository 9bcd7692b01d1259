// What the bench live tells a server to send: lines `burst <count> <text>`, each answered when all is sent.
const { createInterface } = require("node:readline");

exports.obey = (broadcast) => {
  createInterface({ input: process.stdin })
    .on("line", (line) => {
      const [, count, text] = line.split(" ");
      for (let i = 0; i < Number(count); i++) {
        broadcast(text);
      }
      console.log("answer done");
    })
    .on("close", () => process.exit());
};

/** What each client is sent when it has joined those that bursts are for. */
exports.GREETING = "joined";
