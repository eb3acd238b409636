import { decimalFrom } from '../../../../src/catalog/money.ts'
import type { WhatIfAbout } from '../../../../src/cli/replay/html/about.ts'
import type { Term } from '../../../../src/ir/term.ts'
import type { ReceiptRecord } from '../../../../src/trace/record.ts'
import {
  type End,
  type Move,
  openCounter,
  type PolicyPart,
  type Reason,
  summaryOf,
  type Unjudged,
  type WhatIf,
  type WhatIfSummary,
} from '../../../../src/trace/what-if/index.ts'

/** Requests that went alike. */
export interface Group extends Partial<Pick<WhatIf, 'bases' | 'qualityBefore' | 'qualityAfter'>> {
  readonly from: End
  readonly to: End
  readonly against?: Reason
  readonly letIn?: Reason
  /** On each of these days: the day of November 2026, and how many. */
  readonly days: readonly (readonly [day: number, receipts: number])[]
  /** USD each; the last digit grows with the requests, so that no two sums are alike. */
  readonly before?: string
  readonly after?: string
  readonly nearest?: WhatIf['nearest']
  readonly isReranked?: boolean
}

/** The summary of all of them, as it comes of receipts. */
export function summaryOfGroups(
  groups: readonly Group[],
  unjudged: readonly Unjudged[] = [],
): WhatIfSummary {
  const counter = openCounter()
  let seq = 0
  for (const group of groups) {
    const move = moveOf(group)
    for (const [day, receipts] of group.days) {
      for (let i = 0; i < receipts; i++) counter.add(whatIfOf(group, { move, day, seq: seq++ }))
    }
  }
  for (const one of unjudged) counter.add(one)
  return summaryOf(counter.result())
}

export function answered(route: string): End {
  return { kind: 'answered', route }
}

export function clause(path: string, term: Term): PolicyPart {
  return { of: 'changed', path, term }
}

export const ABOUT: WhatIfAbout = {
  changes: [
    { name: 'policy', value: 'next.uh' },
    { name: 'without', value: 'groq' },
  ],
  selection: [{ name: 'policy', value: 'support' }],
  files: ['traces/2026-11-02.jsonl.gz', 'traces/2026-11-09.jsonl'],
  period: { first: '2026-11-02T08:00:00.000Z', last: '2026-11-15T18:21:07.120Z' },
  nodes: 0,
  flows: 0,
  missing: undefined,
  catalog: 'as recorded',
  tool: 'unhardcoded 0.1.0',
  generatedAt: '2026-11-27T02:30:00.000Z',
  words: {
    part: ({ term }) => term.map((each) => `${each}`).join(' '),
    value: (value) => `${value}`,
  },
}

interface Turn {
  readonly move: Move | undefined
  readonly day: number
  readonly seq: number
}

function whatIfOf(group: Group, { move, day, seq }: Turn): WhatIf {
  const at = `2026-11-${`${day}`.padStart(2, '0')}T09:${`${seq % 60}`.padStart(2, '0')}:00.000Z`
  const id = `r${`${seq}`.padStart(8, '0')}`
  const { from, to, bases = ['other model'], qualityBefore, qualityAfter, nearest } = group
  return {
    // Counting reads nothing else of a receipt.
    receipt: { id, at, writer: 'w', seq } as ReceiptRecord,
    from,
    to,
    move,
    isReranked: group.isReranked ?? false,
    before: amount(group.before, seq),
    after: amount(group.after, seq),
    bases,
    qualityBefore,
    qualityAfter,
    nearest,
  }
}

function amount(text: string | undefined, seq: number) {
  return text === undefined ? undefined : decimalFrom(`${text}${`${seq % 997}`.padStart(3, '0')}`)
}

function moveOf({ from, to, against, letIn }: Group): Move | undefined {
  return against === undefined ? undefined : { from, to, against, letIn }
}
