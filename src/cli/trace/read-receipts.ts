import { decodeRecord, ENGINE, openReplay, type RecordFault } from '../../trace/index.ts'
import type { Context } from '../context.ts'
import { styleOf } from '../report/style.ts'
import { toldName } from '../report/told-name.ts'
import { byteLines } from './byte-lines.ts'
import { isSelected, type Selection } from './selection.ts'
import type { ReceiptLine } from './tally.ts'
import type { TraceFile } from './trace-files.ts'

/** What could not be read of a trace. */
export interface ReadingTroubles {
  /** Lines that are no records, and the first of them. */
  faults: number
  first: (RecordFault & { readonly place: string }) | undefined
  /** Files that ended too early, with why. */
  readonly broken: string[]
}

export function noTroubles(): ReadingTroubles {
  return { faults: 0, first: undefined, broken: [] }
}

/**
 * The selected receipts of a trace, one after the other. Definitions are kept for those that
 * follow, and nothing else; what cannot be read is counted, and the rest is read.
 */
export async function* readReceipts(
  files: readonly TraceFile[],
  selection: Selection,
  troubles: ReadingTroubles,
): AsyncGenerator<ReceiptLine> {
  const replay = openReplay(ENGINE)
  const { library } = replay
  for (const [file, { name, chunks, breakage }] of files.entries()) {
    for await (const { bytes, number, complete } of byteLines(chunks())) {
      const text = bytes.toString().replace(/^\ufeff/, '')
      if (text.trim() === '') continue
      const decoded = decodeRecord(text)
      if (!decoded.ok) {
        // A last line that was cut off is what a crash leaves.
        if (complete || decoded.error.kind !== 'not json') {
          troubles.faults += 1
          troubles.first ??= { ...decoded.error, place: `${name}:${number}` }
        }
        continue
      }
      const record = decoded.value
      if (record.record !== 'receipt') replay.take(record)
      else if (isSelected(selection, record)) {
        const play = () => {
          const played = replay.take(record)
          if (played === undefined) throw new Error('a receipt is played')
          return played
        }
        yield { receipt: record, file, line: number, library, play }
      }
    }
    const broken = breakage()
    if (broken !== undefined) troubles.broken.push(`\`${toldName(name)}\` ${broken}`)
  }
}

/** Tells on standard error what could not be read. */
export function tellTroubles(
  { faults, first, broken }: ReadingTroubles,
  { stderr, errorScreen }: Pick<Context, 'stderr' | 'errorScreen'>,
): void {
  const style = styleOf(errorScreen)
  const told = [...broken]
  if (first !== undefined) {
    const more = faults === 1 ? '' : `; ${faults - 1} more lines cannot be read`
    told.push(`${toldName(first.place)}: ${toldName(first.message, 200)}${more}`)
  }
  for (const text of told) stderr.write(`${style.warning('warning:')} ${text}\n`)
}

export function isBroken({ faults, broken }: ReadingTroubles): boolean {
  return faults > 0 || broken.length > 0
}
