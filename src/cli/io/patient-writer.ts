import { once } from 'node:events'
import type { OutputStream } from '../context.ts'

/** Writes as fast as the reader takes it, so that what it has not taken yet does not pile up. */
export function patientWriter(stream: OutputStream): (text: string) => Promise<void> {
  return async (text) => {
    const isFull = stream.write(text) === false
    if (isFull && isEmitter(stream)) await once(stream, 'drain')
  }
}

function isEmitter(stream: OutputStream): stream is OutputStream & NodeJS.EventEmitter {
  return 'once' in stream && typeof stream.once === 'function'
}
