'use strict';

const fs = require('fs');
const path = require('path');
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
    extract('Tar GZ archive', bytes, folder, (data, unpacker) => require('./tar').read(zlib.gunzipSync(data), unpacker));
  } else {
    throw new Refusal(`${FAILED} archive. The file type is unsupported`);
  }
}

module.exports = { unpack };
