import { isUtf8 } from 'node:buffer'
import {
  decodeRecord,
  ENGINE,
  type FlowRecord,
  openReplay,
  type Played,
  type ReceiptRecord,
} from '../../trace/index.ts'
import { MOST_LINE_BYTES } from './byte-lines.ts'
import type { LineBlock } from './line-blocks.ts'
import { type Missing, mergeMissing, missingIn } from './missing.ts'
import { firstIds, firstTypes, type LineFault, MOST_TOLD, type Reading } from './reading.ts'
import { isSelected, type Selection } from './selection.ts'
import { kindOfTally, type TallyName } from './tallies.ts'

/** What a command asks of a trace, as data that can be sent from thread to thread. */
export interface Inquiry {
  readonly tally: TallyName
  /** What the tally is asked. */
  readonly asked: unknown
  readonly selection: Selection
}

/** Where the blocks of a trace are worked on: in the order of the trace, all or some of them. */
export interface Desk {
  readonly take: (block: LineBlock, file: number) => Taken
  /** Keeps what is defined in a block that is taken elsewhere. */
  readonly define: (definitions: Uint8Array) => void
  readonly result: () => DeskResult
}

export interface Taken {
  /** To be written, in the order of the blocks. */
  readonly text: string
  /** Selected receipts, those of flows among them. */
  readonly receipts: number
  /** A line that says that the trace is not one for this version. */
  readonly refused: LineFault | undefined
}

export interface DeskResult {
  readonly found: unknown
  readonly reading: Reading
}

export function openDesk({ tally: name, asked, selection }: Inquiry): Desk {
  const kind = kindOfTally(name)
  const tally = kind.open(asked)
  const replay = openReplay(ENGINE)
  const notes = new Notes()
  const isWanted = (one: ReceiptRecord | FlowRecord) => isSelected(selection, one)
  /** A decision that is not read yet: the receipt below most likely refers to it. */
  let waiting: PlacedLine | undefined

  /** Notes a request, and whether it is one of those that are asked for. */
  const isTaken = (one: ReceiptRecord | FlowRecord): boolean => {
    notes.receipts += 1
    if (!isWanted(one)) return false
    notes.selected += 1
    notes.id(one.id, selection.ids)
    return true
  }

  const takeReceipt = (
    receipt: ReceiptRecord,
    { file, line }: PlacedLine,
    play: () => Played,
  ): string =>
    isTaken(receipt) ? tally.add({ receipt, file, line, library: replay.library, play }) : ''

  const takeFlow = (flow: FlowRecord, { file, line }: PlacedLine): string => {
    const play = () => replay.playFlow(flow)
    return isTaken(flow) ? tally.addFlow({ flow, file, line, library: replay.library, play }) : ''
  }

  const readLine = (placed: PlacedLine): string => {
    const { text, isEnded, isUtf8, file, line } = placed
    if (!isUtf8) {
      notes.fault({ ...NOT_UTF8, file, line })
      return ''
    }
    const decoded = decodeRecord(text)
    if (!decoded.ok) {
      const isCutOff = !isEnded && decoded.error.kind === 'not json'
      if (isCutOff) notes.cutOff.push({ file, line })
      else notes.fault({ ...decoded.error, file, line })
      return ''
    }
    const record = decoded.value
    notes.record(file)
    if (record.record === 'unknown') {
      notes.unknownType(record.type)
      return ''
    }
    if (record.record === 'gap') notes.gap(missingIn(record, selection))
    replay.define(record)
    if (record.record === 'flow') return takeFlow(record, placed)
    return record.record === 'receipt' ? takeReceipt(record, placed, () => replay.play(record)) : ''
  }

  const readWaiting = (): string => {
    const line = waiting
    waiting = undefined
    return line === undefined ? '' : readLine(line)
  }

  /** As {@link readLine} does, the quick way where there is one. */
  const takeLine = (placed: PlacedLine): string => {
    if (kind.looksAt === 'recorded' || !placed.isUtf8) return readWaiting() + readLine(placed)
    const played = replay.recognise(placed.text, { isWanted, definition: waiting?.text })
    if (played === undefined) {
      const text = readWaiting()
      if (!replay.isDecisionLine(placed.text)) return text + readLine(placed)
      waiting = placed
      return text
    }
    if (waiting !== undefined) notes.record(waiting.file)
    waiting = undefined
    notes.record(placed.file)
    return takeReceipt(played.receipt, placed, () => played)
  }

  return {
    take: (block, file) => {
      const { selected } = notes
      let text = ''
      if (block.kind === 'too long') notes.fault({ ...TOO_LONG, file, line: block.firstLine })
      else {
        for (const line of textLines(block)) {
          text += takeLine({ ...line, file })
          // What follows is of a format that nobody here knows, wherever the block ends.
          if (notes.refused !== undefined) break
        }
        text += readWaiting()
      }
      return { text, receipts: notes.selected - selected, refused: notes.refused }
    },
    define: (definitions) => {
      // Not the beginning of a file, where a byte order mark may stand.
      const block = { firstLine: 2, kind: 'lines', bytes: definitions } as const
      for (const { text, isUtf8 } of textLines(block)) {
        if (isUtf8) replay.defineLine(text)
      }
    },
    result: () => ({ found: tally.result(), reading: notes.reading() }),
  }
}

interface PlacedLine {
  readonly text: string
  /** Whether its line break is there. */
  readonly isEnded: boolean
  /** Two lines of other bytes may read alike. */
  readonly isUtf8: boolean
  readonly file: number
  readonly line: number
}

const NOT_UTF8 = { kind: 'not json', message: 'the line is not UTF-8' } as const

const TOO_LONG = {
  kind: 'too long',
  message: `the line has more than ${MOST_LINE_BYTES / 1024 / 1024} MB, which no record has`,
} as const

/** The lines that are not empty. A byte order mark at the beginning of a file is left out. */
function* textLines({
  bytes,
  firstLine,
}: Omit<LineBlock, 'bytes'> & { readonly bytes: Uint8Array }) {
  const block = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const isAllUtf8 = isUtf8(block)
  let line = firstLine
  for (let start = hasMark(block, firstLine) ? MARK.length : 0; start < block.length; line++) {
    const found = block.indexOf(NEWLINE, start)
    const end = found < 0 ? block.length : found
    const text = block.toString('utf8', start, end)
    if (text.trim() !== '') {
      const isGood = isAllUtf8 || isUtf8(block.subarray(start, end))
      yield { text, isEnded: found >= 0, isUtf8: isGood, line }
    }
    start = end + 1
  }
}

function hasMark(block: Buffer, firstLine: number): boolean {
  return firstLine === 1 && block.subarray(0, MARK.length).equals(MARK)
}

const MARK = Buffer.from('\ufeff')
const NEWLINE = 10

/** What is noted of the lines, beside what the tally finds. */
class Notes {
  readonly recordsIn: number[] = []
  readonly cutOff: Reading['cutOff'][number][] = []
  private unknown: Reading['unknown'] = new Map()
  private unknownRecords = 0
  receipts = 0
  selected = 0
  private missing: Missing | undefined
  refused: LineFault | undefined
  private readonly faultsIn: number[] = []
  private readonly faults: LineFault[] = []
  private readonly ids = new Map<string, readonly string[]>()

  record(file: number): void {
    this.recordsIn[file] = (this.recordsIn[file] ?? 0) + 1
  }

  fault(fault: LineFault): void {
    const { file, kind } = fault
    this.faultsIn[file] = (this.faultsIn[file] ?? 0) + 1
    if (this.faults.length < MOST_TOLD) this.faults.push(fault)
    if (kind === 'newer format') this.refused ??= fault
  }

  gap(missing: Missing | undefined): void {
    this.missing = mergeMissing(this.missing, missing)
  }

  unknownType(type: string): void {
    this.unknownRecords += 1
    this.unknown = firstTypes(new Map(this.unknown).set(type, (this.unknown.get(type) ?? 0) + 1))
  }

  id(id: string, asked: readonly string[]): void {
    for (const prefix of asked) {
      if (!id.startsWith(prefix)) continue
      this.ids.set(prefix, firstIds([...(this.ids.get(prefix) ?? []), id]))
    }
  }

  reading(): Reading {
    const { recordsIn, faultsIn, receipts, selected, faults, cutOff, ids } = this
    const { unknown, unknownRecords, missing } = this
    const [records, wrong] = [recordsIn, faultsIn].map((counts) => Array.from(counts, (n = 0) => n))
    return {
      recordsIn: records ?? [],
      faultsIn: wrong ?? [],
      ...{ receipts, selected, missing, faults, cutOff, unknown, unknownRecords, ids },
    }
  }
}
