import { recordedDecision } from './decision-record.ts'
import { decisionTextEnd } from './decision-text.ts'
import { recordFrom } from './decode-record.ts'
import type { Library } from './library.ts'
import { endsDefinition, partedDefinition, partedReceipt } from './parted-line.ts'
import type { DecisionRecord, Link, ReceiptRecord, TraceRecord } from './record.ts'
import type { RemadeDecisions } from './remade-decisions.ts'
import type { Played } from './replay.ts'
import { settingOf } from './scene.ts'
import { openStateTexts } from './state-texts.ts'

/*
 * The quick way to play a receipt. The plain one is `decodeRecord` and `play`: it parses the
 * decision as recorded, makes it again and compares. But most of a line is its decision, and most
 * decisions are reproduced. So all the rest is parsed, the decision is made, and the line is
 * looked at for its text: where that is there, to the letter, the plain way would have found the
 * same decision. Where anything else is there, the line goes the plain way from its beginning.
 */

/**
 * Plays the receipt of a line as the plain way does. Undefined where there is no quick way to, and
 * for a receipt that is not wanted: then nothing is said of the line, and nothing is kept of it.
 */
export type Recognise = (line: string, wanted: Wanted) => Played | undefined

export interface Wanted {
  readonly isWanted: (receipt: ReceiptRecord) => boolean
  /**
   * The line before, where it begins as a `decision` record and nobody has read it yet. Then only
   * a receipt that refers to that record is played, and what the record defines is kept.
   */
  readonly definition: string | undefined
}

export interface Recognising {
  readonly library: Library
  readonly decisions: RemadeDecisions
  /** The plain way. */
  readonly play: (receipt: ReceiptRecord) => Played
}

export function openRecognition({ library, decisions, play }: Recognising): Recognise {
  const readState = openStateTexts()

  /** Decides, and answers the record of the decision where its text is found by `isThere`. */
  const decide = (
    receipt: ReceiptRecord,
    isThere: (record: DecisionRecord) => boolean,
  ): DecisionRecord | undefined => {
    const setting = settingOf(receipt, library)
    if ('cause' in setting) return undefined
    const decided = recordedDecision(setting.ground)
    if (!isThere(decided.record)) return undefined
    decisions.keep(receipt, setting.ground, decided)
    return decided.record
  }

  /** Reads a `decision` record as what is decided for the receipt that refers to it. */
  const isDefined = (receipt: ReceiptRecord, line: string): boolean => {
    const parted = partedDefinition(line)
    if (parted === undefined) return false
    const { members, start } = parted
    const definitionOf = (decision: unknown) => definitionFrom({ ...members, decision })
    const { writer, seq } = definitionOf({}) ?? {}
    if (writer !== receipt.writer || seq !== receipt.decision) return false
    const decision = decide(receipt, (record) =>
      endsDefinition(line, decisionTextEnd(record, line, start)),
    )
    const definition = decision && definitionOf(decision)
    if (definition === undefined) return false
    library.addDecision(definition)
    return true
  }

  return (line, { isWanted, definition }) => {
    if (line.length > MOST_CHARACTERS) return undefined
    const parted = partedReceipt(line, readState)
    if (parted === undefined) return undefined
    const { members, start, end } = parted
    const text = line.slice(start, end)
    const isReference = NUMBER.test(text)
    const receipt = receiptFrom({ ...members, decision: isReference ? Number(text) : 0 })
    if (receipt === undefined || !isWanted(receipt)) return undefined
    if (isReference) {
      return definition === undefined || isDefined(receipt, definition) ? play(receipt) : undefined
    }
    if (definition !== undefined) return undefined
    const decision = decide(receipt, (record) => decisionTextEnd(record, line, start) === end)
    return decision && play({ ...receipt, decision })
  }
}

/** The place in its chain of a `decision` record, by how its line begins. */
export function linkOfDecision(line: string): Link | undefined {
  const parted = partedDefinition(line)
  return parted && definitionFrom({ ...parted.members, decision: {} })
}

/** What is remembered of a line holds on to all of it. */
const MOST_CHARACTERS = 1024 * 1024

/** As a count is written. */
const NUMBER = /^(?:0|[1-9]\d{0,14})$/

function receiptFrom(members: unknown): ReceiptRecord | undefined {
  const record = knownRecord(members)
  return record?.record === 'receipt' ? record : undefined
}

function definitionFrom(members: unknown) {
  const record = knownRecord(members)
  return record?.record === 'decision' ? record : undefined
}

function knownRecord(members: unknown): TraceRecord | undefined {
  const decoded = recordFrom(members)
  return decoded.ok && decoded.value.record !== 'unknown' ? decoded.value : undefined
}
