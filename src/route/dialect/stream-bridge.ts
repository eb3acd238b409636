import { type Failure, failureOf } from '../failure.ts'
import type { SseEvent, SseItem } from '../sse/sse-item.ts'
import { SseScanner } from '../sse/sse-scanner.ts'
import type { StreamReader } from '../sse/stream-reader.ts'
import { errorEvent } from './error-event.ts'
import type { Rendering } from './rendering.ts'
import type { Surface } from './spoken-api.ts'
import type { StreamBridge, StreamItem } from './stream-item.ts'
import { writtenMeter } from './written-meter.ts'

/** What a bridge is made of. */
export interface BridgeParts {
  readonly surface: Surface
  /** Reads the provider's protocol. */
  readonly reader: StreamReader
  /** Writes the client's. */
  readonly rendering: Rendering
}

/** Reads a stream piece by piece, judges its events, and renders them for the client. */
export function streamBridge({ surface, reader, rendering }: BridgeParts): StreamBridge {
  const scanner = new SseScanner(MOST_EVENT_BYTES)
  const meter = writtenMeter()
  let isOver = false
  let fault: Failure | undefined
  let events = 0

  function heard(items: readonly SseItem[]): readonly StreamItem[] {
    return items.flatMap((item) => (isOver ? [] : kept(itemsOf(item))))
  }

  function itemsOf(item: SseItem): readonly StreamItem[] {
    if (item.kind === 'fault') return [{ kind: 'fault', failure: failureOf(item.code) }]
    if (item.kind === 'event') return itemsOfEvent(item)
    return [{ kind: 'life', bytes: rendering.filler(item.bytes) }]
  }

  function itemsOfEvent(event: SseEvent): readonly StreamItem[] {
    const reading = reader.read(event)
    if (reading.kind === 'fault') return [reading]
    // Servers say that they are done in whatever state they close a stream.
    const failure = reading.kind === 'done' ? reader.end().failure : undefined
    if (failure !== undefined) return [{ kind: 'fault', failure }]
    if (reading.kind === 'token') meter.note(event.bytes.length)
    events += 1
    return rendering.event(event, reading)
  }

  function kept(items: readonly StreamItem[]): readonly StreamItem[] {
    const last = items.at(-1)
    if (last?.kind === 'done' || last?.kind === 'fault') isOver = true
    if (last?.kind === 'fault') fault = last.failure
    return items
  }

  function closing(): readonly StreamItem[] {
    if (isOver) return []
    const items = heard(scanner.end().map(closed))
    if (isOver) return items
    const last = reader.end().failure === undefined ? kept(rendering.close()) : []
    isOver = true
    return [...items, ...last]
  }

  return {
    push: (piece) => (isOver ? [] : heard(scanner.push(piece))),
    end() {
      const items = closing()
      const { failure, facts } = reader.end()
      return { items, failure: fault ?? failure, facts, outputTokens: meter.tokens() }
    },
    errorEvent: (error) => errorEvent(surface, error, events),
  }
}

/** What the stream ended in, with the blank line that it lacks: others may follow. */
function closed(item: SseItem): SseItem {
  if (item.kind === 'fault' || (item.kind === 'event' && item.ended) || isBlank(item.bytes)) {
    return item
  }
  const bytes = new Uint8Array(item.bytes.length + 2)
  bytes.set(item.bytes)
  bytes.fill(LINE_FEED, item.bytes.length)
  return { ...item, bytes }
}

function isBlank(bytes: Uint8Array): boolean {
  return bytes.every((byte) => byte === LINE_FEED || byte === CARRIAGE_RETURN)
}

/** An image is one event, in base64, and the last event of a response holds all of them. */
const MOST_EVENT_BYTES = 16 * 1024 * 1024

const LINE_FEED = 0x0a
const CARRIAGE_RETURN = 0x0d
