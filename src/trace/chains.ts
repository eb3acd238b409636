import { counted } from '../base/counted.ts'
import { isSigned } from './chain.ts'
import type { UnknownRecord } from './decode-record.ts'
import { isRequest } from './node-receipts.ts'
import type { Link, TraceRecord } from './record.ts'
import type { TellFault } from './trace-fault.ts'

/** A record where it stands. */
export interface PlacedRecord {
  readonly record: TraceRecord | UnknownRecord
  /** Of the file, from 1. */
  readonly number: number
  /** The hash of the line. */
  readonly hash: string
  readonly text: string
}

/** Follows the chain of every writer of a file. */
export interface Chains {
  readonly take: (placed: PlacedRecord) => void
  /** A line that cannot be read: it may have been of any writer. */
  readonly lost: () => void
  readonly end: () => void
  /** What the file has of each writer, in the order in which they first appear. */
  readonly stretches: () => readonly Stretch[]
}

/** What one file has of the chain of a writer. */
export interface Stretch {
  readonly writer: string
  readonly first: Link
  readonly last: { readonly seq: number; readonly hash: string }
}

/**
 * @param isOpen whether writers may still be writing.
 */
export function openChains(tell: TellFault, isOpen: () => boolean): Chains {
  const chains = new Map<string, Chain>()
  let lost = 0
  return {
    lost: () => {
      lost += 1
    },
    stretches: () =>
      [...chains.values()].map(({ first, seq, hash }) => ({
        writer: first.writer,
        first,
        last: { seq, hash },
      })),
    take: (placed) => {
      const link = linkOf(placed.record)
      if (link === undefined) {
        tell('unreadable', placed.number, 'the record has no place in the chain of a writer')
        return
      }
      const chain = chains.get(link.writer)
      if (chain === undefined) chains.set(link.writer, { ...beginning(placed, link, tell), lost })
      else follow(chain, { ...placed, link, lost }, tell)
    },
    end: () => {
      for (const [writer, chain] of chains) finish(chain, { writer, tell, isOpen: isOpen() })
    },
  }
}

/** What is kept of a writer. */
interface Chain {
  readonly first: Link
  /** Where it begins without its header, and the number that this has. */
  headless: { readonly line: number; readonly seq: number } | undefined
  /** Its last record in order. */
  line: number
  seq: number
  hash: string
  isClosed: boolean
  /** Receipts since its header, those of flows among them. */
  receipts: number
  /** Lines that could not be read when its last record came. */
  lost: number
  /** Two neighbours that do not fit; the next record tells which of them was changed. */
  doubt: { readonly before: number; readonly after: number } | undefined
  /** Numbers that were passed over, with the line before the hole; they may still come. */
  readonly missing: Map<number, number>
  /** How many more there are that nobody waits for. */
  given: number
}

/** Numbers of a writer missing beyond these are not waited for one by one. */
const MOST_MISSING = 1000

function linkOf(record: TraceRecord | UnknownRecord): Link | undefined {
  return record.record === 'unknown' ? record.link : record
}

function beginning({ record, number, hash }: PlacedRecord, link: Link, tell: TellFault): Chain {
  const isHeader = record.record === 'header'
  if (isHeader && (link.seq === 0) !== (link.prev === null)) {
    tell('changed', number, 'the header does not say whether it goes on from another file')
  }
  const { writer, seq, prev } = link
  return {
    first: { writer, seq, prev },
    headless: isHeader ? undefined : { line: number, seq: seq - 1 },
    line: number,
    seq,
    hash,
    isClosed: record.record === 'end',
    receipts: isRequest(record) ? 1 : 0,
    doubt: undefined,
    missing: new Map(),
    given: 0,
    lost: 0,
  }
}

interface Following extends PlacedRecord {
  readonly link: Link
  /** Lines so far that could not be read. */
  readonly lost: number
}

function follow(chain: Chain, next: Following, tell: TellFault): void {
  const { link, number, record } = next
  const expected = chain.seq + 1
  if (link.seq < expected && link.prev !== chain.hash) {
    outOfOrder(chain, next, tell)
    return
  }
  if (link.seq !== expected && link.prev === chain.hash) {
    tell('changed', number, `its number is ${link.seq}, and it follows number ${chain.seq}`)
  } else if (link.seq > expected) {
    passOver(chain, next)
  } else {
    compareHashes(chain, next, tell)
  }
  const isHeader = record.record === 'header'
  if (chain.isClosed && !isHeader) {
    tell('reordered', number, `it stands after the end of its writer, line ${chain.line}`)
  } else if (isHeader && !chain.isClosed) {
    tell('changed', number, 'a header stands in the middle of what its writer wrote')
  }
  if (isHeader) chain.receipts = 0
  if (isRequest(record)) chain.receipts += 1
  if (record.record === 'end') close(chain, next, tell)
  chain.isClosed = record.record === 'end'
  chain.line = number
  // A number that was tampered with is not gone by.
  chain.seq = link.prev === chain.hash ? expected : link.seq
  chain.hash = next.hash
  chain.lost = next.lost
}

/** The number came before, or was passed over. */
function outOfOrder(chain: Chain, { link, number, record }: Following, tell: TellFault): void {
  if (isRequest(record)) chain.receipts += 1
  const isHeader = record.record === 'header' && chain.headless?.seq === link.seq
  if (isHeader) chain.headless = undefined
  if (isHeader || chain.missing.delete(link.seq)) {
    tell('reordered', number, `number ${link.seq} stands behind number ${chain.seq}`)
  } else {
    if (isRequest(record)) chain.receipts -= 1
    tell('duplicated', number, `number ${link.seq} of its writer came before`)
  }
}

function passOver(chain: Chain, { link, lost }: Following): void {
  chain.doubt = undefined
  // What could not be read in between was told.
  const first = chain.seq + 1 + (lost - chain.lost)
  const last = Math.min(link.seq, first + MOST_MISSING - chain.missing.size)
  for (let seq = first; seq < last; seq++) chain.missing.set(seq, chain.line)
  chain.given += Math.max(0, link.seq - Math.max(first, last))
}

/** Of two neighbours that do not fit, the one was changed that does not fit its other one. */
function compareHashes(chain: Chain, { link, number }: Following, tell: TellFault): void {
  const fits = link.prev === chain.hash
  const { doubt } = chain
  chain.doubt = undefined
  if (doubt !== undefined) {
    tell('changed', fits ? doubt.before : doubt.after, 'the line is not the one that was written')
    return
  }
  if (!fits) chain.doubt = { before: chain.line, after: number }
}

/** The last line has no successor to vouch for it, so it has one form. */
function close(chain: Chain, { record, number, text }: Following, tell: TellFault): void {
  if (record.record !== 'end') return
  const { writer, seq, prev, receipts } = record
  const form = JSON.stringify({ record: 'end', writer, seq, prev, receipts })
  const unsigned = isSigned(text) ? `${text.slice(0, text.lastIndexOf(',"sig":"'))}}` : text
  if (unsigned !== form) {
    tell('changed', number, 'the end record is not in the form in which it is written')
  }
  if (record.receipts !== chain.receipts) {
    const said = counted(record.receipts, 'receipt')
    tell('dropped', number, `its writer wrote ${said}, and the file has ${chain.receipts}`)
  }
}

interface Finishing {
  readonly writer: string
  readonly tell: TellFault
  readonly isOpen: boolean
}

function finish(chain: Chain, { writer, tell, isOpen }: Finishing): void {
  if (chain.doubt !== undefined) {
    const { before, after } = chain.doubt
    tell('changed', before, `this line or line ${after} is not the one that was written`)
  }
  if (chain.headless !== undefined) {
    tell('dropped', chain.headless.line, `writer ${shown(writer)} begins here without its header`)
  }
  for (const [line, seqs] of byLine(chain.missing)) {
    const many = counted(seqs.length, 'record')
    tell('dropped', line, `${many} of writer ${shown(writer)} are missing behind it`)
  }
  if (chain.given > 0) {
    tell('dropped', chain.line, `${chain.given} more of writer ${shown(writer)} are missing before`)
  }
  if (!chain.isClosed && !isOpen) {
    const why = 'so nothing says that no line was cut off'
    tell('not closed', chain.line, `writer ${shown(writer)} has no end record, ${why}`)
  }
}

function byLine(missing: ReadonlyMap<number, number>): ReadonlyMap<number, readonly number[]> {
  const lines = new Map<number, number[]>()
  for (const [seq, line] of missing) {
    const seqs = lines.get(line) ?? []
    seqs.push(seq)
    lines.set(line, seqs)
  }
  return lines
}

/** A name of the file, which may hold anything. */
function shown(writer: string): string {
  return `\`${writer.length > 40 ? `${writer.slice(0, 39)}…` : writer}\``
}
