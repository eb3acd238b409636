import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { loadCatalog } from '../../../src/catalog/index.ts'
import { cacheKey } from '../../../src/ir/cache-key.ts'
import { fingerprint } from '../../../src/ir/fingerprint.ts'
import { normalize } from '../../../src/ir/normalize.ts'
import type { Term } from '../../../src/ir/term.ts'
import {
  ENGINE,
  type Imported,
  openImport,
  openWriter,
  type PolicyDefinition,
  type Receipt,
  replay,
  valueInLine,
  verify,
} from '../../../src/trace/index.ts'
import { runs } from '../../runs.ts'
import {
  attempted,
  completion,
  decisionTrace,
  disabled,
  failed,
  failure,
  flowNode,
  ranked,
  rejected,
  retry,
  router,
  skipped,
  usage,
} from './host.ts'

const CATALOG = loadCatalog({
  name: 'acme.yaml',
  text: readFileSync('fixtures/cli/examples/acme.yaml', 'utf8'),
}).value
if (CATALOG === undefined) throw new Error('the catalog of the examples can be read')

/** Good models, the cheapest first. */
const TERM: Term = normalize([
  'policy',
  ['and', ['meets_req'], ['not', ['is', 'disabled']], ['cmp', 'quality', 'ge', 0.7]],
  ['neg', ['field', 'price_in']],
  ['argmax'],
  ['id'],
  [
    'override',
    ['always', { action: 'next_candidate' }],
    'server_error',
    { action: 'retry_same', attempts: 1 },
  ],
])
const KEY = cacheKey(TERM)
const POLICY: PolicyDefinition = { name: 'good', fingerprint: fingerprint(TERM), policy_ir: TERM }

const RANKED = [ranked('openai/gpt-5', -1.25), ranked('anthropic/claude-sonnet-4.5', -3)]
const REJECTED = [
  rejected('openai/gpt-5-nano', 'cmp:quality:ge'),
  rejected('groq/kimi-k2', 'cmp:quality:ge'),
]
const DECIDED = { ranked: RANKED, rejected: REJECTED, key: KEY }
const FINE = [attempted('openai/gpt-5', 950)]

function taken(value: unknown, policies: readonly PolicyDefinition[] = []): readonly Imported[] {
  const found = openImport({ catalog: CATALOG ?? fail(), policies }).take(value)
  if (!found.ok) throw new Error(found.error)
  return found.value ?? []
}

function fail(): never {
  throw new Error('there is none')
}

function receiptOf(value: unknown, policies: readonly PolicyDefinition[] = []): Receipt {
  return taken(value, policies)[0]?.receipt ?? fail()
}

function answer(parts: Parameters<typeof decisionTrace>[0], more = {}, tokens = usage(1000, 200)) {
  return completion(router('openai/gpt-5', decisionTrace({ ...DECIDED, ...parts }), more), tokens)
}

function linesOf(imported: readonly Imported[]): readonly string[] {
  const writer = openWriter({ writer: 'w', tool: ENGINE })
  return [
    writer.header('2026-12-01T00:00:00.000Z'),
    ...imported.flatMap(({ receipt, definitions }) => writer.receipt(receipt, definitions)),
    writer.end(),
  ]
}

async function played(imported: readonly Imported[]) {
  const lines = linesOf(imported)
  expect(verify(lines).faults).toEqual([])
  const all = []
  for await (const one of replay(lines)) all.push(one)
  return all
}

test('an answer becomes a receipt of a live call', () => {
  expect(receiptOf(answer({ path: FINE, term: TERM }, {}, usage(1000, 200, 400)))).toMatchObject({
    at: '2026-11-18T11:06:40.000Z',
    mode: 'live',
    policy: { fingerprint: POLICY.fingerprint },
    request: {},
    state: {},
    decision: {
      ranked: [
        { id: 'openai/gpt-5', score: -1.25 },
        { id: 'anthropic/claude-sonnet-4.5', score: -3 },
      ],
      rejected: [
        {
          reason: 'cmp:quality:ge',
          candidates: [
            ['openai/gpt-5-nano', null, null],
            ['groq/kimi-k2', null, null],
          ],
        },
      ],
    },
    hops: [{ candidate: 'openai/gpt-5', attempt: 1, start_ms: 0, end_ms: 950, action: 'finish' }],
    outcome: 'complete',
    usage: { origin: 'reported', input: 600, output: 200, cache_read: 400 },
    cost: { settled: '0.0021', estimated: null },
    imported: { from: 'x_router', lacks: ['request', 'state'] },
  })
})

test('the same answer is the same receipt whenever it is read', () => {
  expect(receiptOf(answer({ path: FINE }))).toEqual(receiptOf(answer({ path: FINE })))
})

describe('the policy of a receipt', () => {
  test.each([
    ['is a given one, by its short key', { path: FINE }, [POLICY], 'given', POLICY.fingerprint],
    ['is the one that the log holds', { path: FINE, term: TERM }, [], 'log', POLICY.fingerprint],
    ['is only named by its short key', { path: FINE }, [], 'key', `cache:${KEY}`],
    [
      'is not the term of the log where the key says otherwise',
      { path: FINE, term: TERM, key: '1-2' },
      [],
      'key',
      'cache:1-2',
    ],
    [
      'is not one that is no policy over the catalog',
      { path: FINE, term: ['policy', ['is', 'odd']] },
      [],
      'key',
      `cache:${KEY}`,
    ],
  ])('%s', (_, parts, policies, origin, named) => {
    const [one] = taken(answer(parts), policies)
    expect(one?.policy).toBe(origin)
    expect(one?.receipt.policy.fingerprint).toBe(named)
    expect(one?.receipt.imported?.lacks.includes('policy')).toBe(origin === 'key')
  })

  test('is not named where a profile decided', () => {
    const trace = decisionTrace({ ranked: RANKED, path: FINE })
    const [one] = taken(completion(router('openai/gpt-5', trace)))
    expect(one).toMatchObject({ policy: 'none', receipt: { policy: { fingerprint: 'unknown' } } })
  })

  test('is the one of the logged request where the key is that of it', () => {
    const request = {
      model: 'policy:auto',
      policy_ir: TERM,
      tools: [{}],
      seed: 3,
      messages: ['secret'],
    }
    const one = taken({ request, response: answer({ path: FINE }) })[0]
    expect(one).toMatchObject({
      policy: 'log',
      receipt: {
        policy: { fingerprint: POLICY.fingerprint },
        request: { needs: ['tools'], seed: 3 },
        imported: { lacks: ['state'] },
      },
    })
  })

  test('is told apart from what the host made of it', () => {
    const request = { policy_ir: TERM }
    const one = receiptOf({ request, response: answer({ path: FINE, key: '1-2' }) })
    expect(one.policy).toEqual({ fingerprint: POLICY.fingerprint, effective: 'cache:1-2' })
  })
})

describe('the calls of a path', () => {
  const gpt = 'openai/gpt-5'
  const sonnet = 'anthropic/claude-sonnet-4.5'
  test.each([
    [
      'that goes on to the next candidate',
      [attempted(gpt, 100, failure('rate_limit', 429)), attempted(sonnet, 800)],
      [
        {
          candidate: gpt,
          failure: 'rate_limit',
          status: 429,
          end_ms: 100,
          action: 'next_candidate',
        },
        { candidate: sonnet, start_ms: 100, end_ms: 900, action: 'finish', sent: 'all' },
      ],
    ],
    [
      'that tries again after a pause',
      [attempted(gpt, 100, failure('server_error', 500)), retry(gpt, 250), attempted(gpt, 10)],
      [
        { action: 'retry_same', wait_ms: 250, sent: 'nothing' },
        { candidate: gpt, attempt: 2, start_ms: 350, action: 'finish' },
      ],
    ],
    [
      'that disables a provider',
      [
        attempted(gpt, 5, failure('auth_error', 401)),
        disabled('openai', 'auth_error'),
        skipped('openai/gpt-5-nano'),
        attempted(sonnet, 10),
      ],
      [{ failure: 'auth_error', action: 'disable_provider' }, { candidate: sonnet }],
    ],
    [
      'where nobody answered, or the class of the failure is no name',
      [attempted(gpt, 5, { error_kind: 'Odd Kind', http_status: 0 }), attempted(sonnet, 10)],
      [{ failure: 'unknown', action: 'next_candidate' }, { candidate: sonnet }],
    ],
  ])('%s', (_, path, hops) => {
    expect(receiptOf(answer({ path })).hops).toMatchObject(hops)
  })

  test('that end in a failure', () => {
    const path = [attempted(gpt, 100, failure('timeout', 0))]
    const of = (code: string) => receiptOf(failed(code, decisionTrace({ ...DECIDED, path })))
    expect(of('exhausted: timeout')).toMatchObject({
      outcome: 'exhausted',
      usage: { origin: 'unknown' },
      cost: { settled: null, estimated: null },
      hops: [{ action: 'next_candidate', why: 'no candidate left' }],
    })
    expect(of('timeout').hops).toMatchObject([{ action: 'abort', why: 'plan' }])
  })

  test('are none where nobody was to be called', () => {
    const trace = decisionTrace({ rejected: REJECTED, key: KEY })
    expect(receiptOf(failed('no_candidates', trace))).toMatchObject({
      outcome: 'rejected',
      hops: [],
    })
  })

  test('name the peer that answered', () => {
    const path = [attempted('antseed/glm-5.2', 100)]
    const trace = decisionTrace({ ranked: [ranked('antseed/glm-5.2', 1)], path, key: KEY })
    const xRouter = router('antseed/glm-5.2', trace, { served_by: '0xpeer' })
    expect(receiptOf(completion(xRouter)).hops).toMatchObject([
      { candidate: 'antseed/glm-5.2@0xpeer' },
    ])
  })
})

test.each([
  ['reported', 0.0021, { settled: '0.0021', estimated: null }],
  ['subscription', 0, { settled: '0', estimated: null }],
  ['computed', 0.000001, { settled: null, estimated: '0.000001' }],
  ['unknown_total', null, { settled: null, estimated: null }],
])('a cost that is %s is taken as that', (cost_basis, cost_usd, cost) => {
  expect(receiptOf(answer({ path: FINE }, { cost_basis, cost_usd })).cost).toEqual(cost)
})

test('what the host cut off is not taken for all there was', () => {
  // `_trim_trace` of shim.py.
  const more = { ranked_total: 40, rejected_total: 460, rejected_reasons: { predicate: 460 } }
  expect(receiptOf(answer({ path: FINE, more })).imported?.lacks).toEqual([
    ...['policy', 'request', 'state', 'ranked', 'rejected'],
  ])
})

test('every step of a flow is a receipt', () => {
  const inner = decisionTrace({ ...DECIDED, path: FINE })
  const nodes = [flowNode('a', 'openai/gpt-5', inner), flowNode('b', 'openai/gpt-5', inner)]
  const trace = { policy_fingerprint: null, flow_fingerprint: '3-4', flow_nodes: nodes }
  const all = taken(completion(router('flow/flow:3-4', trace)), [POLICY])
  expect(all.map(({ receipt }) => receipt)).toMatchObject([
    {
      usage: { input: 200, cache_read: 100, output: 40 },
      cost: { settled: '0.0004' },
      outcome: 'complete',
      policy: { name: 'good' },
    },
    { hops: [{ candidate: 'openai/gpt-5' }] },
  ])
  expect(new Set(all.map(({ receipt }) => receipt.id)).size).toBe(2)
})

describe('what a log puts around an answer', () => {
  const body = answer({ path: FINE })
  test.each([
    ['nothing', body],
    ['`response`', { response: body }],
    ['`body`', { level: 'info', body }],
    ['`response` and `body`', { response: { status: 200, body } }],
    ['a text', { response_body: JSON.stringify(body) }],
  ])('may be %s', (_, value) => {
    expect(receiptOf(value).outcome).toBe('complete')
  })

  test('may be the last event of a stream', () => {
    const chunk = { ...body, object: 'chat.completion.chunk' }
    const value = valueInLine(`data: ${JSON.stringify(chunk)}`)
    expect(receiptOf(value.ok ? value.value : fail()).outcome).toBe('complete')
    for (const line of ['data: [DONE]', ': keepalive', 'event: x', '']) {
      expect(valueInLine(line)).toEqual({ ok: true, value: undefined })
    }
  })

  test('is nothing else', () => {
    expect(taken({ answer: body })).toEqual([])
    expect(taken({ response: { response: { response: body } } })).toEqual([])
  })
})

test.each([
  ['has no trace', completion({ bucket: 'coder' }), 'its `x_router` holds no `decision_trace`'],
  ['has no time', failed('x', { decision_path: {} }), 'it does not say when it was'],
  [
    'is a flow in which nothing was routed',
    completion(router(undefined, { flow_nodes: [{ node: 'a', error: 'secret' }] })),
    'no step of its flow was routed',
  ],
])('an answer that %s cannot be imported', (_, value, error) => {
  const importing = openImport({ catalog: CATALOG ?? fail(), policies: [] })
  expect(importing.take(value)).toEqual({ ok: false, error })
})

test('what is nested too deep is refused', () => {
  const deep = `{"x_router":{"decision_trace":${'['.repeat(200_000)}${']'.repeat(200_000)}}}`
  const importing = openImport({ catalog: CATALOG ?? fail(), policies: [] })
  expect(importing.take(JSON.parse(deep))).toEqual({ ok: false, error: 'it is nested too deep' })
})

test('nothing of what was asked, answered or told by a provider is taken over', () => {
  const path = [attempted('openai/gpt-5', 5, failure('timeout', 0)), ...FINE]
  const request = {
    messages: [{ role: 'user', content: 'secret' }],
    caller: 'secret',
    session: 'secret',
  }
  const imported = taken({ request, response: answer({ path, term: TERM }) })
  expect(linesOf(imported).join('\n')).not.toMatch(/secret|sk-live/i)
})

describe('replay of an imported receipt', () => {
  test.each([
    ['reproduces what agrees with its policy', { path: FINE }, [POLICY], 'reproduced', undefined],
    [
      'compares those of the ranking that were logged',
      { path: FINE, ranked: RANKED.slice(0, 1), more: { ranked_total: 2 } },
      [POLICY],
      'reproduced',
      undefined,
    ],
    [
      'does not call a ranking wrong that may follow from what was not logged',
      { path: FINE, ranked: RANKED.toReversed() },
      [POLICY],
      'unsettled',
      'the log does not hold all that it was decided from',
    ],
    [
      'says that the policy was not recorded',
      { path: FINE },
      [],
      'unsettled',
      `the policy was not recorded: the log names it only by its short key \`${KEY}\``,
    ],
    [
      'finds what the plan never does',
      {
        path: [
          attempted('openai/gpt-5', 5, failure('timeout', 0)),
          disabled('openai', 'x'),
          ...FINE,
        ],
      },
      [POLICY],
      'diverged',
      '`$.hops[0].action` is "disable_provider" in the receipt, and "next_candidate" when made again',
    ],
  ])('%s', async (_, parts, policies, kind, message) => {
    const [one] = await played(taken(answer(parts), policies))
    expect(one?.kind).toBe(kind)
    const told = one !== undefined && 'divergence' in one ? one.divergence.message : undefined
    if (message === undefined) expect(told).toBeUndefined()
    else expect(told).toContain(message)
  })

  test('says where no policy is named', async () => {
    const trace = decisionTrace({ ranked: RANKED, path: FINE })
    expect(await played(taken(completion(router('openai/gpt-5', trace))))).toMatchObject([
      { kind: 'unsettled', divergence: { cause: 'log' } },
    ])
  })
})

test('any value is imported, passed over or refused, and what is imported can be read', async () => {
  const strange = fc.oneof(fc.jsonValue({ maxDepth: 3 }), fc.constantFrom(TERM, FINE, RANKED, {}))
  const traces = fc.record(
    {
      ranked: fc.oneof(strange, fc.array(strange)),
      rejected: fc.oneof(strange, fc.array(strange)),
      decision_path: fc.oneof(strange, fc.array(fc.oneof(strange, fc.constantFrom(...FINE)))),
      started_at_ms: fc.oneof(fc.double(), fc.constant(1e12)),
      policy_fingerprint: fc.oneof(strange, fc.constant(KEY)),
      policy_term: strange,
      flow_nodes: strange,
    },
    { requiredKeys: [] },
  )
  await fc.assert(
    fc.asyncProperty(traces, strange, strange, async (trace, more, response) => {
      const xRouter = { ...Object(more), cost_usd: more, decision_trace: trace }
      const importing = openImport({ catalog: CATALOG ?? fail(), policies: [POLICY] })
      const value = { ...Object(response), usage: more, error: response, x_router: xRouter }
      const found = importing.take({ response: value, request: { policy_ir: more } })
      if (found.ok && found.value !== undefined) {
        for (const one of await played(found.value)) expect(one.kind).not.toBe('fault')
      }
    }),
    runs(100),
  )
})
