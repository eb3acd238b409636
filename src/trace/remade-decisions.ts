import { type Ground, type RecordedDecision, recordedDecision } from './decision-record.ts'
import { type Difference, firstDifference, isSame } from './difference.ts'
import type { DecisionRecord, ReceiptRecord } from './record.ts'

/** A decision made again, and whether the record says it too. */
export interface Remade {
  readonly decided: RecordedDecision
  readonly difference: Difference | undefined
}

/** Makes decisions again. */
export interface RemadeDecisions {
  /**
   * Receipts that refer to one record most likely share all that it was made from: those that do
   * are answered with what was made for the last one.
   */
  readonly make: (receipt: ReceiptRecord, recorded: DecisionRecord, ground: Ground) => Remade
  /** Remembers a decision that was made for a receipt: its record is the recorded one. */
  readonly keep: (receipt: ReceiptRecord, ground: Ground, decided: RecordedDecision) => void
}

export function openRemadeDecisions(): RemadeDecisions {
  /** By records that receipts refer to. What stands in one receipt is asked for at once or never. */
  const known = new WeakMap<DecisionRecord, Remembered>()
  let latest: Remembered | undefined

  const remember = (recorded: DecisionRecord, remembered: Remembered): void => {
    latest = remembered
    if (typeof remembered.receipt.decision === 'number') known.set(recorded, remembered)
  }
  return {
    make: (receipt, recorded, ground) => {
      const last = latest?.recorded === recorded ? latest : known.get(recorded)
      if (last !== undefined && restsOnSame(last, receipt, ground)) return last.remade
      const remade = remake(recorded, ground)
      remember(recorded, { receipt, recorded, ground, remade })
      return remade
    },
    keep: (receipt, ground, decided) => {
      const recorded = decided.record
      const remade = { decided, difference: undefined }
      remember(recorded, { receipt, recorded, ground, remade })
    },
  }
}

interface Remembered {
  readonly receipt: ReceiptRecord
  readonly recorded: DecisionRecord
  readonly ground: Ground
  readonly remade: Remade
}

function restsOnSame({ receipt, ground }: Remembered, other: ReceiptRecord, its: Ground): boolean {
  return (
    ground.policy === its.policy &&
    ground.candidates === its.candidates &&
    ground.context.seed === its.context.seed &&
    isSame(ground.context.request, its.context.request) &&
    isSame(receipt.state, other.state)
  )
}

function remake(recorded: DecisionRecord, ground: Ground): Remade {
  const decided = recordedDecision(ground)
  const isReproduced = isSame(recorded, decided.record)
  const difference = isReproduced
    ? undefined
    : firstDifference(recorded, decided.record, '$.decision')
  return { decided, difference }
}
