import { readFileSync } from 'node:fs'
import type { Source } from '../../src/base/source.ts'
import { digest, loadCatalog } from '../../src/catalog/index.ts'
import type { OnePolicy } from '../../src/cli/policy/one-policy.ts'
import { compile, sourceMap } from '../../src/compile/index.ts'
import type { HealthState, RequestView } from '../../src/decide/index.ts'
import { sumOfCosts } from '../../src/trace/cost-record.ts'
import {
  costRecord,
  type Definitions,
  judge,
  openWriter,
  policyDefinition,
  type Receipt,
  type RequestRecord,
  receiptId,
  UNKNOWN_COST,
  type UsageRecord,
  type Writing,
} from '../../src/trace/index.ts'
import { shelfOfCatalog } from '../../src/trace/library.ts'
import { type Call, walk } from './sample-walk.ts'

/** A receipt, and what it names. */
export interface Entry {
  readonly receipt: Receipt
  readonly definitions: Definitions
}

/** One request, as the table of them tells it. */
export interface SampleRequest {
  readonly at: string
  readonly mode: Receipt['mode']
  readonly policy: OnePolicy
  readonly view?: RequestView
  readonly state?: HealthState
  readonly seed?: number
  readonly request?: Partial<RequestRecord>
  /** What came of each call; none for a simulation. */
  readonly calls?: readonly Call[]
  /** What simulations assume. */
  readonly usage?: UsageRecord
}

/**
 * A trace in which something of everything happens, over three days, always the same: the policies
 * and routes of the examples of the documentation, with prices for the cache.
 */
export function sampleTrace(writing: Partial<Writing> = {}): string {
  return traceOf(sampleEntries(), writing)
}

/** A closed trace of those receipts. */
export function traceOf(entries: readonly Entry[], writing: Partial<Writing> = {}): string {
  const writer = openWriter({ writer: WRITER, tool: SAMPLE_ENGINE, ...writing })
  const lines = [
    writer.header('2026-11-16T09:00:00.000Z'),
    ...entries.flatMap(({ receipt, definitions }) => writer.receipt(receipt, definitions)),
    writer.end(),
  ]
  return `${lines.join('\n')}\n`
}

export function sampleEntries(): readonly Entry[] {
  return SAMPLE_REQUESTS.map(entryOf)
}

export const SAMPLE_ENGINE = 'unhardcoded/0.1.0'

const WRITER = receiptId(Date.parse('2026-11-16T09:00:00Z'), new Uint8Array(10).fill(1))

/** The examples' catalog, with what the providers ask for cached input. */
export const SAMPLE_CATALOG = catalogFrom(
  textOf('acme.yaml')
    .replace('price_in: 0.05, ', 'price_in: 0.05, price_cache_read: 0.005, ')
    .replace('price_in: 1.25, ', 'price_in: 1.25, price_cache_read: 0.125, ')
    .replace('price_in: 1, price_out: 5', '$&, price_cache_read: 0.1, price_cache_write: 1.25'),
)

const SHELF = shelfOfCatalog(SAMPLE_CATALOG)

const ACME: Source = { name: 'acme.uh', text: textOf('acme.uh') }

const BATCH: Source = {
  name: 'batch.uh',
  text: `uh 1

policy batch =
  cheapest where has tools and provider is groq
  fallback next
    on rate_limit retry 2 after 1s, 3s then next
`,
}

/** A policy of a text, compiled with those values. */
export function samplePolicy(
  source: Source,
  policy?: string,
  params: Readonly<Record<string, unknown>> = {},
): OnePolicy {
  const { value } = compile(source, { policy, params, vocabulary: SHELF.vocabulary })
  const [compiled] = value?.policies ?? []
  if (compiled === undefined) throw new Error(`no such policy in ${source.name}`)
  const { name, fingerprint, policy_ir } = compiled
  return {
    name,
    fingerprint,
    term: policy_ir,
    params: compiled.params,
    places: sourceMap(compiled),
    sources: [source],
  }
}

export const SUPPORT = samplePolicy(ACME, 'support')
const FREE = samplePolicy(ACME, 'support', { plan: 'free' })
const ENTERPRISE = samplePolicy(ACME, 'support', { plan: 'enterprise' })
export const STRICT = samplePolicy(ACME, 'strict')
export const CHEAP = samplePolicy(BATCH, 'batch')
export const ANY = samplePolicy({ name: '<policy>', text: 'any where provider is groq' })

const WEB = { caller: 'acme-web', stream: true } as const
const NIGHTLY = { caller: 'acme-nightly' } as const

export function reported(
  input: number,
  output: number,
  cache: Partial<UsageRecord> = {},
): UsageRecord {
  return { origin: 'reported', input, output, ...cache }
}

const SAMPLE_REQUESTS: readonly SampleRequest[] = [
  // Nobody was called.
  {
    at: '2026-11-16T09:00:00.000Z',
    mode: 'simulated',
    policy: SUPPORT,
    request: { tokens: { input: 4000, output: 800 } },
    usage: { origin: 'estimated', input: 4000, output: 800 },
  },
  // It went well at once.
  {
    at: '2026-11-16T09:12:07.250Z',
    mode: 'live',
    policy: SUPPORT,
    view: { requirements: { needs: ['tools'] } },
    request: { ...WEB, tokens: { input: 3800, output: 800 }, params: { temperature: 0.2 } },
    calls: [{ tookMs: 1840, firstTokenMs: 310, usage: reported(3712, 655) }],
  },
  // The first is busy, the next one answers.
  {
    at: '2026-11-16T10:30:41.002Z',
    mode: 'live',
    policy: SUPPORT,
    request: { ...WEB, tokens: { input: 2100, output: 800 } },
    calls: [
      { tookMs: 120, failure: 'rate_limit', status: 429 },
      { tookMs: 2650, firstTokenMs: 540, usage: reported(2044, 512) },
    ],
  },
  // The first fails, is asked again, and answers; most of the input was in its cache.
  {
    at: '2026-11-16T18:05:00.500Z',
    mode: 'live',
    policy: SUPPORT,
    request: { ...WEB, tokens: { input: 12_000, output: 800 } },
    calls: [
      { tookMs: 900, failure: 'server_error', status: 503 },
      { tookMs: 1500, firstTokenMs: 280, usage: reported(1203, 410, { cache_read: 10_752 }) },
    ],
  },
  // The provider says how long to wait, and reports no usage.
  {
    at: '2026-11-17T02:00:00.000Z',
    mode: 'live',
    policy: CHEAP,
    request: { ...NIGHTLY, tokens: { input: 9000, output: 2000 } },
    calls: [
      { tookMs: 80, failure: 'rate_limit', status: 429, waitMs: 2000 },
      { tookMs: 4200, usage: { origin: 'estimated', input: 9120, output: 1874 } },
    ],
  },
  // Everybody fails.
  {
    at: '2026-11-17T02:10:00.000Z',
    mode: 'live',
    policy: SUPPORT,
    request: { ...NIGHTLY, tokens: { input: 5000, output: 800 } },
    calls: [
      { tookMs: 22_000, failure: 'timeout' },
      { tookMs: 410, failure: 'server_error', status: 529 },
      { tookMs: 430, failure: 'server_error', status: 529 },
      { tookMs: 60, failure: 'network_error' },
    ],
  },
  // Nobody may be asked.
  {
    at: '2026-11-17T08:45:30.000Z',
    mode: 'live',
    policy: STRICT,
    view: { requirements: { needs: ['vision'], min_context: 300_000 } },
    request: { ...WEB, tokens: { input: 260_000, output: 800 } },
    calls: [],
  },
  // The answer broke off.
  {
    at: '2026-11-17T11:20:15.750Z',
    mode: 'live',
    policy: FREE,
    request: { ...WEB, tokens: { input: 700, output: 800 } },
    calls: [
      {
        tookMs: 3100,
        firstTokenMs: 290,
        failure: 'stream_interrupted',
        status: 200,
        sent: 'part',
        usage: { origin: 'estimated', input: 688, output: 143 },
      },
    ],
  },
  // The client left.
  {
    at: '2026-11-17T16:00:00.000Z',
    mode: 'live',
    policy: SUPPORT,
    request: { ...WEB, tokens: { input: 1500, output: 800 } },
    calls: [
      {
        tookMs: 800,
        firstTokenMs: 350,
        status: 200,
        sent: 'part',
        ends: 'client left',
        usage: { origin: 'unknown' },
      },
    ],
  },
  // The cache is written to and read from; the first choice is out of service.
  {
    at: '2026-11-18T07:30:00.000Z',
    mode: 'live',
    policy: SUPPORT,
    state: { breakers: { 'openai|gpt-5-nano': true }, disabled: {} },
    request: { ...WEB, tokens: { input: 30_000, output: 800 }, body: `sha256:${'5a'.repeat(32)}` },
    calls: [
      {
        tookMs: 2900,
        firstTokenMs: 610,
        usage: reported(904, 721, { cache_read: 8192, cache_write: 20_480 }),
      },
    ],
  },
  // Nobody knows what it used.
  {
    at: '2026-11-18T09:00:00.000Z',
    mode: 'live',
    policy: ENTERPRISE,
    request: { caller: 'acme-eval' },
    calls: [{ tookMs: 5200, usage: { origin: 'unknown' } }],
  },
  // A second one that is tried is billed too.
  {
    at: '2026-11-18T09:30:00.000Z',
    mode: 'live',
    policy: SUPPORT,
    request: { caller: 'acme-eval', tokens: { input: 390_000, output: 800 } },
    calls: [
      {
        tookMs: 700,
        failure: 'bad_response',
        status: 200,
        usage: reported(6000, 0),
      },
      { tookMs: 2200, usage: reported(6000, 350) },
    ],
  },
  // Time was up.
  {
    at: '2026-11-18T10:00:00.000Z',
    mode: 'live',
    policy: SUPPORT,
    request: { ...WEB, tokens: { input: 1500, output: 800 } },
    calls: [{ tookMs: 22_000, failure: 'timeout', ends: 'deadline' }],
  },
  // The provider for trying things, and nothing but the order of the catalog decides.
  {
    at: '2026-11-18T12:00:00.000Z',
    mode: 'sandbox',
    policy: ANY,
    seed: 7,
    calls: [{ tookMs: 20, firstTokenMs: 5, usage: reported(20, 12) }],
  },
]

/** What a router that meets those calls writes down. */
export function entryOf(sample: SampleRequest, index: number): Entry {
  const { at, mode, policy, view = {}, state, seed, calls } = sample
  const { candidates, vocabulary } = SHELF
  const judged = judge({
    policy: policy.term,
    candidates,
    vocabulary,
    request: view,
    ...(state !== undefined && { state }),
    ...(seed !== undefined && { seed }),
  })
  const ranked = judged.decision.ranked.map(({ candidate }) => candidate)
  const { hops, outcome } =
    calls === undefined
      ? { hops: [], outcome: 'simulated' as const }
      : walk({ policy: policy.term, ranked }, calls)
  const [first] = ranked
  const usage = sample.usage ?? hops.at(-1)?.usage ?? { origin: 'unknown' as const }
  const assumed = first === undefined ? UNKNOWN_COST : costRecord(first, usage)
  const receipt: Receipt = {
    id: receiptId(Date.parse(at), new Uint8Array(10).fill(index + 1)),
    at,
    engine: SAMPLE_ENGINE,
    mode,
    policy: { name: policy.name, fingerprint: policy.fingerprint },
    catalog: CATALOG_DIGEST,
    request: { ...judged.request, ...sample.request },
    state: judged.state,
    decision: judged.record,
    hops,
    outcome,
    usage,
    cost: hops.length === 0 ? assumed : sumOfCosts(hops.flatMap(({ cost }) => cost ?? [])),
  }
  return { receipt, definitions: { policies: [policyDefinition(policy)], catalog: DEFINED } }
}

const CATALOG_DIGEST = digest(SAMPLE_CATALOG)
const DEFINED = { digest: CATALOG_DIGEST, catalog: SAMPLE_CATALOG }

function textOf(name: string): string {
  return readFileSync(`fixtures/cli/examples/${name}`, 'utf8')
}

function catalogFrom(text: string) {
  const { value } = loadCatalog(text)
  if (value === undefined) throw new Error('the catalog of the examples cannot be read')
  return value
}
