import fc from 'fast-check'
import type { Candidate } from '../../src/catalog/candidate.ts'
import type { Catalog } from '../../src/catalog/catalog.ts'
import { digest } from '../../src/catalog/digest.ts'
import { withoutProviders } from '../../src/catalog/without-providers.ts'
import type { Context } from '../../src/decide/context.ts'
import { startWalk, stepAfter } from '../../src/decide/walk.ts'
import { fingerprint } from '../../src/ir/fingerprint.ts'
import { normalize } from '../../src/ir/normalize.ts'
import type { Term } from '../../src/ir/term.ts'
import { vocabularyOf } from '../../src/ir/vocabulary.ts'
import { costRecord, sumOfCosts } from '../../src/trace/cost-record.ts'
import {
  type Definitions,
  type HopRecord,
  judge,
  type Outcome,
  openWriter,
  type Receipt,
  receiptId,
  type UsageRecord,
  type Writing,
} from '../../src/trace/index.ts'
import { shelfOfCatalog } from '../../src/trace/library.ts'
import { catalogArbitrary } from '../arbitrary/catalog.ts'
import { contextArbitrary } from '../arbitrary/context.ts'
import { termArbitrary } from '../arbitrary/term.ts'

/** Everything that a recorded run is made from. */
export interface Run {
  readonly policy: Term
  readonly catalog: Catalog
  readonly without: readonly string[]
  readonly context: Context
  /** What goes wrong, call by call; the call after the last of them goes well. */
  readonly failures: readonly string[]
  readonly usage: UsageRecord
}

export const VOCABULARY = vocabularyOf(
  [
    ['quality', { sort: 'Num', default: 0 }],
    ['quality_rank', { sort: 'Num', default: Number.POSITIVE_INFINITY }],
    ['in_image', { sort: 'Bool', default: false }],
  ],
  ['marketplace', 'fallback', 'gold'],
)

export const FAILURES = ['rate_limit', 'timeout', 'context_overflow', 'server_error', 'whatever']

export const runArbitrary: fc.Arbitrary<Run> = fc.record({
  policy: termArbitrary('Policy', { vocabulary: VOCABULARY }).map(normalize),
  catalog: catalogArbitrary,
  without: fc.constantFrom([], ['groq'], ['ñ', 'openai']),
  context: contextArbitrary,
  failures: fc.array(fc.constantFrom(...FAILURES), { maxLength: 6 }),
  usage: fc.record(
    {
      origin: fc.constantFrom('reported', 'estimated', 'unknown'),
      input: fc.nat(1_000_000),
      output: fc.nat(100_000),
      cache_read: fc.nat(10_000),
    },
    { requiredKeys: ['origin'] },
  ),
})

/** Calls nobody, and records what a router that meets those failures would have done. */
export function recorded(run: Run, index: number): { receipt: Receipt; definitions: Definitions } {
  const { policy, catalog, without, context, failures, usage } = run
  const { request = {}, state, seed } = context
  const shelf = shelfOfCatalog(withoutProviders(catalog, without))
  const { candidates, vocabulary, byId } = shelf
  const judged = judge({
    policy,
    candidates,
    vocabulary,
    request,
    ...(state !== undefined && { state }),
    ...(seed !== undefined && { seed }),
  })
  const ranked = judged.decision.ranked.map(({ candidate }) => candidate)
  const { hops, outcome } = walked({ policy, ranked, failures, usage })
  const cost = sumOfCosts(hops.flatMap((hop) => hop.cost ?? []))
  const at = new Date(Date.UTC(2026, 10, 1) + index * 60_000)
  const receipt: Receipt = {
    id: receiptId(at.getTime(), new Uint8Array(10).fill(index % 256)),
    at: at.toISOString(),
    engine: ENGINE,
    mode: 'live',
    policy: { name: 'drawn', fingerprint: fingerprint(policy) },
    catalog: digest(catalog),
    ...(without.length > 0 && { without }),
    request: { ...judged.request, caller: 'acme' },
    state: judged.state,
    decision: judged.record,
    hops,
    outcome,
    usage: outcome === 'complete' ? usage : { origin: 'unknown' },
    cost,
  }
  const definitions = {
    policies: [{ fingerprint: fingerprint(policy), policy_ir: policy }],
    catalog: { digest: digest(catalog), catalog },
  }
  assertKnown(byId, receipt)
  return { receipt, definitions }
}

export const ENGINE = 'unhardcoded/0.1.0'

/** The lines of a closed trace. */
export function linesOf(runs: readonly Run[], writing: Partial<Writing> = {}): readonly string[] {
  const writer = openWriter({ writer: 'w1', tool: ENGINE, ...writing })
  return [
    writer.header('2026-11-01T00:00:00.000Z'),
    ...runs.flatMap((run, index) => {
      const { receipt, definitions } = recorded(run, index)
      return writer.receipt(receipt, definitions)
    }),
    writer.end(),
  ]
}

function assertKnown(byId: ReadonlyMap<string, Candidate>, { decision }: Receipt): void {
  for (const { id } of decision.ranked) {
    if (!byId.has(id)) throw new Error(`${id} is not in the catalog`)
  }
}

interface Walking {
  readonly policy: Term
  readonly ranked: readonly Candidate[]
  readonly failures: readonly string[]
  readonly usage: UsageRecord
}

function walked({ policy, ranked, failures, usage }: Walking): {
  readonly hops: readonly HopRecord[]
  readonly outcome: Outcome
} {
  const hops: HopRecord[] = []
  let state = startWalk(ranked)
  if (state === undefined) return { hops, outcome: 'rejected' }
  for (let attempt = 1; ; attempt++) {
    const candidate = ranked[state.at]
    if (candidate === undefined) throw new Error('the walk left the list')
    const times = { attempt, start_ms: attempt * 100, end_ms: attempt * 100 + 50 }
    const call = { candidate: candidate.cid, ...times }
    const failure = failures[attempt - 1]
    if (failure === undefined) {
      const cost = costRecord(candidate, usage)
      hops.push({ ...call, status: 200, sent: 'all', action: 'finish', usage, cost })
      return { hops, outcome: 'complete' }
    }
    const step = stepAfter({ policy, ranked }, state, { reason: failure, sent: 'nothing' })
    hops.push({ ...call, failure, sent: 'nothing', action: step.action, why: step.why })
    if (step.kind === 'stop') return { hops, outcome: 'exhausted' }
    state = step.state
  }
}
