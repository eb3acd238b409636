import { expect, test } from 'vitest'
import { STANDARD_VOCABULARY } from '../../../src/ir/vocabulary.ts'
import type { Ending } from '../../../src/route/failover/run-step.ts'
import { type RunFacts, receiptOf } from '../../../src/route/receipt/receipt-of.ts'
import { ENGINE, judge, type UsageRecord } from '../../../src/trace/index.ts'
import { answers, fails, headers, play, type Scripted } from '../failover/play.ts'
import { planOf, policyOf, RANKED } from '../failover/told.ts'

const FACTS: RunFacts = {
  id: '01KA0000000000000000000000',
  at: '2026-11-27T12:00:00.000Z',
  mode: 'sandbox',
  policy: { name: 'support', fingerprint: 'sha256:f', effective: 'sha256:e' },
  catalog: 'sha256:c',
  without: [],
  judgement: judge({
    policy: policyOf({}),
    candidates: RANKED,
    vocabulary: STANDARD_VOCABULARY,
    request: { scope: 's1' },
    seed: 7,
  }),
  request: { stream: true, tokens: { input: 900, output: 100 }, caller: 'acme' },
}

/** The usage and the cost of a request with those calls. */
function billed(...calls: readonly Scripted[]) {
  const { usage, cost } = receiptOf(FACTS, play(planOf({}), { calls }).ending)
  return { ...usage, ...cost }
}

const REPORTED: UsageRecord = { origin: 'reported', input: 1000, output: 10 }
const ESTIMATED: UsageRecord = { origin: 'estimated', input: 2000, output: 20, cache_read: 5 }

function cut(usage: UsageRecord): Scripted {
  return [...headers(1), ...fails(2, 'truncated_json', { usage })]
}

const refused = fails(1, 'overloaded', { status: 503 })

test.each<[string, ReturnType<typeof billed>, object]>([
  [
    'one answer is the whole of it',
    billed(answers(1, REPORTED)),
    { ...REPORTED, settled: '0.0011', estimated: null },
  ],
  [
    'a refusal adds nothing',
    billed(refused, answers(1, REPORTED)),
    { ...REPORTED, settled: '0.0011', estimated: null },
  ],
  [
    'two reported calls are added',
    billed(cut(REPORTED), answers(1, REPORTED)),
    { origin: 'reported', input: 2000, output: 20, settled: '0.0022', estimated: null },
  ],
  [
    'an estimate makes the sum one, and stays apart in the cost',
    billed(cut(ESTIMATED), answers(1, REPORTED)),
    {
      origin: 'estimated',
      input: 3000,
      output: 30,
      cache_read: 5,
      settled: '0.0011',
      estimated: '0.002205',
    },
  ],
  [
    'an unknown usage makes the sum unknown, and not less',
    billed(cut({ origin: 'unknown' }), answers(1, REPORTED)),
    { ...REPORTED, origin: 'unknown', settled: '0.0011', estimated: null },
  ],
  [
    'a call that fell silent too',
    billed(fails(1, 'headers_timeout'), answers(1, REPORTED)),
    { ...REPORTED, origin: 'unknown', settled: '0.0011', estimated: null },
  ],
  [
    'half a usage too',
    billed(cut({ origin: 'reported', input: 5 }), answers(1, REPORTED)),
    { origin: 'unknown', input: 1005, output: 10, settled: '0.0011', estimated: null },
  ],
  [
    'an answer of unknown usage costs nobody knows what',
    billed(answers(1, { origin: 'unknown' })),
    { origin: 'unknown', settled: null, estimated: null },
  ],
  [
    'nothing reported is nothing',
    billed(answers(1, { origin: 'reported', input: 0, output: 0 })),
    { origin: 'reported', input: 0, output: 0, settled: '0', estimated: null },
  ],
  [
    'refusals alone say nothing',
    billed(refused, refused, refused, refused),
    { origin: 'unknown', settled: null, estimated: null },
  ],
])('%s', (_, found, wanted) => {
  expect(found).toEqual(wanted)
})

test('a receipt is the facts, the judgement and the ending', () => {
  const { ending } = play(planOf({}), { calls: [answers(1)] })
  const { judgement, request, without: _, ...facts } = FACTS
  expect(receiptOf(FACTS, ending)).toEqual({
    ...facts,
    engine: ENGINE,
    request: { scope: 's1', seed: 7, ...request },
    state: judgement.state,
    decision: judgement.record,
    hops: ending.hops,
    outcome: 'complete',
    usage: answersUsage(ending),
    cost: { settled: '0.002', estimated: null },
  })
})

test('providers that nobody can call are named where there are any', () => {
  const { ending } = play(planOf({}), { calls: [answers(1)] })
  expect(receiptOf({ ...FACTS, without: ['groq'] }, ending).without).toEqual(['groq'])
})

test('the decision of a receipt is the very object, so that a trace holds it once', () => {
  const { ending } = play(planOf({ ranked: [] }), { calls: [] })
  expect(receiptOf(FACTS, ending).decision).toBe(FACTS.judgement.record)
})

function answersUsage({ hops }: Ending): UsageRecord | undefined {
  return hops.at(-1)?.usage
}
