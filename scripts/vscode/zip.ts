import { crc32, deflateRawSync } from 'node:zlib'

/**
 * A ZIP archive of some files by their paths. The same files give the same bytes: the entries are
 * of 1980-01-01, the first day there is for the format.
 */
export function zip(files: ReadonlyMap<string, Uint8Array>): Uint8Array {
  const bodies: Buffer[] = []
  const directory: Buffer[] = []
  let offset = 0
  for (const [path, bytes] of files) {
    const name = Buffer.from(path)
    const packed = deflateRawSync(bytes)
    const shared = sharedHeader({
      crc: crc32(bytes),
      packed: packed.length,
      size: bytes.length,
      name: name.length,
    })
    const body = Buffer.concat([signed(0x04034b50), shared, name, packed])
    const place = Buffer.alloc(14)
    place.writeUInt32LE(offset, 10)
    directory.push(signed(0x02014b50), Buffer.from([20, 0]), shared, place, name)
    bodies.push(body)
    offset += body.length
  }
  const entries = Buffer.concat(directory)
  const end = Buffer.alloc(18)
  end.writeUInt16LE(files.size, 4)
  end.writeUInt16LE(files.size, 6)
  end.writeUInt32LE(entries.length, 8)
  end.writeUInt32LE(offset, 12)
  return Buffer.concat([...bodies, entries, signed(0x06054b50), end])
}

interface Header {
  readonly crc: number
  readonly packed: number
  readonly size: number
  readonly name: number
}

/** What an entry and its line in the directory have in common, from the version to the lengths. */
function sharedHeader({ crc, packed, size, name }: Header): Buffer {
  const header = Buffer.alloc(26)
  header.writeUInt16LE(20, 0) // version 2.0 is needed: deflate
  header.writeUInt16LE(0x0800, 2) // names are UTF-8
  header.writeUInt16LE(8, 4) // deflate
  header.writeUInt16LE(0x21, 8) // 1980-01-01
  header.writeUInt32LE(crc, 10)
  header.writeUInt32LE(packed, 14)
  header.writeUInt32LE(size, 18)
  header.writeUInt16LE(name, 22)
  return header
}

function signed(signature: number): Buffer {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32LE(signature)
  return bytes
}
