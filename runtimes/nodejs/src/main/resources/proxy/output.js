'use strict';

// The container's stdout and stderr. Everything is written synchronously, so it is on the stream before the answer is,
// and each stream knows whether its last line is complete, so that a sentinel always stands on a line of its own.
const fs = require('fs');
const { Writable } = require('stream');

const SENTINEL = 'XXX_THE_END_OF_A_WHISK_ACTIVATION_XXX\n';
const LINE_FEED = 10;
const sleeper = new Int32Array(new SharedArrayBuffer(4));
const { writeSync: rawWrite, write: rawWriteAsync } = fs;

function writeFully(fd, bytes) {
  let offset = 0;
  while (offset < bytes.length) {
    try {
      offset += rawWrite(fd, bytes, offset, bytes.length - offset);
    } catch (error) {
      if (error.code !== 'EAGAIN') {
        return; // nobody reads this stream any more; that must not fail the action
      }
      Atomics.wait(sleeper, 0, 0, 1);
    }
  }
}

class LogStream extends Writable {
  constructor(fd) {
    super({ decodeStrings: true });
    this.fd = fd;
    this.lineOpen = false; // the last known byte was no line feed
    this.writers = 0; // living child processes that write to this stream directly
  }

  _write(chunk, encoding, callback) {
    this.print(chunk);
    callback();
  }

  // Like Node's own standard streams, these cannot be closed by user code.
  _destroy(error, callback) {
    callback(error);
  }

  end(chunk, encoding, callback) {
    if (chunk !== undefined && typeof chunk !== 'function') {
      this.write(chunk, typeof encoding === 'string' ? encoding : undefined);
    }
    const done = [chunk, encoding, callback].find((argument) => typeof argument === 'function');
    if (done) {
      process.nextTick(done);
    }
    return this;
  }

  print(bytes) {
    if (bytes.length > 0) {
      writeFully(this.fd, bytes);
      this.lineOpen = bytes[bytes.length - 1] !== LINE_FEED;
    }
  }

  /** Notes a write that went round this object. */
  noteRaw(data) {
    const last = data && data.length > 0 ? data[data.length - 1] : undefined;
    this.lineOpen = last !== LINE_FEED && last !== '\n';
  }

  sentinel() {
    const text = this.lineOpen || this.writers > 0 ? `\n${SENTINEL}` : SENTINEL;
    this.lineOpen = false;
    writeFully(this.fd, Buffer.from(text, 'latin1'));
  }
}

const streams = [undefined, new LogStream(1), new LogStream(2)];

for (const [name, stream] of [['stdout', streams[1]], ['stderr', streams[2]]]) {
  Object.defineProperty(process, name, { configurable: true, enumerable: true, get: () => stream });
}

function watched(original) {
  return function write(fd, data, ...rest) {
    if (fd === 1 || fd === 2) {
      streams[fd].noteRaw(rest.some(Number.isInteger) ? undefined : data);
    }
    return original.call(this, fd, data, ...rest);
  };
}

fs.writeSync = watched(rawWrite);
fs.write = watched(rawWriteAsync);
// util.promisify(fs.write) answers { bytesWritten, buffer } only with these hidden marks of the original.
for (const symbol of Object.getOwnPropertySymbols(rawWriteAsync)) {
  Object.defineProperty(fs.write, symbol, Object.getOwnPropertyDescriptor(rawWriteAsync, symbol));
}

module.exports = {
  print: (fd, text) => streams[fd].print(Buffer.from(text)),
  sentinels() {
    streams[1].sentinel();
    streams[2].sentinel();
  },
  watchChildren: () => require('./children').watch(streams),
};
