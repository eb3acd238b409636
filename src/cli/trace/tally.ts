import type { FlowRecord, Library, Played, PlayedFlow, ReceiptRecord } from '../../trace/index.ts'

/** A receipt where it stands in a trace. */
export interface ReceiptLine extends PlacedLine {
  readonly receipt: ReceiptRecord
  /** Plays the receipt again. Only to be asked before the next line is taken. */
  readonly play: () => Played
}

/** A flow where it stands in a trace: one request, of several decisions. */
export interface FlowLine extends PlacedLine {
  readonly flow: FlowRecord
  /** Plays the flow again. Only to be asked before the next line is taken. */
  readonly play: () => PlayedFlow
}

interface PlacedLine {
  /** Which of the files, from 0, in the order of time. */
  readonly file: number
  /** In that file, from 1. */
  readonly line: number
  /** What the trace has defined so far. */
  readonly library: Library
}

/** Something that is found out about the selected receipts of a trace, one after the other. */
export interface Tally<S> {
  /** @returns a text to write at once, in the order of the trace; empty for none. */
  readonly add: (one: ReceiptLine) => string
  /** The same of a flow. */
  readonly addFlow: (one: FlowLine) => string
  /** What was found out so far, as data that can be sent from thread to thread. */
  readonly result: () => S
}

/**
 * A kind of {@link Tally}. The receipts of a trace may be dealt to several tallies, block by
 * block: `merge` of their results is what one tally would have found, whatever the split. So sums
 * of money are exact decimals, and lists are sorted by place.
 */
export interface TallyKind<A, S> {
  /** `played` where each receipt is played, so that one may be read in the course of that. */
  readonly looksAt: 'recorded' | 'played'
  /** @param asked what the command was asked, as data that can be sent from thread to thread. */
  readonly open: (asked: A) => Tally<S>
  readonly merge: (a: S, b: S, asked: A) => S
}
