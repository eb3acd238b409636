import { type JsonRecord, recordOf } from '../../catalog/json-data.ts'
import { classifyError } from '../classify/classify-error.ts'
import { errorBodyOf } from '../classify/error-body.ts'
import { isError } from '../classify/is-error.ts'
import { parsedJson } from '../classify/parsed-json.ts'
import { type Failure, failureOf } from '../failure.ts'
import type { SseEvent } from './sse-item.ts'

/** The object that an event carries, or why it carries none. */
export type EventData =
  | { readonly kind: 'object'; readonly value: JsonRecord }
  | { readonly kind: 'fault'; readonly failure: Failure }

/**
 * Reads the data of an event as the JSON it should be.
 *
 * An error is one by its member `error`, by its `type`, or by the name of its event, whatever the
 * data then is. A stream has no other place to tell of it, so its reason is what it says. Data that
 * breaks off with the stream is a stream cut short; elsewhere it is an answer that cannot be read.
 */
export function readEventData(event: SseEvent): EventData {
  const value = parsedJson(event.data)
  const record = recordOf(value)
  if (event.name === 'error' || isError(value)) {
    return fault(classifyError(errorBodyOf(value ?? event.data)))
  }
  if (typeof value === 'object' && value !== null) return { kind: 'object', value: record }
  return fault(failureOf(event.ended ? 'malformed_event' : 'truncated_stream'))
}

function fault(failure: Failure): EventData {
  return { kind: 'fault', failure }
}
