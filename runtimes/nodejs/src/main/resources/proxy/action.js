'use strict';

// The life of one action in this container: fresh, starting, ready, or stopped after a failed init.
const environment = require('./environment');
const { failure, describe, explain, rejection } = require('./answers');

const OK = { status: 200, text: '{"OK":true}' };
const EMPTY = { status: 200, text: '{}' };
const NO_CODE = failure(403, 'Missing main/no code to execute.');
const TWICE = 'Cannot initialize the action more than once.';
const NOT_INITIALISED = failure(403, 'System not initialized.');
const STOPPED = failure(403, 'System not ready, status is stopped.');
const NO_DICTIONARY = failure(502, 'The action did not return a dictionary.');
const NOT_SERIALISABLE = failure(500, 'Internal error.');
const SHUTTING_DOWN = failure(503, 'The container is shutting down. Nothing was executed.');
const QUEUE_FULL = failure(503, 'Too many activations wait for this container. Nothing was executed.');
const MAX_WAITING = 1024;

/** The answer for what a handler returned. Judged by its JSON text, as `toJSON` may turn an object into anything. */
function success(result) {
  if (result === undefined || result === null) {
    return EMPTY;
  }
  if (typeof result !== 'object') {
    return NO_DICTIONARY;
  }
  try {
    const text = JSON.stringify(result);
    if (text === undefined || text === 'null') {
      return EMPTY;
    }
    return text[0] === '{' || text[0] === '[' ? { status: 200, text } : NO_DICTIONARY;
  } catch (error) {
    return NOT_SERIALISABLE;
  }
}

class Action {
  constructor(output) {
    this.output = output;
    this.concurrent = false;
    this.state = 'fresh';
    this.handler = undefined;
    this.running = 0;
    this.waiting = [];
    this.drained = undefined;
  }

  init(message, answer) {
    if (this.drained) {
      answer(SHUTTING_DOWN);
    } else if (this.state === 'ready' || this.state === 'starting') {
      this.output.print(2, `${TWICE}\n`);
      answer(failure(403, TWICE));
    } else if (this.state === 'stopped') {
      answer(STOPPED);
    } else {
      this.start(message.value, answer);
    }
  }

  start(value, answer) {
    const { code, main, binary, env } = typeof value === 'object' && value !== null ? value : {};
    if (typeof code !== 'string' || code === '' || typeof main !== 'string' || main === '') {
      answer(NO_CODE);
      return;
    }
    this.state = 'starting';
    environment.install(env);
    require('./loader').load({ code, main, binary: Boolean(binary) }).then((handler) => {
      this.handler = handler;
      this.state = 'ready';
      // Looked at this late, so that a container made before its action was known can get it with the init env.
      this.concurrent = String(process.env.__OW_ALLOW_CONCURRENT).toLowerCase() === 'true';
      answer(OK);
      this.next();
    }, (error) => {
      this.state = 'stopped';
      const text = `Initialization has failed due to: ${explain(error)}`;
      this.output.print(2, `${text}\n`);
      this.output.sentinels();
      answer(failure(502, text));
      this.next();
    });
  }

  run(message, answer) {
    if (this.drained) {
      answer(SHUTTING_DOWN);
    } else if (this.state === 'fresh') {
      answer(NOT_INITIALISED);
    } else if (this.state === 'ready' && (this.concurrent || this.running === 0)) {
      this.invoke(message, answer);
    } else if (this.state === 'stopped') {
      answer(STOPPED);
    } else if (this.waiting.length < MAX_WAITING) {
      this.waiting.push([message, answer]);
    } else {
      answer(QUEUE_FULL);
    }
  }

  invoke(message, answer) {
    const value = message.value === undefined || message.value === null ? {} : message.value;
    if (typeof value !== 'object') {
      answer(failure(403,
        `Internal system error: the argument must be a dictionary but has type '${typeof value}'.`));
      this.next();
      return;
    }
    this.running += 1;
    environment.publish(message);
    let result;
    try {
      const { handler } = this; // a plain call: user code must not see this object as `this`
      result = handler(value);
    } catch (error) {
      this.output.print(2, `${explain(error)}\n`);
      this.finish(failure(502, `An error has occurred: ${describe(error)}`), answer);
      return;
    }
    if (typeof result === 'object' && result !== null && typeof result.then === 'function') {
      Promise.resolve(result).then(
        (settled) => this.finish(success(settled), answer),
        (reason) => this.finish(rejection(reason), answer),
      );
    } else {
      this.finish(success(result), answer);
    }
  }

  finish(result, answer) {
    if (this.concurrent) {
      // Activations that end in one turn get their sentinels in one block, behind the output of all of them.
      setImmediate(() => this.complete(result, answer));
    } else {
      this.complete(result, answer);
    }
  }

  complete(result, answer) {
    this.running -= 1;
    this.output.sentinels();
    answer(result);
    if (this.waiting.length > 0 || this.drained) {
      setImmediate(() => this.next());
    }
  }

  /** Gives the waiting activations their turn. */
  next() {
    if (this.state === 'starting') {
      return;
    }
    while (this.waiting.length > 0 && (this.state !== 'ready' || this.concurrent || this.running === 0)) {
      const [message, answer] = this.waiting.shift();
      if (this.state === 'ready') {
        this.invoke(message, answer);
      } else {
        answer(STOPPED);
      }
    }
    if (this.drained && this.running === 0 && this.waiting.length === 0) {
      setImmediate(this.drained);
    }
  }

  /** Refuses new work with 503 and calls back when what was accepted is done. */
  drain(done) {
    this.drained = done;
    this.next();
  }
}

module.exports = { Action };
