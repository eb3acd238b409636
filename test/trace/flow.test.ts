import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  decodeRecord,
  type FlowRecord,
  nodeReceipts,
  openReplay,
  openSituations,
  type PlayedFlow,
  playedNodes,
  replay,
  verify,
} from '../../src/trace/index.ts'
import { runs } from '../runs.ts'
import { flowTrace } from './sample-flows.ts'
import { SAMPLE_ENGINE } from './sample-trace.ts'

function linesOf(text: string): readonly string[] {
  return text.split('\n').slice(0, -1)
}

const INLINE = linesOf(flowTrace())
const SHARED = linesOf(flowTrace({ decisions: 'once' }))
const FIRST = INLINE.findIndex((line) => line.startsWith('{"record":"flow"'))

test('the sample is always the same', async () => {
  await expect(flowTrace()).toMatchFileSnapshot('../../fixtures/cli/examples/flows.jsonl')
})

describe.each([
  ['in the receipt', INLINE],
  ['in records of their own', SHARED],
])('with decisions %s', (_, lines) => {
  test('flows are intact, and reproduced beside receipts', async () => {
    expect(verify(lines)).toMatchObject({ receipts: 12, unknown: 0, faults: [] })
    const kinds: string[] = []
    for await (const one of replay(lines)) {
      kinds.push('flow' in one ? `flow ${one.kind} ${one.flow.outcome}` : one.kind)
    }
    expect(kinds.filter((kind) => kind.startsWith('flow'))).toEqual([
      'flow reproduced complete',
      'flow reproduced exhausted',
      'flow reproduced complete',
      'flow reproduced rejected',
      'flow reproduced incomplete',
      'flow reproduced cancelled',
    ])
    expect(kinds.filter((kind) => kind === 'reproduced')).toHaveLength(6)
    expect(kinds).toHaveLength(12)
  })

  test('a flow is as many situations as it has nodes', () => {
    const { take } = openSituations()
    const found = lines.flatMap((line) => {
      const decoded = decodeRecord(line)
      return decoded.ok ? take(decoded.value) : []
    })
    const nodes = found.flatMap((one) => ('id' in one && one.id.includes('/') ? [one.id] : []))
    expect(nodes.map((id) => id.slice(id.indexOf('/')))).toEqual([
      '/n1',
      '/n2',
      '/n3',
      '/n1',
      '/n2',
      '/n1',
      '/n2',
      '/n1',
      '/n1',
      '/n2',
      '/n1',
    ])
    expect(found).toHaveLength(17)
  })
})

function flowIn(line: string): FlowRecord {
  const decoded = decodeRecord(line)
  if (!decoded.ok || decoded.value.record !== 'flow') throw new Error('the line is no flow')
  return decoded.value
}

/** Plays the first flow with those changes. */
function playedWith(change: (flow: Draft) => void, engine = SAMPLE_ENGINE): PlayedFlow {
  const { take, playFlow } = openReplay(engine)
  for (const line of INLINE.slice(0, FIRST)) {
    const decoded = decodeRecord(line)
    if (decoded.ok) take(decoded.value)
  }
  const draft: Draft = JSON.parse(INLINE[FIRST] ?? '')
  change(draft)
  return playFlow(flowIn(JSON.stringify(draft)))
}

/** As much of a flow as the changes below touch, to be written to. */
interface Draft {
  outcome: string
  answers: string
  catalog: string
  usage: { origin: string; input: number }
  cost: { settled: string | null; estimated: string | null }
  nodes: {
    node: string
    inputs: string[]
    outcome: string
    policy: { fingerprint: string }
    usage: { origin: string; input: number }
    cost: { settled: string | null }
    decision: { ranked: { score: number }[] }
    hops: { action: string; start_ms: number; cost?: { settled: string | null } }[]
  }[]
}

function node(flow: Draft, index: number): Draft['nodes'][number] {
  const found = flow.nodes[index]
  if (found === undefined) throw new Error('there is no such node')
  return found
}

describe('what does not follow from the nodes diverges', () => {
  test.each<[string, (flow: Draft) => void]>([
    [
      '$.nodes[1].hops[0].action',
      (flow) => Object.assign(node(flow, 1).hops[0] ?? {}, { action: 'abort' }),
    ],
    [
      '$.nodes[0].hops[0].cost.settled',
      (flow) => Object.assign(node(flow, 0).hops[0]?.cost ?? {}, { settled: '1' }),
    ],
    ['$.nodes[0].cost.settled', (flow) => Object.assign(node(flow, 0).cost, { settled: '1' })],
    [
      '$.nodes[2].decision.ranked[0].score',
      (flow) => Object.assign(node(flow, 2).decision.ranked[0] ?? {}, { score: 2 }),
    ],
    ['$.nodes[0].usage.input', (flow) => Object.assign(node(flow, 0).usage, { input: 1 })],
    ['$.nodes[1].node', (flow) => Object.assign(node(flow, 1), { node: 'n1' })],
    ['$.nodes[1].node', (flow) => Object.assign(node(flow, 1), { node: 'n02' })],
    ['$.nodes[0].node', (flow) => Object.assign(node(flow, 0), { node: 'n0' })],
    ['$.nodes[2].node', (flow) => Object.assign(node(flow, 2), { node: 'n4' })],
    ['$.nodes[1].node', (flow) => flow.nodes.reverse()],
    ['$.nodes[0].inputs[0]', (flow) => Object.assign(node(flow, 0), { inputs: [] })],
    ['$.nodes[0].inputs[0]', (flow) => Object.assign(node(flow, 0), { inputs: ['n3'] })],
    ['$.nodes[1].inputs[1]', (flow) => Object.assign(node(flow, 1), { inputs: ['n0', 'n2'] })],
    ['$.nodes[1].inputs[0]', (flow) => flow.nodes.splice(0, 1)],
    [
      '$.nodes[2].hops[0].start_ms',
      (flow) => Object.assign(node(flow, 2).hops[0] ?? {}, { start_ms: 3000 }),
    ],
    ['$.nodes[1].outcome', (flow) => Object.assign(node(flow, 1), { outcome: 'cancelled' })],
    ['$.answers', (flow) => Object.assign(flow, { answers: 'the last' })],
    ['$.answers', (flow) => Object.assign(flow, { answers: 'n4' })],
    ['$.nodes[2].node', (flow) => Object.assign(flow, { answers: 'n2' })],
    ['$.outcome', (flow) => Object.assign(flow, { outcome: 'exhausted' })],
    ['$.outcome', (flow) => Object.assign(node(flow, 2), { outcome: 'cancelled' })],
    ['$.usage.input', (flow) => Object.assign(flow.usage, { input: 8823 })],
    ['$.usage.origin', (flow) => Object.assign(flow.usage, { origin: 'reported' })],
    ['$.cost.settled', (flow) => Object.assign(flow.cost, { settled: '0.0000000001' })],
    ['$.cost.estimated', (flow) => Object.assign(flow.cost, { estimated: null })],
  ])('%s, case %#', (path, change) => {
    const played = playedWith(change)
    expect(played).toMatchObject({
      kind: 'diverged',
      divergence: { cause: 'receipt', difference: { path } },
    })
  })

  test('a definition that is not there is told of its node', () => {
    const lost = `sha256:${'0'.repeat(64)}`
    expect(
      playedWith((flow) => Object.assign(node(flow, 1).policy, { fingerprint: lost })),
    ).toMatchObject({
      divergence: {
        cause: 'policy',
        message: `\`$.nodes[1]\`: no record before it holds the policy \`${lost}\``,
      },
    })
  })

  test('another engine that did it otherwise is the cause', () => {
    const other = playedWith((flow) => Object.assign(flow, { answers: 'n9' }), 'unhardcoded/9.0.0')
    expect(other).toMatchObject({ divergence: { cause: 'engine' } })
  })

  test('no node of it is taken for what it says', () => {
    const played = playedWith((flow) => Object.assign(flow.cost, { settled: '1' }))
    expect(played.nodes.map(({ kind }) => kind)).toEqual(['reproduced', 'reproduced', 'reproduced'])
    expect(playedNodes(played).map(({ kind }) => kind)).toEqual([
      'diverged',
      'diverged',
      'diverged',
    ])
  })
})

test('nodes are receipts that say who asked', () => {
  const flow = flowIn(INLINE[FIRST] ?? '')
  const receipts = nodeReceipts(flow)
  expect(receipts.map(({ id }) => id)).toEqual(['n1', 'n2', 'n3'].map((at) => `${flow.id}/${at}`))
  for (const receipt of receipts) {
    expect(receipt).toMatchObject({ at: flow.at, mode: 'live', request: { caller: 'acme-web' } })
  }
})

test.each([
  ['"nodes":[', '"nodes":{"a":1},"more":[', '`nodes` of a flow record is not a list'],
  ['"answers":"n3"', '"answers":3', '`answers` of a flow record is not a text'],
  [
    '"inputs":["n1","n2"]',
    '"inputs":["n1",2]',
    '`nodes[2].inputs[1]` of a flow record is not a text',
  ],
  ['"node":"n2"', '"knot":"n2"', '`nodes[1].node` of a flow record is not a text'],
  ['"flow":{', '"flow":{"a":1},"more":{', '`flow.fingerprint` of a flow record is not a text'],
])('a flow with %s as %s is told as malformed', (is, was, message) => {
  const line = (INLINE[FIRST] ?? '').replace(is, was)
  expect(decodeRecord(line)).toEqual({ ok: false, error: { kind: 'malformed', message } })
  expect(verify(INLINE.with(FIRST, line)).faults).toContainEqual({
    kind: 'unreadable',
    line: FIRST + 1,
    message,
  })
})

test('names that nothing stands behind are told once a line', () => {
  const line = (SHARED.find((each) => each.startsWith('{"record":"flow"')) ?? '').replace(
    /"decision":\d+/,
    '"decision":77',
  )
  const at = SHARED.findIndex((each) => each.startsWith('{"record":"flow"'))
  expect(verify(SHARED.with(at, line)).faults).toContainEqual({
    kind: 'wrong name',
    line: at + 1,
    message: 'no record before it holds the decision 77',
  })
})

test('an end that does not count flows is told', () => {
  const end = INLINE.length - 1
  const line = (INLINE[end] ?? '').replace('"receipts":12', '"receipts":6')
  expect(verify(INLINE.with(end, line)).faults).toMatchObject([{ kind: 'dropped' }])
})

test('no change of a single byte of a flow goes unnoticed', () => {
  const flows = INLINE.flatMap((line, at) => (line.startsWith('{"record":"flow"') ? [at] : []))
  const verdict = (line: string, at: number) => verify(INLINE.with(at, line)).faults
  fc.assert(
    fc.property(fc.nat(), fc.nat(), fc.integer({ min: 32, max: 126 }), (draw, place, byte) => {
      const at = flows[draw % flows.length] ?? FIRST
      const line = INLINE[at] ?? ''
      const cut = place % line.length
      const changed = `${line.slice(0, cut)}${String.fromCharCode(byte)}${line.slice(cut + 1)}`
      if (changed !== line) expect(verdict(changed, at)).not.toEqual([])
    }),
    runs(1000),
  )
})

test('a changed figure of what was decided or paid is noticed by replay alone', () => {
  const line = INLINE[FIRST] ?? ''
  const digits = [...line.matchAll(/"(?:score|input|output|settled|estimated)":"?([\d.]+)/g)]
  fc.assert(
    fc.property(fc.nat(), fc.nat(), fc.integer({ min: 1, max: 9 }), (draw, place, byte) => {
      const found = digits[draw % digits.length]
      if (found === undefined) throw new Error('there are figures')
      const text = found[1] ?? ''
      const from = found.index + found[0].length - text.length
      const at = from + (place % text.length)
      if (line[at] === '.' || line[at] === `${byte}`) return
      const changed = `${line.slice(0, at)}${byte}${line.slice(at + 1)}`
      const { take, playFlow } = openReplay(SAMPLE_ENGINE)
      for (const each of INLINE.slice(0, FIRST)) {
        const decoded = decodeRecord(each)
        if (decoded.ok) take(decoded.value)
      }
      expect(playFlow(flowIn(changed)).kind, found[0]).toBe('diverged')
    }),
    runs(300),
  )
})
