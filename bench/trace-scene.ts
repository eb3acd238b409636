import { closeSync, mkdirSync, openSync, writeSync } from 'node:fs'
import { builtInCatalog } from '../src/catalog/built-in.ts'
import type { Candidate } from '../src/catalog/candidate.ts'
import { digest } from '../src/catalog/digest.ts'
import { compile } from '../src/compile/index.ts'
import type { HealthState, RequestView } from '../src/decide/context.ts'
import { minstd } from '../src/decide/minstd.ts'
import { startWalk, stepAfter } from '../src/decide/walk.ts'
import type { Term } from '../src/ir/term.ts'
import { costRecord, sumOfCosts } from '../src/trace/cost-record.ts'
import {
  ENGINE,
  type HopRecord,
  judge,
  openWriter,
  type Receipt,
  receiptId,
  type UsageRecord,
} from '../src/trace/index.ts'
import { shelfOfCatalog } from '../src/trace/library.ts'

/** What a host meets. */
export interface Traffic {
  readonly receipts: number
  /**
   * `distinct`: the measured latency of a route moves with every request, so that no two decisions
   * rest on the same. `repeated`: it moves every 50 requests, and four kinds of request come.
   */
  readonly state: 'distinct' | 'repeated'
  /** How many routes of the catalog the host has measured: those that it calls. */
  readonly measured: number
  readonly decisions: 'in each' | 'once'
}

const SOURCE = `uh 1

policy thrifty =
  cheapest for 3k in, 700 out
  where quality >= 0.5 and has tools and context >= 64k and price_out <= $15/Mtok and latency_ms <= 8s
  take 5
  fallback next
    on rate_limit next, cool 30s
    on server_error retry 1 after 500ms then next

policy swift =
  fastest
  where quality >= 0.4 and (no_log or provider in [openai, anthropic]) and price_in <= $10/Mtok
  fallback next

policy careful =
  best
  where context >= 128k and has vision and success_rate >= 90%
  take 8
`

/** Writes a trace where benchmarks keep what they make, and answers its path. */
export function writeTrace(name: string, traffic: Traffic): string {
  mkdirSync('bench/results', { recursive: true })
  const file = openSync(tracePath(name), 'w')
  for (const line of traceLines(traffic)) writeSync(file, `${line}\n`)
  closeSync(file)
  return tracePath(name)
}

export function tracePath(name: string): string {
  return `bench/results/${name}.jsonl`
}

/** The lines of a trace over the catalog that ships: several policies, requests, failures. */
function* traceLines(traffic: Traffic): Generator<string> {
  const { receipts, state, measured, decisions } = traffic
  const { value, diagnostics } = compile({ name: 'bench.uh', text: SOURCE })
  if (value === undefined) throw new Error(diagnostics[0]?.message)
  const policies = value.policies
  const catalog = builtInCatalog()
  const { candidates, vocabulary } = shelfOfCatalog(catalog)
  const definitions = {
    policies: policies.map(({ fingerprint, name, policy_ir }) => ({
      fingerprint,
      name,
      policy_ir,
    })),
    catalog: { digest: digest(catalog), catalog },
  }
  const draw = minstd(20261110)
  const pick = <T>(list: readonly T[]): T => list[Math.floor(draw() * list.length)] as T
  const ema: Record<string, { latency_ms: number; success_rate: number; tok_s: number }> = {}
  const move = (candidate: Candidate) => {
    ema[`${candidate.provider_id}|${candidate.model_family}`] = {
      latency_ms: Math.round(200 + draw() * 9000),
      success_rate: Math.round(1000 * (0.85 + draw() * 0.15)) / 1000,
      tok_s: Math.round(10 + draw() * 150),
    }
  }
  const called = Array.from({ length: measured }, () => pick(candidates))
  for (const candidate of called) move(candidate)
  const judged = new Map<string, ReturnType<typeof judge>>()
  const writer = openWriter({
    writer: 'w1',
    tool: ENGINE,
    ...(decisions === 'once' && { decisions }),
  })
  yield writer.header('2026-11-01T00:00:00.000Z')
  for (let i = 0; i < receipts; i++) {
    if (state === 'distinct' || i % 50 === 0) {
      move(pick(called))
      judged.clear()
    }
    const policy = pick(policies)
    const request = pick(REQUESTS)
    const key = `${policy.name} ${JSON.stringify(request)}`
    const known = judged.get(key)
    const health: HealthState = { ema: { ...ema }, breakers: { azure: true } }
    const one =
      known ?? judge({ policy: policy.policy_ir, candidates, vocabulary, request, state: health })
    judged.set(key, one)
    const usage: UsageRecord = {
      origin: 'reported',
      input: Math.floor(draw() * 8000),
      output: Math.floor(draw() * 1500),
      cache_read: Math.floor(draw() * 2000),
    }
    const ranked = one.decision.ranked.map(({ candidate }) => candidate)
    const failures =
      draw() < 0.1 ? ['server_error', 'rate_limit'].slice(0, 1 + Math.floor(draw() * 2)) : []
    const { hops, outcome } = walked({ policy: policy.policy_ir, ranked, failures, usage })
    const at = Date.UTC(2026, 10, 1) + i * 250
    const receipt: Receipt = {
      id: receiptId(
        at,
        Uint8Array.from({ length: 10 }, () => Math.floor(draw() * 256)),
      ),
      at: new Date(at).toISOString(),
      engine: ENGINE,
      mode: 'live',
      policy: { name: policy.name, fingerprint: policy.fingerprint },
      catalog: definitions.catalog.digest,
      request: {
        ...one.request,
        tokens: { input: 3000, output: 700 },
        caller: pick(['acme', 'globex']),
      },
      state: one.state,
      decision: one.record,
      hops,
      outcome,
      usage: outcome === 'complete' ? usage : { origin: 'unknown' },
      cost: sumOfCosts(hops.flatMap(({ cost }) => cost ?? [])),
    }
    yield* writer.receipt(receipt, definitions)
  }
  yield writer.end()
}

const REQUESTS: readonly RequestView[] = [
  { tools: [{}], requirements: { min_context: 16_000 } },
  { requirements: { min_context: 100_000 } },
  { images: [{}] },
  {},
]

interface Calls {
  readonly policy: Term
  readonly ranked: readonly Candidate[]
  /** What goes wrong, call by call; the call after the last of them goes well. */
  readonly failures: readonly string[]
  readonly usage: UsageRecord
}

function walked({ policy, ranked, failures, usage }: Calls): Pick<Receipt, 'hops' | 'outcome'> {
  const hops: HopRecord[] = []
  let state = startWalk(ranked)
  if (state === undefined) return { hops, outcome: 'rejected' }
  for (let attempt = 1; ; attempt++) {
    const candidate = ranked[state.at]
    if (candidate === undefined) throw new Error('the walk left the list')
    const times = { attempt, start_ms: attempt * 400, end_ms: attempt * 400 + 300 }
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
