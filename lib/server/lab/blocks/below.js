// What lies below the sockets: the engine, its middleware, its headers and its connections.
const { createServer } = require('http');
const { Server } = require('socket.io');

const httpServer = createServer((_request, response) => response.end('mine'));
const io = new Server(httpServer, {
  cookie: { name: 'sticky', httpOnly: true, sameSite: 'strict', maxAge: 86400 },
  allowRequest: (request, decide) => decide('no robots', !/bot/.test(request.headers['user-agent'] ?? '')),
  pingInterval: 10_000,
  pingTimeout: 5_000,
  transports: ['polling', 'websocket'],
  allowUpgrades: true,
});

let made = 0;
io.engine.generateId = () => `session-${++made}`;
io.engine.use((request, response, next) => {
  response.setHeader('X-Seen', request.method);
  next();
});
io.engine.on('initial_headers', (headers) => {
  headers['X-First'] = 'yes';
});
io.engine.on('headers', (headers, request) => {
  headers['X-Transport'] = request._query.transport;
});
io.engine.on('connection_error', (error) => console.log(error.code, error.message));

io.on('connection', (socket) => {
  const { conn, client, request, handshake } = socket;
  console.log(conn.id, conn.transport.name, client.conn === conn, conn.protocol);
  console.log(request._query.EIO, handshake.query.q, handshake.secure, typeof handshake.issued);
  conn.once('upgrade', (transport) => console.log('now', transport.name, io.engine.clientsCount));
  conn.on('packet', ({ type, data }) => console.log('in', type, data));
  conn.on('close', (reason) => console.log('closed', reason));
  socket.on('bye', () => socket.disconnect(true));
});
httpServer.listen(3000);
