import { compareBytes } from '../../base/byte-order.ts'
import { counted } from '../../base/counted.ts'
import type { GapRecord } from '../../trace/index.ts'
import type { Selection } from './selection.ts'

/** Receipts that a router could not write. They are in no figure, and nobody can say what they held. */
export interface Missing {
  readonly receipts: number
  /** Instants of the first and the last of them, in UTC. */
  readonly from: string
  readonly to: string
}

/** What of a gap may be among what is asked for: of a receipt that is not there only its time is known. */
export function missingIn(
  { receipts, from, to }: GapRecord,
  { sinceMs, untilMs }: Pick<Selection, 'sinceMs' | 'untilMs'>,
): Missing | undefined {
  const isBefore = sinceMs !== undefined && Date.parse(to) < sinceMs
  const isAfter = untilMs !== undefined && Date.parse(from) > untilMs
  return isBefore || isAfter ? undefined : { receipts, from, to }
}

/** Both together; which is which makes no difference. */
export function mergeMissing(a: Missing | undefined, b: Missing | undefined): Missing | undefined {
  if (a === undefined || b === undefined) return a ?? b
  return {
    receipts: a.receipts + b.receipts,
    from: compareBytes(a.from, b.from) < 0 ? a.from : b.from,
    to: compareBytes(a.to, b.to) > 0 ? a.to : b.to,
  }
}

/** `2 receipts, of 2026-11-02T10:00:00.000Z to 2026-11-02T10:04:00.000Z, …` */
export function missingText({ receipts, from, to }: Missing): string {
  const when = from === to ? from : `${from} to ${to}`
  return `${counted(receipts, 'receipt')}, of ${when}, could not be written by the router and ${receipts === 1 ? 'is' : 'are'} missing`
}

/** The same for programs; null where nothing is missing. */
export function missingJson(missing: Missing | undefined): Missing | null {
  return missing ?? null
}
