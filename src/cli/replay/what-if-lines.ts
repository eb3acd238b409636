import { type Decimal, plain } from '../../catalog/money.ts'
import type { ReceiptRecord } from '../../trace/index.ts'
import { endText, increaseOf, type Unjudged, type WhatIf } from '../../trace/what-if/index.ts'
import { csvText } from '../report/csv.ts'
import { endJson, moveJson } from './move-json.ts'
import { againstText, letInText } from './reason-text.ts'
import type { Fields } from './what-if-tally.ts'

export type LineForm = 'none' | 'jsonl' | 'csv'

type Line = (receipt: ReceiptRecord, answer: WhatIf | Unjudged, fields: Fields) => string

/** How a receipt is told in a line of its own. */
export const LINES: Readonly<Record<LineForm, Line>> = {
  none: () => '',
  jsonl: (receipt, answer, fields) => `${JSON.stringify(lineJson(receipt, answer, fields))}\n`,
  csv: (receipt, answer, fields) => csvText([lineCells(receipt, answer, fields)]),
}

/** What stands above the lines. */
export const LINE_HEADS: Readonly<Record<LineForm, string>> = {
  none: '',
  jsonl: '',
  csv: csvText([
    [
      'id',
      'at',
      'policy',
      'verdict',
      'before',
      'after',
      'cost_before',
      'cost_after',
      'cost_increase',
      'bases',
      'against',
      'let_in',
      'why_not_judged',
    ],
  ]),
}

function lineJson({ id, at, policy }: ReceiptRecord, answer: WhatIf | Unjudged, fields: Fields) {
  const receipt = { id, at, ...(policy.name !== undefined && { policy: policy.name }) }
  if ('why' in answer) return { ...receipt, verdict: 'not judged', why: answer.why }
  return {
    ...receipt,
    verdict: verdictOf(answer),
    before: endJson(answer.from),
    after: endJson(answer.to),
    cost_before: textOf(answer.before) ?? null,
    cost_after: textOf(answer.after) ?? null,
    bases: answer.bases,
    ...(answer.move !== undefined && moveJson(answer.move, fields)),
  }
}

function lineCells({ id, at, policy }: ReceiptRecord, answer: WhatIf | Unjudged, fields: Fields) {
  const receipt = [id, at, policy.name]
  if ('why' in answer) return [...receipt, 'not judged', ...Array(8).fill(''), answer.why]
  const { from, to, before, after, move, bases } = answer
  const isKnown = before !== undefined && after !== undefined
  return [
    ...receipt,
    verdictOf(answer),
    endText(from),
    endText(to),
    textOf(before),
    textOf(after),
    isKnown ? plain(increaseOf({ before, after })) : undefined,
    bases.join('; '),
    move && againstText(move.against, fields),
    move?.letIn && letInText(move.letIn, fields),
    undefined,
  ]
}

function verdictOf({ move, isReranked }: WhatIf): 'moved' | 'reranked' | 'same' {
  if (move !== undefined) return 'moved'
  return isReranked ? 'reranked' : 'same'
}

function textOf(cost: Decimal | undefined): string | undefined {
  return cost && plain(cost)
}
