import { Readable, Writable } from 'node:stream'
import type { InputStream, OutputStream } from '../context.ts'

/** Standard input as the protocol's library reads it. */
export function readableOf(stdin: InputStream): Readable {
  return stdin instanceof Readable ? stdin : Readable.from(stdin)
}

/** Standard output as the protocol's library writes it: every piece is whole characters. */
export function writableOf(stdout: OutputStream): Writable {
  return new Writable({
    decodeStrings: false,
    write(chunk: string | Uint8Array, _encoding, done) {
      stdout.write(typeof chunk === 'string' ? chunk : new TextDecoder().decode(chunk))
      done()
    },
  })
}
