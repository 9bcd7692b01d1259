// Lets a test talk through the WebSocket clients of Node.js. Commands come as lines of JSON on the standard input; what the
// clients hear goes out as lines of JSON. Every line names the socket that it is about.
import { createInterface } from 'node:readline';
import { connect } from 'node:http2';
import { WebSocket } from 'ws';
import { Agent, WebSocket as UndiciWebSocket } from 'undici';

const sockets = new Map();

const tell = (socket, event) => process.stdout.write(JSON.stringify({ socket, ...event }) + '\n');

const heard = (id, data, isBinary) =>
  tell(id, isBinary
    ? { heard: 'binary', base64: Buffer.from(data).toString('base64') }
    : { heard: 'text', text: data.toString() });

/** The npm package `ws`, over HTTP/1.1. */
function openWs(id, { url, protocols, headers, deflate, ca }) {
  const ws = new WebSocket(url, protocols, { headers, perMessageDeflate: deflate ?? false, ca, allowSynchronousEvents: true });
  let extensions = '';
  ws.on('upgrade', ({ headers }) => { extensions = headers['sec-websocket-extensions'] ?? ''; });
  ws.on('open', () => tell(id, { heard: 'open', protocol: ws.protocol, extensions }));
  ws.on('unexpected-response', (request, response) => {
    tell(id, { heard: 'refused', status: response.statusCode });
    request.destroy();
  });
  return listen(id, ws);
}

/** The same package's frames, over a stream of HTTP/2 that Node.js opens (RFC 8441). */
function openWsOverHttp2(id, { url, protocols, headers, ca }) {
  const { origin, pathname, protocol } = new URL(url);
  const session = connect(origin.replace(/^ws/, 'http'), { ca });
  const fail = (error) => tell(id, { heard: 'failed', why: String(error) });
  const socket = { close: () => session.close(), send: () => fail('It is not open.') };
  session.on('error', fail);
  session.once('remoteSettings', (settings) => {
    if (!settings.enableConnectProtocol) {
      fail('The server does not announce SETTINGS_ENABLE_CONNECT_PROTOCOL.');
      return;
    }
    const stream = session.request({
      ':method': 'CONNECT',
      ':protocol': 'websocket',
      ':scheme': protocol === 'wss:' ? 'https' : 'http',
      ':path': pathname,
      'sec-websocket-version': '13',
      ...(protocols.length > 0 ? { 'sec-websocket-protocol': protocols.join(', ') } : {}),
      ...headers,
    }, { endStream: false });
    stream.on('error', fail);
    stream.once('response', (response) => {
      if (response[':status'] !== 200) {
        tell(id, { heard: 'refused', status: response[':status'] });
        stream.close();
        session.close();
        return;
      }
      const ws = new WebSocket(null, undefined, {});
      ws._isServer = false; // The package knows no other way to make a client of a stream that is open.
      ws.setSocket(stream, Buffer.alloc(0), { maxPayload: 0, skipUTF8Validation: false, allowSynchronousEvents: true });
      Object.assign(socket, { ws });
      listen(id, ws);
      ws.once('close', () => session.close());
      tell(id, { heard: 'open', protocol: response['sec-websocket-protocol'] ?? '', extensions: '' });
    });
  });
  return socket;
}

function listen(id, ws) {
  ws.on('message', (data, isBinary) => heard(id, data, isBinary));
  ws.on('pong', (data) => tell(id, { heard: 'pong', text: data.toString() }));
  ws.on('close', (code, reason) => tell(id, { heard: 'closed', code, reason: reason.toString() }));
  ws.on('error', (error) => tell(id, { heard: 'failed', why: String(error) }));
  return { ws };
}

/** The npm package `undici`: what Node.js itself has as its global WebSocket. */
function openUndici(id, { url, protocols, headers, ca }) {
  const dispatcher = new Agent({ connect: { ca } });
  const socket = new UndiciWebSocket(url, { protocols, headers, dispatcher });
  socket.binaryType = 'arraybuffer';
  let open = false;
  socket.addEventListener('open', () => {
    open = true;
    tell(id, { heard: 'open', protocol: socket.protocol, extensions: socket.extensions });
  });
  socket.addEventListener('message', ({ data }) => heard(id, data, typeof data !== 'string'));
  socket.addEventListener('close', ({ code, reason }) => {
    // It does not tell its users the status of a refusal.
    tell(id, open ? { heard: 'closed', code, reason } : { heard: 'refused', status: 0 });
    dispatcher.close();
  });
  return { undici: socket };
}

const open = { ws: openWs, 'ws over HTTP/2': openWsOverHttp2, undici: openUndici };

const actions = {
  open: (id, command) => sockets.set(id, open[command.client](id, command)),
  text: (id, { text }) => of(id).send(text),
  binary: (id, { base64 }) => of(id).send(Buffer.from(base64, 'base64')),
  fragments: (id, { fragments }) => fragments.forEach((text, i) => of(id).send(text, { fin: i === fragments.length - 1 })),
  ping: (id, { text }) => of(id).ping(text),
  close: (id, { code, reason }) => of(id).close(code, reason),
  bytes: (id) => tell(id, { heard: 'bytes', read: of(id)._socket.bytesRead, written: of(id)._socket.bytesWritten }),
  end: (id) => {
    const { ws, undici } = sockets.get(id);
    ws?.terminate();
    undici?.close();
  },
};

function of(id) {
  const { ws, undici } = sockets.get(id);
  return ws ?? undici;
}

createInterface({ input: process.stdin }).on('line', (line) => {
  const command = JSON.parse(line);
  actions[command.do](command.socket, command);
}).on('close', () => process.exit(0));
