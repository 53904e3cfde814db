'use strict';

const fs = require('fs');
const path = require('path');
const { constants } = require('buffer');
const zlib = require('zlib');
const { Refusal } = require('./answers');

const FAILED = 'There was an error uncompressing the action';

/** Writes the entries of an archive below one folder and nowhere else. */
class Unpacker {
  constructor(root) {
    this.root = root;
    this.made = new Set([root]);
    this.links = [];
  }

  /** To be asked before a file is unpacked into memory. */
  requireRoom(bytes) {
    const most = room(this.root);
    if (bytes > most) {
      throw full(most);
    }
  }

  place(name) {
    const target = path.join(this.root, name);
    if (target !== this.root && !target.startsWith(this.root + path.sep)) {
      throw new Error(`the entry '${name}' points outside the archive`);
    }
    return target;
  }

  folder(target) {
    if (!this.made.has(target)) {
      fs.mkdirSync(target, { recursive: true });
      this.made.add(target);
    }
  }

  directory(name) {
    this.folder(this.place(name));
  }

  file(name, bytes, mode) {
    const target = this.place(name);
    this.folder(path.dirname(target));
    fs.writeFileSync(target, bytes, { mode: (mode & 0o777) | 0o400 });
  }

  link(name, to, hard = false) {
    this.links.push({ target: this.place(name), to, hard });
  }

  /** Links come last, so that no entry can be written through one. */
  finish() {
    for (const { target, to, hard } of this.links) {
      this.folder(path.dirname(target));
      fs.rmSync(target, { force: true });
      if (hard) {
        fs.linkSync(this.place(to), target);
      } else {
        fs.symlinkSync(to, target);
      }
    }
  }
}

/** How many bytes may be written below a folder; Node.js tells since 18.15. */
function room(folder) {
  if (!fs.statfsSync) {
    return constants.MAX_LENGTH;
  }
  const { bavail, bsize } = fs.statfsSync(folder);
  return Math.min(bavail * bsize, constants.MAX_LENGTH);
}

function full(bytes) {
  return new Error(`ENOSPC: no space left on device, there is room for ${bytes} bytes`);
}

/** Unpacks no more than there is room for, since all of it is in memory before the disk can refuse it. */
function gunzip(bytes, folder) {
  const most = room(folder);
  try {
    return zlib.gunzipSync(bytes, { maxOutputLength: Math.max(1, most) });
  } catch (error) {
    throw error.code === 'ERR_BUFFER_TOO_LARGE' ? full(most) : error;
  }
}

function extract(label, bytes, folder, read) {
  try {
    const unpacker = new Unpacker(folder);
    read(bytes, unpacker);
    unpacker.finish();
  } catch (error) {
    process.stderr.write(`${error.message}\n`);
    throw new Refusal(`${FAILED} ${label}.`);
  }
}

function unpack(bytes, folder) {
  if (bytes.length > 4 && bytes.readUInt32LE(0) === 0x04034b50) {
    extract('Zip archive', bytes, folder, require('./zip').read);
  } else if (bytes.length > 2 && bytes[0] === 0x1f && bytes[1] === 0x8b) {
    extract('Tar GZ archive', bytes, folder, (data, unpacker) => require('./tar').read(gunzip(data, folder), unpacker));
  } else {
    throw new Refusal(`${FAILED} archive. The file type is unsupported`);
  }
}

module.exports = { unpack };
