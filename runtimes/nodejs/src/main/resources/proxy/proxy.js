'use strict';

// Entry point: node --expose-gc proxy.js, with PROXY_HOST and PROXY_PORT saying where to listen.
// Output is taken over first, so that not one byte of user output can pass it by.
const output = require('./output');
const { Action } = require('./action');
const { createServer } = require('./server');

const host = process.env.PROXY_HOST || '0.0.0.0';
const port = Number(process.env.PROXY_PORT || 8080);

const action = new Action(output);
const server = createServer(action);

server.on('error', (error) => {
  output.print(2, `Cannot listen on ${host}:${port}: ${error.message}\n`);
  process.exit(1);
});
// Loading child_process takes milliseconds, so it is watched only once the port is open.
server.listen(port, host, 1024, () => setImmediate(output.watchChildren));

process.on('SIGTERM', () => action.drain(() => {
  server.close(() => process.exit(0));
  setInterval(() => server.closeIdleConnections(), 2); // an answer still on its way keeps its connection
}));
