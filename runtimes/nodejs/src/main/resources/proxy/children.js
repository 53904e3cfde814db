'use strict';

// A child process that inherits stdout or stderr writes to it unseen. Nobody can say whether its last line is complete,
// so a line feed goes before the next sentinel: an empty log line is better than a lost one.
const childProcess = require('child_process');
const { syncBuiltinESMExports } = require('module');

function inherits(stdio, stream) {
  if (stdio === 'inherit') {
    return true;
  }
  return Array.isArray(stdio) && stdio.some((entry, fd) =>
    entry === stream || entry === stream.fd || (entry === 'inherit' && fd === stream.fd));
}

function inherited(streams, options) {
  const stdio = options && options.stdio;
  return stdio ? streams.filter((stream) => stream && inherits(stdio, stream)) : [];
}

function watch(streams) {
  const { spawn } = childProcess.ChildProcess.prototype;
  childProcess.ChildProcess.prototype.spawn = function watchedSpawn(options) {
    const shared = inherited(streams, options); // asked first, as the call below rewrites its options
    const result = spawn.call(this, options);
    for (const stream of shared) {
      stream.lineOpen = true;
      stream.writers += 1;
      let alive = true;
      const gone = () => {
        if (alive) {
          alive = false;
          stream.writers -= 1;
          stream.lineOpen = true;
        }
      };
      this.once('exit', gone);
      this.once('error', gone);
    }
    return result;
  };

  for (const name of ['spawnSync', 'execSync', 'execFileSync']) {
    const original = childProcess[name];
    childProcess[name] = function watchedSync(...args) {
      const options = args.find((argument) => argument && typeof argument === 'object' && !Array.isArray(argument));
      for (const stream of inherited(streams, options)) {
        stream.lineOpen = true;
      }
      return original.apply(this, args);
    };
  }
  syncBuiltinESMExports();
}

module.exports = { watch };
