'use strict';

// The HTTP side: whole JSON bodies in, whole JSON bodies out, no time limits (the invoker owns those), and
// connections that stay open for as long as the client likes.
const http = require('http');
const { failure } = require('./answers');

const MAX_BODY_BYTES = 128 * 1024 * 1024;
const BAD_REQUEST = failure(500, 'Bad request.');
const TOO_LARGE = failure(413, `The request body is larger than ${MAX_BODY_BYTES} bytes. Send less code or fewer arguments.`);

function send(response, answer) {
  if (response.destroyed) {
    return; // the client gave up; the action ran to its end all the same
  }
  const body = Buffer.from(answer.text);
  response.writeHead(answer.status, ['Content-Type', 'application/json; charset=utf-8', 'Content-Length', body.length]);
  response.end(body);
}

/** Calls back with the whole body, or answers 413 as soon as it is known to be too large and drops the rest. */
function readBody(request, response, done) {
  const declared = Number(request.headers['content-length'] || 0);
  let chunks = [];
  let size = 0;
  let refused = false;
  const refuse = () => {
    refused = true;
    chunks = [];
    send(response, TOO_LARGE);
  };
  request.on('data', (chunk) => {
    size += chunk.length;
    if (!refused && size > MAX_BODY_BYTES) {
      refuse();
    } else if (!refused) {
      chunks.push(chunk);
    }
  });
  request.on('end', () => {
    if (!refused) {
      done(chunks.length === 1 ? chunks[0] : Buffer.concat(chunks, size));
    }
  });
  if (declared > MAX_BODY_BYTES) {
    refuse();
  }
}

/** Parses an object or an array, as nothing else makes a request; an empty body counts as an empty object. */
function parse(body) {
  if (body.length === 0) {
    return {};
  }
  try {
    const message = JSON.parse(body.toString('utf8'));
    return typeof message === 'object' && message !== null ? message : undefined;
  } catch (error) {
    return undefined;
  }
}

function createServer(action) {
  const routes = {
    '/init': (message, answer) => action.init(message, answer),
    '/run': (message, answer) => action.run(message, answer),
  };
  const server = http.createServer({ noDelay: true, requestTimeout: 0, headersTimeout: 0, keepAliveTimeout: 0 });
  server.timeout = 0;
  server.on('request', (request, response) => {
    response.sendDate = false;
    const route = request.method === 'POST' && Object.hasOwn(routes, request.url) ? routes[request.url] : undefined;
    readBody(request, response, (body) => {
      const message = route && parse(body);
      if (message === undefined) {
        send(response, BAD_REQUEST);
      } else {
        route(message, (answer) => send(response, answer));
      }
    });
  });
  // Connect-and-close probes and half-sent requests are no reason to say anything.
  server.on('clientError', (error, socket) => socket.destroy());
  return server;
}

module.exports = { createServer };
