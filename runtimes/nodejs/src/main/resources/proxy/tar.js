'use strict';

// Reads tar archives: ustar, GNU long names and pax headers.
const BLOCK = 512;

function text(bytes, start, length) {
  const field = bytes.subarray(start, start + length);
  const end = field.indexOf(0);
  return field.toString('utf8', 0, end < 0 ? length : end);
}

function number(bytes, start, length) {
  if (bytes[start] & 0x80) { // GNU's binary form, for sizes past 8 GiB
    return bytes.readUIntBE(start + length - 6, 6);
  }
  return parseInt(text(bytes, start, length).trim() || '0', 8);
}

function checkSum(header) {
  let sum = 8 * 32; // the field itself counts as spaces
  for (let at = 0; at < BLOCK; at += 1) {
    if (at < 148 || at >= 156) {
      sum += header[at];
    }
  }
  return sum;
}

/** The records "<length> <key>=<value>\n" of a pax header. */
function paxFields(data) {
  const fields = {};
  for (let at = 0; at < data.length;) {
    const space = data.indexOf(32, at);
    const length = Number(data.toString('latin1', at, space));
    if (space < 0 || !(length > 0)) {
      break;
    }
    const record = data.toString('utf8', space + 1, at + length - 1);
    const equals = record.indexOf('=');
    fields[record.slice(0, equals)] = record.slice(equals + 1);
    at += length;
  }
  return fields;
}

function read(bytes, unpacker) {
  let pax = {};
  let found = 0;
  for (let at = 0; at + BLOCK <= bytes.length && bytes[at] !== 0;) {
    const header = bytes.subarray(at, at + BLOCK);
    if (number(header, 148, 8) !== checkSum(header)) {
      throw new Error('the tar archive is damaged');
    }
    const size = pax.size === undefined ? number(header, 124, 12) : Number(pax.size);
    const data = bytes.subarray(at + BLOCK, at + BLOCK + size);
    if (data.length !== size) {
      throw new Error('the tar archive is cut off');
    }
    const prefix = text(header, 257, 6) === 'ustar' ? text(header, 345, 155) : '';
    const name = pax.path || (prefix ? `${prefix}/` : '') + text(header, 0, 100);
    const link = pax.linkpath || text(header, 157, 100);
    const type = String.fromCharCode(header[156]);
    at += BLOCK + Math.ceil(size / BLOCK) * BLOCK;
    found += 1;
    if (type === 'x') {
      pax = { ...pax, ...paxFields(data) };
    } else if (type === 'L') {
      pax = { ...pax, path: text(data, 0, size) };
    } else if (type === 'K') {
      pax = { ...pax, linkpath: text(data, 0, size) };
    } else {
      if (type === '5' || name.endsWith('/')) {
        unpacker.directory(name);
      } else if (type === '2' || type === '1') {
        unpacker.link(name, link, type === '1');
      } else if (type === '0' || type === '\0' || type === '7') {
        unpacker.file(name, data, number(header, 100, 8));
      }
      pax = type === 'g' ? pax : {};
    }
  }
  if (found === 0) {
    throw new Error('the tar archive is empty');
  }
}

module.exports = { read };
