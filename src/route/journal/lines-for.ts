import type { TraceWriter } from '../../trace/index.ts'
import type { Entry } from './receipt-queue.ts'
import { BATCH } from './settings.ts'

/** The lines of the first of some entries. */
export interface Made {
  /** With their line breaks. */
  readonly text: string
  /** How many of the entries are done with. */
  readonly entries: number
  /** How many receipts are in the lines. */
  readonly receipts: number
  /** How much of the text they take, without what they name. */
  readonly receiptLength: number
  /**
   * Receipts, by their names, that could not be put in a line, which is a fault of whoever made
   * them; the text has a gap in their places.
   */
  readonly unwritable: readonly string[]
}

/**
 * Makes lines until a batch is full.
 *
 * @param room how many bytes are to go into the file; the first entry goes in whatever there is.
 */
export function linesFor(entries: readonly Entry[], writer: TraceWriter, room: number): Made {
  const most = Math.min(room, BATCH.bytes)
  let [text, done, receipts, receiptLength] = ['', 0, 0, 0]
  const unwritable: string[] = []
  for (const entry of entries) {
    if (done > 0 && text.length >= most) break
    done += 1
    const lines = linesOf(entry, writer)
    for (const line of lines ?? gapAt(entry, writer)) text += `${line}\n`
    if (entry.kind === 'gap') continue
    if (lines === undefined) {
      unwritable.push(entry.receipt.id)
    } else {
      receipts += 1
      receiptLength += lengthOf(lines)
    }
  }
  return { text, entries: done, receipts, receiptLength, unwritable }
}

function linesOf(entry: Entry, writer: TraceWriter): readonly string[] | undefined {
  if (entry.kind === 'gap') return [writer.gap(entry.gap)]
  try {
    return writer.receipt(entry.receipt, entry.definitions)
  } catch {
    return undefined
  }
}

function gapAt(entry: Entry, writer: TraceWriter): readonly string[] {
  if (entry.kind === 'gap') return []
  const { at } = entry.receipt
  return [writer.gap({ receipts: 1, from: at, to: at })]
}

/** The receipt and its decisions: policies and catalogs are held by others anyway. */
function lengthOf(lines: readonly string[]): number {
  return lines.reduce((sum, line) => sum + (NAMED.test(line) ? 0 : line.length), 0)
}

const NAMED = /^\{"record":"(?:policy|catalog)"/
