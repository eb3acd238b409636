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
  const known = new WeakMap<DecisionRecord, Remembered>()
  return {
    make: (receipt, recorded, ground) => {
      const last = known.get(recorded)
      if (last !== undefined && restsOnSame(last, receipt, ground)) return last.remade
      const remade = remake(recorded, ground)
      if (typeof receipt.decision === 'number') known.set(recorded, { receipt, ground, remade })
      return remade
    },
    keep: (receipt, ground, decided) => {
      known.set(decided.record, { receipt, ground, remade: { decided, difference: undefined } })
    },
  }
}

interface Remembered {
  readonly receipt: ReceiptRecord
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
