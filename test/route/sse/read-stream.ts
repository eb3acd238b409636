import { chatStreamReader } from '../../../src/route/sse/chat-stream.ts'
import { messagesStreamReader } from '../../../src/route/sse/messages-stream.ts'
import { responsesStreamReader } from '../../../src/route/sse/responses-stream.ts'
import type { StreamEnd, StreamReader } from '../../../src/route/sse/stream-reader.ts'
import { scan } from './whole-stream.ts'

export const READERS: Readonly<Record<string, () => StreamReader>> = {
  chat: () => chatStreamReader({ usageFor: 'router' }),
  responses: responsesStreamReader,
  messages: messagesStreamReader,
}

export interface ReadStream {
  /** What the events were, up to a fault; fillers are none. */
  readonly readings: readonly string[]
  readonly end: StreamEnd
  /** What a client is sent, a letter for each byte. */
  readonly sent: string
}

/** Reads a stream as a router does. */
export function readStream(pieces: readonly Uint8Array[], reader: StreamReader): ReadStream {
  const readings: string[] = []
  const sent: Uint8Array[] = []
  for (const item of scan(pieces)) {
    if (item.kind === 'fault') throw new Error('an event of a fixture is too large')
    if (item.kind === 'filler') {
      sent.push(item.bytes)
      continue
    }
    const reading = reader.read(item)
    if (reading.kind === 'fault') {
      readings.push(`fault ${JSON.stringify(reading.failure)}`)
      break
    }
    readings.push(reading.forward === undefined ? `${reading.kind}, kept` : reading.kind)
    if (reading.forward !== undefined) sent.push(reading.forward)
  }
  return { readings, end: reader.end(), sent: Buffer.concat(sent).toString('latin1') }
}
