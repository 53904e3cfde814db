'use strict';

// Reads zip archives by their central directory: stored and deflated entries, no zip64 and no encryption.
const zlib = require('zlib');

const END = 0x06054b50;
const ENTRY = 0x02014b50;
const LOCAL = 0x04034b50;
const END_LENGTH = 22;
const MADE_ON_UNIX = 3;
const TYPE = 0o170000;
const SYMLINK = 0o120000;

function findEnd(bytes) {
  const lowest = Math.max(0, bytes.length - END_LENGTH - 0xffff);
  for (let at = bytes.length - END_LENGTH; at >= lowest; at -= 1) {
    if (bytes.readUInt32LE(at) === END) {
      return at;
    }
  }
  throw new Error('the zip archive has no central directory');
}

function content(bytes, entry, unpacker) {
  if (bytes.readUInt32LE(entry.local) !== LOCAL) {
    throw new Error(`the zip entry '${entry.name}' has no header`);
  }
  const start = entry.local + 30 + bytes.readUInt16LE(entry.local + 26) + bytes.readUInt16LE(entry.local + 28);
  const packed = bytes.subarray(start, start + entry.packedSize);
  let data;
  if (entry.method === 0) {
    data = packed;
  } else if (entry.method === 8) {
    unpacker.requireRoom(entry.size);
    data = zlib.inflateRawSync(packed, { maxOutputLength: Math.max(entry.size, 1) });
  } else {
    throw new Error(`the zip entry '${entry.name}' uses the unsupported compression method ${entry.method}`);
  }
  // zlib.crc32 came with Node.js 20.15; older versions check the size only
  if (data.length !== entry.size || (zlib.crc32 && zlib.crc32(data) !== entry.crc)) {
    throw new Error(`the zip entry '${entry.name}' is damaged`);
  }
  return data;
}

function read(bytes, unpacker) {
  const end = findEnd(bytes);
  let at = bytes.readUInt32LE(end + 16);
  for (let left = bytes.readUInt16LE(end + 10); left > 0; left -= 1) {
    if (bytes.readUInt32LE(at) !== ENTRY) {
      throw new Error('the central directory of the zip archive is damaged');
    }
    const nameLength = bytes.readUInt16LE(at + 28);
    const entry = {
      name: bytes.toString('utf8', at + 46, at + 46 + nameLength),
      method: bytes.readUInt16LE(at + 10),
      crc: bytes.readUInt32LE(at + 16),
      packedSize: bytes.readUInt32LE(at + 20),
      size: bytes.readUInt32LE(at + 24),
      local: bytes.readUInt32LE(at + 42),
    };
    if (bytes.readUInt16LE(at + 8) & 1) {
      throw new Error(`the zip entry '${entry.name}' is encrypted`);
    }
    const mode = bytes[at + 5] === MADE_ON_UNIX ? bytes.readUInt32LE(at + 38) >>> 16 : 0;
    if (entry.name.endsWith('/')) {
      unpacker.directory(entry.name);
    } else if ((mode & TYPE) === SYMLINK) {
      unpacker.link(entry.name, content(bytes, entry, unpacker).toString());
    } else {
      unpacker.file(entry.name, content(bytes, entry, unpacker), mode || 0o644);
    }
    at += 46 + nameLength + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32);
  }
}

module.exports = { read };
