import { err, ok, type Result } from '../../base/result.ts'
import type { Keyed } from '../../decide/context.ts'
import { isRecord } from '../../decide/decode-context.ts'

/** A response of the other host as it was logged, and the request where that was logged with it. */
export interface LogEntry {
  /** The body of the response: it has `x_router`. */
  readonly response: Keyed<unknown>
  readonly request: Keyed<unknown> | undefined
}

/**
 * The value that a line of a log holds: JSON, or an event of a stream. Undefined where the line is
 * blank, or is a part of a stream that holds no JSON.
 */
export function valueInLine(line: string): Result<unknown, string> {
  const text = line.trim()
  if (text === '' || text === 'data: [DONE]' || NO_DATA.test(text)) return ok(undefined)
  return parsed(text.startsWith('data:') ? text.slice('data:'.length) : text)
}

/** Lines of a stream of events that are not its data. */
const NO_DATA = /^(?::|(?:event|id|retry):)/

/** The value that a text is in JSON; the answer never repeats the text, which may be secret. */
export function parsed(text: string): Result<unknown, string> {
  try {
    return ok(JSON.parse(text))
  } catch {
    return err('it is not JSON')
  }
}

/**
 * The response in a value of a log: the value itself, or what stands in it under `response`,
 * `response_body` or `body`, as an object or as JSON in a text, twice over at most. The request is
 * beside it under `request` or `request_body`, or in the `body` of that.
 */
export function entryIn(value: unknown): LogEntry | undefined {
  return entryWithin(value, 2)
}

function entryWithin(value: unknown, depth: number): LogEntry | undefined {
  const record = recordIn(value)
  if (record === undefined) return undefined
  if (isRecord(own(record, 'x_router'))) {
    return { response: record, request: requestBeside(record) }
  }
  if (depth === 0) return undefined
  for (const name of ['response', 'response_body', 'body']) {
    const found = entryWithin(own(record, name), depth - 1)
    if (found !== undefined) {
      return { response: found.response, request: found.request ?? requestBeside(record) }
    }
  }
  return undefined
}

function requestBeside(record: Keyed<unknown>): Keyed<unknown> | undefined {
  for (const name of ['request', 'request_body']) {
    const found = recordIn(own(record, name))
    if (found !== undefined) return recordIn(own(found, 'body')) ?? found
  }
  return undefined
}

function recordIn(value: unknown): Keyed<unknown> | undefined {
  if (isRecord(value)) return value
  if (typeof value !== 'string' || !value.trimStart().startsWith('{')) return undefined
  const result = parsed(value)
  return result.ok && isRecord(result.value) ? result.value : undefined
}

function own(record: Keyed<unknown>, name: string): unknown {
  return Object.hasOwn(record, name) ? record[name] : undefined
}
