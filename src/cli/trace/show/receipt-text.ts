import { factLines } from '../../report/facts.ts'
import { styleOf } from '../../report/style.ts'
import { toldName } from '../../report/told-name.ts'
import type { Screen } from '../../screen.ts'
import { callLines } from './call-lines.ts'
import { candidateLines } from './candidate-lines.ts'
import { endingFacts } from './ending-facts.ts'
import { explainedBy } from './explained-by.ts'
import { headLines } from './head-lines.ts'
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
  const style = styleOf(screen)
  const { receipt } = found.played
  const telling: Telling = {
    receipt,
    decision: readableDecision(found.decision),
    ground: explainedBy(found),
    look: {
      style,
      width: screen.width,
      tableWidth: screen.isFixed ? screen.width : Number.POSITIVE_INFINITY,
    },
    all,
  }
  const parts = [
    [...titleLines(telling), ...factLines(requestFacts(receipt), telling.look)],
    policyLines(telling),
    candidateLines(telling),
    rejectedLines(telling),
    callLines(telling),
    factLines(endingFacts(found.played), telling.look),
  ]
  return `${parts
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n')}\n`
}

function titleLines({ receipt: { id, at, mode }, look }: Telling): readonly string[] {
  const when = toldName(at.replace('T', ' ').replace(/Z$/, ' UTC'))
  return headLines({ name: toldName(id), about: `${when}, ${mode}` }, look)
}
