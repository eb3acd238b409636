import type { WhatIfSummary } from '../../../../src/trace/what-if/index.ts'
import { answered, clause, type Group, summaryOfGroups } from './summaries.ts'

const QUALITY = clause('$.policy[1].and[2]', ['cmp', 'quality', 'ge', 0.7])
const NO_LOG = clause('$.policy[1].and[3]', ['is', 'no_log'])
const PRICE = clause('$.policy[2]', ['neg', 'price_in'])

const GPT = answered('openai/gpt-5')
const MINI = answered('openai/gpt-5-mini')
const KIMI = answered('groq/kimi-k2')
const KIMI_ELSEWHERE = answered('togetherai/kimi-k2-instruct-0905')
const CLAUDE = answered('anthropic/claude-sonnet-5')
const LLAMA = answered('local/llama-4-70b')

const WEEKS = [2, 3, 4, 5, 6, 9, 10, 11, 12, 13]

function daily(receipts: number, growth = 0): Group['days'] {
  return WEEKS.map((day, i) => [day, receipts + Math.round(growth * i)])
}

/** Two weeks of a policy that is made stricter, and a provider that goes away. */
const USUAL: readonly Group[] = [
  {
    from: GPT,
    to: GPT,
    bases: ['same route'],
    days: daily(20, 1),
    before: '0.0213',
    after: '0.0213',
    qualityBefore: 0.86,
    qualityAfter: 0.86,
  },
  {
    from: GPT,
    to: CLAUDE,
    against: { kind: 'score', part: PRICE },
    bases: ['other model', 'cold cache'],
    days: daily(9, 1.5),
    before: '0.0231',
    after: '0.0118',
    qualityBefore: 0.86,
    qualityAfter: 0.83,
  },
  {
    from: MINI,
    to: CLAUDE,
    against: {
      kind: 'clause',
      part: QUALITY,
      seen: { route: 'openai/gpt-5-mini', subject: 'quality', observed: 0.64, wanted: 0.7 },
    },
    letIn: { kind: 'clause', part: { ...NO_LOG, of: 'recorded' }, seen: undefined },
    bases: ['other model'],
    days: daily(14),
    before: '0.0021',
    after: '0.0097',
    qualityBefore: 0.64,
    qualityAfter: 0.83,
  },
  {
    from: MINI,
    to: MINI,
    bases: ['same route'],
    days: daily(30, 2),
    before: '0.0019',
    after: '0.0019',
    qualityBefore: 0.64,
    qualityAfter: 0.64,
    isReranked: true,
  },
  {
    from: KIMI,
    to: KIMI_ELSEWHERE,
    against: { kind: 'provider', provider: 'groq' },
    bases: ['other provider', 'cache price', 'same failures'],
    days: daily(18),
    before: '0.0012',
    after: '0.0014',
    qualityBefore: 0.72,
    qualityAfter: 0.72,
  },
  {
    from: KIMI,
    to: LLAMA,
    against: { kind: 'provider', provider: 'groq' },
    letIn: { kind: 'plan' },
    bases: ['unpriced'],
    days: [[4, 11]],
    before: '0.0012',
    qualityBefore: 0.72,
  },
  {
    from: GPT,
    to: { kind: 'nobody' },
    against: { kind: 'clause', part: NO_LOG, seen: undefined },
    bases: ['unanswered'],
    days: [
      [5, 7],
      [12, 12],
    ],
    before: '0.0191',
    nearest: {
      clause: NO_LOG,
      seen: { route: 'local/llama-4-70b', subject: 'no_log', observed: null, wanted: true },
    },
  },
  {
    from: { kind: 'nobody' },
    to: MINI,
    against: { kind: 'no answer' },
    letIn: { kind: 'clause', part: { ...QUALITY, of: 'recorded' }, seen: undefined },
    bases: ['unanswered'],
    days: [[6, 3]],
    after: '0.0020',
  },
  { from: { kind: 'failed' }, to: { kind: 'failed' }, bases: ['unanswered'], days: [[9, 4]] },
]

const NOTHING_MOVED: readonly Group[] = [
  {
    from: GPT,
    to: GPT,
    bases: ['same route'],
    days: [[2, 3]],
    before: '0.02',
    after: '0.02',
    qualityBefore: 0.86,
    qualityAfter: 0.86,
  },
]

const UNPRICED: readonly Group[] = [
  {
    from: GPT,
    to: LLAMA,
    against: { kind: 'baseline' },
    bases: ['unpriced'],
    days: [
      [2, 5],
      [3, 1],
    ],
    before: '0.02',
  },
]

export const USUAL_SUMMARY = summaryOfGroups(USUAL, [
  { why: 'it diverges: policy' },
  { why: 'it diverges: policy' },
  { why: 'the catalog has no route `openai/gpt-4`' },
])

export const CASES: Readonly<Record<string, WhatIfSummary>> = {
  usual: USUAL_SUMMARY,
  'nothing-moved': summaryOfGroups(NOTHING_MOVED),
  unpriced: summaryOfGroups(UNPRICED),
  nothing: summaryOfGroups([]),
}
