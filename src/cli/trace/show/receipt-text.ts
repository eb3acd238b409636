import type { ReceiptRecord } from '../../../trace/index.ts'
import { factLines } from '../../report/facts.ts'
import { styleOf } from '../../report/style.ts'
import { toldName } from '../../report/told-name.ts'
import type { Screen } from '../../screen.ts'
import { callLines } from './call-lines.ts'
import { candidateLines } from './candidate-lines.ts'
import { endingFacts } from './ending-facts.ts'
import { explainedBy } from './explained-by.ts'
import { headLines } from './head-lines.ts'
import { nodeFacts } from './node-facts.ts'
import { policyLines } from './policy-lines.ts'
import { readableDecision } from './readable-decision.ts'
import { rejectedLines } from './rejected-lines.ts'
import { requestFacts } from './request-facts.ts'
import type { FoundReceipt, Telling } from './told-receipt.ts'

export interface TextWishes {
  readonly screen: Screen
  /** Everything is told, and not the first few only. */
  readonly all: boolean
}

/** A receipt as a person would tell it. */
export function receiptText(found: FoundReceipt, { screen, all }: TextWishes): string {
  const { receipt } = found.played
  const telling: Telling = {
    receipt,
    decision: readableDecision(found.decision),
    ground: explainedBy(found),
    look: lookOf(screen),
    all,
  }
  const parts = [
    [
      ...titleLines(receipt, telling.look),
      ...factLines([...nodeFacts(found), ...requestFacts(receipt)], telling.look),
    ],
    policyLines(telling),
    candidateLines(telling),
    rejectedLines(telling),
    callLines(telling),
    factLines(endingFacts(found), telling.look),
  ]
  return `${parts
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n')}\n`
}

export function lookOf(screen: Screen): Telling['look'] {
  const tableWidth = screen.isFixed ? screen.width : Number.POSITIVE_INFINITY
  return { style: styleOf(screen), width: screen.width, tableWidth }
}

/** Who a request is, and when it was. */
export function titleLines(
  { id, at, mode }: Pick<ReceiptRecord, 'id' | 'at' | 'mode'>,
  look: Telling['look'],
): readonly string[] {
  const when = toldName(at.replace('T', ' ').replace(/Z$/, ' UTC'))
  return headLines({ name: toldName(id), about: `${when}, ${mode}` }, look)
}
