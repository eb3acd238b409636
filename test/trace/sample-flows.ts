import {
  type Definitions,
  type FlowReceipt,
  type NodeReceipt,
  openWriter,
  receiptId,
  type Writing,
} from '../../src/trace/index.ts'
import { sumOfNodes } from '../../src/trace/sum-of-nodes.ts'
import { sumOfUsages } from '../../src/trace/sum-of-usages.ts'
import {
  ANY,
  CHEAP,
  entryOf,
  reported,
  SAMPLE_ENGINE,
  type SampleRequest,
  STRICT,
  SUPPORT,
  sampleEntries,
} from './sample-trace.ts'

/** The receipt of a flow, and what it names. */
export interface FlowEntry {
  readonly flow: FlowReceipt
  readonly definitions: Definitions
}

/** One node, as the table of flows tells it: it begins when all that it is fed with is there. */
interface SampleNode extends Omit<SampleRequest, 'at' | 'mode'> {
  readonly node: string
  /** Where the trace knows it: files of before do not. */
  readonly step?: string
  readonly inputs: readonly string[]
}

/** One flow, as the table of them tells it. */
interface SampleFlow extends Pick<SampleRequest, 'at' | 'mode'> {
  readonly name?: string
  readonly answers: string
  readonly request: FlowReceipt['request']
  readonly nodes: readonly SampleNode[]
  /** How it ends where the answering node does not say. */
  readonly outcome?: FlowReceipt['outcome']
}

/** A trace with flows between other requests, always the same. */
export function flowTrace(writing: Partial<Writing> = {}): string {
  const writer = openWriter({ writer: WRITER, tool: SAMPLE_ENGINE, ...writing })
  const others = sampleEntries()
  const lines = [
    writer.header('2026-11-19T09:00:00.000Z'),
    ...flowEntries().flatMap(({ flow, definitions }, i) => {
      const other = others[i + 1]
      const beside = other === undefined ? [] : writer.receipt(other.receipt, other.definitions)
      return [...beside, ...writer.receipt(flow, definitions)]
    }),
    writer.end(),
  ]
  return `${lines.join('\n')}\n`
}

const WRITER = receiptId(Date.parse('2026-11-19T09:00:00Z'), new Uint8Array(10).fill(2))

export function flowEntries(): readonly FlowEntry[] {
  return SAMPLE_FLOWS.map(flowEntryOf)
}

const WEB = { caller: 'acme-web', surface: 'chat', stream: true } as const
const NIGHTLY = { caller: 'acme-nightly', surface: 'chat' } as const

const SAMPLE_FLOWS: readonly SampleFlow[] = [
  // Two drafts at a time, and one answer made of them.
  {
    at: '2026-11-19T09:00:00.000Z',
    mode: 'live',
    name: 'research',
    answers: 'n3',
    request: WEB,
    nodes: [
      {
        node: 'n1',
        step: 'draft',
        inputs: ['n0'],
        policy: SUPPORT,
        calls: [{ tookMs: 1840, firstTokenMs: 310, usage: reported(3712, 655) }],
      },
      {
        node: 'n2',
        step: 'check',
        inputs: ['n0'],
        policy: CHEAP,
        calls: [
          { tookMs: 80, failure: 'rate_limit', status: 429, waitMs: 1000 },
          { tookMs: 2100, usage: { origin: 'estimated', input: 3700, output: 588 } },
        ],
      },
      {
        node: 'n3',
        step: 'answer',
        inputs: ['n1', 'n2'],
        policy: SUPPORT,
        view: { requirements: { needs: ['tools'] } },
        calls: [{ tookMs: 2650, firstTokenMs: 540, usage: reported(1410, 802) }],
      },
    ],
  },
  // One node fails, and nobody waits for the other one.
  {
    at: '2026-11-19T10:00:00.000Z',
    mode: 'live',
    name: 'research',
    answers: 'n3',
    request: WEB,
    outcome: 'exhausted',
    nodes: [
      {
        node: 'n1',
        step: 'draft',
        inputs: ['n0'],
        policy: SUPPORT,
        calls: [{ tookMs: 400, ends: 'flow failed' }],
      },
      {
        node: 'n2',
        step: 'check',
        inputs: ['n0'],
        policy: CHEAP,
        calls: [
          { tookMs: 200, failure: 'server_error', status: 503 },
          { tookMs: 200, failure: 'auth_error', status: 401 },
          { tookMs: 500, failure: 'network_error' },
        ],
      },
    ],
  },
  // A chain of two; the first one goes on to another candidate, and both are billed.
  {
    at: '2026-11-19T11:00:00.000Z',
    mode: 'live',
    name: 'translate',
    answers: 'n2',
    request: NIGHTLY,
    nodes: [
      {
        node: 'n1',
        inputs: ['n0'],
        policy: SUPPORT,
        calls: [
          { tookMs: 700, failure: 'bad_response', status: 200, usage: reported(6000, 0) },
          { tookMs: 2200, usage: reported(6000, 350) },
        ],
      },
      {
        node: 'n2',
        inputs: ['n1', 'n0', 'n1'],
        policy: ANY,
        seed: 3,
        calls: [{ tookMs: 1200, usage: reported(6800, 410, { cache_read: 512 }) }],
      },
    ],
  },
  // Nobody may be asked for its first node.
  {
    at: '2026-11-19T12:00:00.000Z',
    mode: 'live',
    answers: 'n2',
    request: WEB,
    outcome: 'rejected',
    nodes: [
      {
        node: 'n1',
        inputs: ['n0'],
        policy: STRICT,
        view: { requirements: { needs: ['vision'], min_context: 300_000 } },
        calls: [],
      },
    ],
  },
  // The answer broke off while the client was given it.
  {
    at: '2026-11-19T13:00:00.000Z',
    mode: 'live',
    name: 'translate',
    answers: 'n2',
    request: WEB,
    nodes: [
      {
        node: 'n1',
        inputs: ['n0'],
        policy: SUPPORT,
        state: { breakers: { 'openai|gpt-5-nano': true }, disabled: {} },
        calls: [{ tookMs: 1500, usage: reported(900, 300) }],
      },
      {
        node: 'n2',
        inputs: ['n1'],
        policy: SUPPORT,
        calls: [
          {
            tookMs: 1300,
            firstTokenMs: 290,
            failure: 'stream_interrupted',
            status: 200,
            sent: 'part',
            usage: { origin: 'estimated', input: 1288, output: 143 },
          },
        ],
      },
    ],
  },
  // The client left while nobody knew yet what the node has used.
  {
    at: '2026-11-19T14:00:00.000Z',
    mode: 'sandbox',
    answers: 'n1',
    request: { caller: 'acme-eval' },
    nodes: [
      {
        node: 'n1',
        inputs: ['n0'],
        policy: ANY,
        calls: [{ tookMs: 300, status: 200, ends: 'client left', usage: { origin: 'unknown' } }],
      },
    ],
  },
]

function flowEntryOf(sample: SampleFlow, index: number): FlowEntry {
  const { at, mode, name, answers, request } = sample
  const ended = new Map<string, number>()
  const entries = sample.nodes.map(({ node, step, inputs, ...rest }, i) => {
    const begun = Math.max(0, ...inputs.map((input) => ended.get(input) ?? 0))
    const { receipt, definitions } = entryOf({ ...rest, at, mode }, i)
    const hops = receipt.hops.map((hop) => later(hop, begun))
    ended.set(node, hops.at(-1)?.end_ms ?? begun)
    const { policy, state, decision, outcome, cost } = receipt
    const usage = sumOfUsages(hops.flatMap((hop) => hop.usage ?? []))
    const own = { policy, request: receipt.request, state, decision, hops, outcome, usage, cost }
    const named = step === undefined ? {} : { step }
    return { node: { node, ...named, inputs, ...own } satisfies NodeReceipt, receipt, definitions }
  })
  const nodes = entries.map((entry) => entry.node)
  const [first] = entries
  if (first === undefined) throw new Error('a flow has a node')
  const answer = nodes.find(({ node }) => node === answers)
  const flow: FlowReceipt = {
    id: receiptId(Date.parse(at), new Uint8Array(10).fill(index + 101)),
    at,
    engine: SAMPLE_ENGINE,
    mode,
    catalog: first.receipt.catalog,
    flow: { ...(name !== undefined && { name }), fingerprint: FINGERPRINTS.get(name) ?? '' },
    answers,
    request,
    nodes,
    outcome: sample.outcome ?? answer?.outcome ?? 'exhausted',
    ...sumOfNodes(nodes),
  }
  const policies = entries.flatMap(({ definitions }) => definitions.policies)
  return { flow, definitions: { policies, catalog: first.definitions.catalog } }
}

/** Of flows, whose terms are in no trace. */
const FINGERPRINTS: ReadonlyMap<string | undefined, string> = new Map([
  ['research', `sha256:${'1f'.repeat(32)}`],
  ['translate', `sha256:${'2e'.repeat(32)}`],
  [undefined, `sha256:${'3d'.repeat(32)}`],
])

type Hop = NodeReceipt['hops'][number]

function later(hop: Hop, ms: number): Hop {
  const { start_ms, first_byte_ms, first_token_ms, end_ms } = hop
  return {
    ...hop,
    start_ms: start_ms + ms,
    ...(first_byte_ms !== undefined && { first_byte_ms: first_byte_ms + ms }),
    ...(first_token_ms !== undefined && { first_token_ms: first_token_ms + ms }),
    end_ms: end_ms + ms,
  }
}
