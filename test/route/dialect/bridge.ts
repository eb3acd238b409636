import type { StreamBridge, StreamItem } from '../../../src/route/dialect/stream-item.ts'

/** A stream that went over a bridge. */
export interface Bridged {
  /** What the items were, neighbours of one kind told once. */
  readonly kinds: readonly string[]
  /** What the client was sent, a letter for each byte. */
  readonly sent: string
  readonly end: Omit<ReturnType<StreamBridge['end']>, 'items'>
}

/** Sends the pieces over, and ends where the bridge does. */
export function bridged(bridge: StreamBridge, pieces: readonly Uint8Array[]): Bridged {
  const items: StreamItem[] = pieces.flatMap((piece) => bridge.push(piece))
  const { items: last, ...end } = bridge.end()
  items.push(...last)
  const { items: none, ...again } = bridge.end()
  if (none.length > 0 || JSON.stringify(again) !== JSON.stringify(end)) {
    throw new Error('the end of a stream came twice')
  }
  const bytes = items.flatMap((item) => (item.kind === 'fault' ? [] : (item.bytes ?? [])))
  const kinds = items.map((item) => (item.kind === 'fault' ? item.failure.code : item.kind))
  return {
    kinds: kinds.filter((kind, at) => kind !== kinds[at - 1]),
    sent: Buffer.concat(bytes).toString('latin1'),
    end,
  }
}
