import { decodeRecord, type RecordFault, type UnknownRecord } from './decode-record.ts'
import type { TraceRecord } from './record.ts'

/** A line of a trace, read. */
export type TraceLine =
  | {
      readonly kind: 'record'
      /** From 1. */
      readonly number: number
      readonly record: TraceRecord | UnknownRecord
    }
  | { readonly kind: 'fault'; readonly number: number; readonly fault: RecordFault }

/**
 * Reads a trace line by line, as it comes: a line that is no record is told in its place, and the
 * rest is read. Empty lines are passed over.
 *
 * @param lines the lines without their breaks.
 */
export async function* readTrace(
  lines: AsyncIterable<string> | Iterable<string>,
): AsyncGenerator<TraceLine> {
  let number = 0
  for await (const line of lines) {
    number += 1
    if (line.trim() === '') continue
    const decoded = decodeRecord(line)
    yield decoded.ok
      ? { kind: 'record', number, record: decoded.value }
      : { kind: 'fault', number, fault: decoded.error }
  }
}
