import type { StreamPart } from '../anthropic/stream-translator.ts'
import { type FailureCode, failureOf } from '../failure.ts'
import type { SseEvent } from '../sse/sse-item.ts'
import { KEEP_ALIVE } from './own-sign.ts'
import type { Rendering } from './rendering.ts'
import type { StreamItem } from './stream-item.ts'

/** How one protocol's stream becomes another's. */
export interface StreamTranslation<Event> {
  /** What follows from an event of the answer. */
  take(event: SseEvent): readonly StreamPart<Event>[]
  /** What follows where a whole answer ended without the word for it. */
  close(): readonly StreamPart<Event>[]
  /** An event as the client reads it, its blank line included. */
  textOf(event: Event): string
  /** The event with which the client's streams end; undefined where the last of `take` is that. */
  readonly lastEvent: string | undefined
}

/** Renders the events of a translation; what is no event of the answer becomes a comment. */
export function translatedRendering<Event>(translation: StreamTranslation<Event>): Rendering {
  return {
    event(event, { kind }) {
      if (kind === 'life') return [{ kind, bytes: KEEP_ALIVE }]
      return itemsOf(translation.take(event), kind === 'token' ? 'token' : 'chunk', translation)
    },
    filler: (bytes) => (bytes[0] === COLON ? KEEP_ALIVE : undefined),
    close: () => itemsOf(translation.close(), 'chunk', translation),
  }
}

const UTF_8 = new TextEncoder()

const COLON = 0x3a

function itemsOf<Event>(
  parts: readonly StreamPart<Event>[],
  kind: 'token' | 'chunk',
  { textOf, lastEvent }: StreamTranslation<Event>,
): readonly StreamItem[] {
  const texts = parts.flatMap((part) => (part.kind === 'event' ? [textOf(part.event)] : []))
  const end = parts.find((part) => part.kind !== 'event')
  if (end?.kind === 'failed') return [{ kind: 'fault', failure: failureOf(CODES[end.error.kind]) }]
  const last = end === undefined ? undefined : (lastEvent ?? texts.pop())
  const items: StreamItem[] = []
  if (texts.length > 0 || end === undefined) items.push({ kind, bytes: encoded(texts) })
  if (last !== undefined) items.push({ kind: 'done', bytes: UTF_8.encode(last) })
  return items
}

function encoded(texts: readonly string[]): Uint8Array | undefined {
  return texts.length === 0 ? undefined : UTF_8.encode(texts.join(''))
}

/** Errors that are told were read before anything was translated. */
const CODES = {
  told: 'provider_error',
  malformed: 'malformed_event',
  cut: 'truncated_stream',
} as const satisfies Record<string, FailureCode>
