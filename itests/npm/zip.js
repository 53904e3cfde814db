'use strict'

const zlib = require('node:zlib')

const TABLE = Uint32Array.from({ length: 256 }, (_, byte) => {
  let value = byte
  for (let bit = 0; bit < 8; bit++) {
    value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1
  }
  return value
})

function checksum (bytes) {
  let value = 0xffffffff
  for (const byte of bytes) {
    value = (value >>> 8) ^ TABLE[(value ^ byte) & 0xff]
  }
  return (value ^ 0xffffffff) >>> 0
}

/** The members that the local and the central header have in common. */
function common (content, packed, nameLength) {
  const header = Buffer.alloc(26)
  header.writeUInt16LE(20, 0) // version needed
  header.writeUInt16LE(0x800, 2) // names are UTF-8
  header.writeUInt16LE(8, 4) // deflate
  header.writeUInt16LE(0x21, 8) // 1 January 1980
  header.writeUInt32LE(checksum(content), 10)
  header.writeUInt32LE(packed.length, 14)
  header.writeUInt32LE(content.length, 18)
  header.writeUInt16LE(nameLength, 22)
  return header
}

function signature (letters) {
  return Buffer.from(`PK${letters}`, 'latin1')
}

/** A zip archive of files given as `{name: text}`. */
function zip (files) {
  const bodies = []
  const directory = []
  let offset = 0
  for (const [name, text] of Object.entries(files)) {
    const content = Buffer.from(text)
    const packed = zlib.deflateRawSync(content)
    const fileName = Buffer.from(name)
    const shared = common(content, packed, fileName.length)
    const body = Buffer.concat([signature('\x03\x04'), shared, fileName, packed])
    const entry = Buffer.alloc(14)
    entry.writeUInt32LE(0o100644 * 0x10000, 6) // mode of the file
    entry.writeUInt32LE(offset, 10)
    directory.push(Buffer.concat([signature('\x01\x02\x14\x03'), shared, entry, fileName]))
    bodies.push(body)
    offset += body.length
  }
  const central = Buffer.concat(directory)
  const end = Buffer.alloc(18)
  end.writeUInt16LE(directory.length, 4)
  end.writeUInt16LE(directory.length, 6)
  end.writeUInt32LE(central.length, 8)
  end.writeUInt32LE(offset, 12)
  return Buffer.concat([...bodies, central, signature('\x05\x06'), end])
}

module.exports = { zip }
