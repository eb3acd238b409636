import { receiptId } from '../../trace/index.ts'

/**
 * A name for a file of a trace that nobody else has: `trace-2026-11-16-01K….jsonl`. Names sort by
 * the time at which the files are begun.
 *
 * @param atMs milliseconds since 1970.
 * @param entropy ten random bytes.
 */
export function traceFileName(atMs: number, entropy: Uint8Array): string {
  return `trace-${new Date(atMs).toISOString().slice(0, 10)}-${receiptId(atMs, entropy)}.jsonl`
}
