import type { SseItem } from '../../../src/route/sse/sse-item.ts'
import { SseScanner } from '../../../src/route/sse/sse-scanner.ts'

/** The events of a stream read at once, as the standard tells it: the oracle of the scanner. */
export function eventsOfText(stream: string): readonly (readonly [name: string, data: string])[] {
  const events: [string, string][] = []
  let name = ''
  let data: string | undefined
  const dispatch = () => {
    if (data !== undefined) events.push([name, data])
    name = ''
    data = undefined
  }
  for (const line of stream.replace(/^\ufeff/, '').split(/\r\n|\n|\r/)) {
    const [, field, value = ''] = /^([^:]*)(?:: ?(.*))?$/s.exec(line) ?? []
    if (line === '') dispatch()
    else if (field === 'event') name = value
    else if (field === 'data') data = data === undefined ? value : `${data}\n${value}`
  }
  dispatch()
  return events
}

/** Everything the scanner finds in those pieces. */
export function scan(pieces: readonly Uint8Array[], maxEventBytes?: number): readonly SseItem[] {
  const scanner = new SseScanner(maxEventBytes)
  return [...pieces.flatMap((piece) => scanner.push(piece)), ...scanner.end()]
}

export function eventsOf(items: readonly SseItem[]): readonly (readonly [string, string])[] {
  return items.flatMap((item) => (item.kind === 'event' ? [[item.name, item.data] as const] : []))
}

/** The bytes of the items, one after the other. */
export function bytesOf(items: readonly SseItem[]): Uint8Array {
  return Buffer.concat(items.flatMap((item) => (item.kind === 'fault' ? [] : [item.bytes])))
}

export function bytes(text: string): Uint8Array {
  return new TextEncoder().encode(text)
}

/** The pieces of a stream that is cut before those bytes. */
export function cutAt(stream: Uint8Array, cuts: readonly number[]): readonly Uint8Array[] {
  const places = [...new Set([0, ...cuts, stream.length])].sort((a, b) => a - b)
  return places.slice(1).map((to, i) => stream.slice(places[i], to))
}
