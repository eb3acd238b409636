import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { readVector } from '../../../src/decide/vector-input.ts'
import type { Term } from '../../../src/ir/index.ts'
import { MOST_ROWS, type RankGround, rank } from '../../../src/route/endpoints/rank.ts'
import { routerErrorBody, statusOf } from '../../../src/route/router-error.ts'
import { shelfOfCatalog } from '../../../src/trace/library.ts'
import { SAMPLE_CATALOG } from '../../trace/sample-trace.ts'

const { candidates, vocabulary } = shelfOfCatalog(SAMPLE_CATALOG)

const GROUND: RankGround = { candidates, vocabulary, state: {}, atSeconds: 1_795_000_000 }

/** A policy as the tests of the other host write it: the cheapest input of what the filter passes. */
function policyOf(filter: unknown = ['top']): unknown {
  const next = ['always', { action: 'next_candidate' }]
  return ['policy', filter, ['neg', ['normalize', ['field', 'price_in']]], ['argmax'], ['id'], next]
}

function ranked(body: unknown, ground: Partial<RankGround> = {}) {
  const answer = rank(body, { ...GROUND, ...ground })
  if (!answer.ok) throw new Error(answer.error.message)
  return answer.value
}

function refused(body: unknown, ground: Partial<RankGround> = {}) {
  const answer = rank(body, { ...GROUND, ...ground })
  if (answer.ok) throw new Error('it was ranked')
  return { status: statusOf(answer.error), ...routerErrorBody(answer.error).error }
}

function idsOf({ ranked: rows }: { readonly ranked: readonly { readonly id: string }[] }) {
  return rows.map(({ id }) => id)
}

describe('the answer', () => {
  test('has the members of the other host, every one in every row', () => {
    const answer = ranked({ policy_ir: policyOf(['cmp', 'price_in', 'le', 1]) })
    expect(answer).toMatchObject({ rank_source: 'router', ts: 1_795_000_000 })
    expect(answer.ranked[0]).toEqual({
      provider: 'openai',
      model_family: 'gpt-5-nano',
      served_model_id: 'gpt-5-nano-2025-08-07',
      tier: 'partner',
      discovery: 'static',
      price_in: 0.05,
      price_out: 0.4,
      quality: 0.61,
      score: 1,
      id: 'openai/gpt-5-nano',
      served_by: 'openai',
    })
    expect(answer.rejected[1]).toEqual({
      provider: 'openai',
      model: 'gpt-5',
      reason: 'cmp:price_in:le',
      id: 'openai/gpt-5',
      path: '$.policy[1]',
      subject: 'price_in',
      wanted: 1,
      observed: 1.25,
      miss: 0.25,
    })
  })

  test('a policy that passes everything ranks the whole catalog', () => {
    const answer = ranked({ policy_ir: policyOf() })
    expect(answer.ranked).toHaveLength(candidates.length)
    expect(answer.rejected).toEqual([])
  })

  test('says the name of a policy that was asked for by name', () => {
    const { ranked: rows, ...rest } = ranked({}, { policy: NAMED, profile: 'x' })
    expect(rest).toMatchObject({ profile: 'x' })
    expect(rows).toHaveLength(candidates.length)
  })

  test('is JSON whatever the scores are', () => {
    const priceless = ['policy', ['top'], ['field', 'latency_ms'], ['argmax'], ['id'], NEXT]
    const answer = ranked({ policy_ir: priceless })
    expect(answer.ranked[0]?.score).toBe(null)
    expect(JSON.parse(JSON.stringify(answer))).toEqual(answer)
  })

  test('lists no more rows than anybody reads', () => {
    const [one] = candidates
    if (one === undefined) throw new Error('no candidate')
    const many = Array.from({ length: 2500 }, (_, i) => ({ ...one, cid: `openai/m${i}` }))
    const all = ranked({ policy_ir: policyOf() }, { candidates: many })
    expect(all.ranked).toHaveLength(MOST_ROWS)
    expect(all).toMatchObject({ ranked_total: 2500, rejected: [] })
    const none = ranked({ policy_ir: policyOf(['bot']) }, { candidates: many })
    expect(none.rejected).toHaveLength(MOST_ROWS)
    expect(none).toMatchObject({ rejected_total: 2500, ranked: [] })
  })

  test('counts those that the selector leaves out', () => {
    const two = ['policy', ['top'], ['zero'], ['top_k', 2, ['argmax']], ['id'], NEXT]
    expect(ranked({ policy_ir: two })).toMatchObject({ left_out: candidates.length - 2 })
  })
})

const NEXT = ['always', { action: 'next_candidate' }]

const NAMED: Term = ['policy', ['top'], ['zero'], ['argmax'], ['id'], ['always', {}]]

describe('what is ranked by', () => {
  test('requirements are those of the wire format', () => {
    const requirements = { min_context: 300_000, needs: ['vision'], max_latency_ms: 12 }
    const answer = ranked({ policy_ir: policyOf(['meets_req']), requirements })
    expect(idsOf(answer)).toEqual(['openai/gpt-5-nano', 'openai/gpt-5'])
  })

  test('what a host has measured', () => {
    const state = { disabled: { openai: { kind: 'auth_error', at_ms: 0 } } }
    const answer = ranked({ policy_ir: policyOf(['not', ['is', 'disabled']]) }, { state })
    expect(answer.ranked.map(({ provider }) => provider)).not.toContain('openai')
  })

  test('an envelope narrows what passes everything', () => {
    const envelope = ['provider_eq', 'groq'] as const
    const answer = ranked({ policy_ir: policyOf() }, { envelope })
    expect(new Set(answer.ranked.map(({ provider }) => provider))).toEqual(new Set(['groq']))
  })

  test('a pin is one route, and no way round the filter', () => {
    const pin = { provider: 'openai', model: 'gpt-5' }
    expect(idsOf(ranked({ policy_ir: policyOf(), requirements: { pin } }))).toEqual([
      'openai/gpt-5',
    ])
    const envelope = ['provider_eq', 'groq'] as const
    const answer = ranked({ policy_ir: policyOf(), requirements: { pin } }, { envelope })
    expect(answer).toMatchObject({ ranked: [], rejected: [{ reason: 'provider_id' }] })
  })

  test('a pin to nobody is said to be that', () => {
    const pin = { provider: 'bogus', model: 'bogus' }
    expect(ranked({ policy_ir: policyOf(), requirements: { pin } })).toMatchObject({
      ranked: [],
      rejected: [{ reason: 'pin_not_found', pin }],
    })
  })

  test('a seed, where the policy draws', () => {
    const draw = ['policy', ['top'], ['zero'], ['sample', 100], ['id'], NEXT]
    const orders = [1, 2, 3].map((seed) => idsOf(ranked({ policy_ir: draw, seed })).join())
    expect(new Set(orders).size).toBeGreaterThan(1)
    expect(idsOf(ranked({ policy_ir: draw, seed: 1 })).join()).toBe(orders[0])
  })
})

describe('the conformance vectors rank as they say', () => {
  const vectors = readFileSync('fixtures/vectors/core.jsonl', 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => readVector(JSON.parse(line)))
    .flatMap((read) =>
      typeof read === 'string' || read.expect.ordered === undefined || read.expect.sort !== 'Policy'
        ? []
        : [read],
    )

  test.each(vectors.map((vector) => [vector.id, vector] as const))('%s', (_, vector) => {
    const { input, expect: wanted } = vector
    if (input.kind !== 'term') throw new Error('not a term')
    const { scene } = input
    const { request, state = {}, seed } = scene.context
    const body = { policy_ir: input.term, requirements: request?.requirements, seed }
    const answer = ranked(body, {
      candidates: scene.candidates,
      vocabulary: scene.vocabulary,
      state,
      ...(request?.scope !== undefined && { scope: request.scope }),
    })
    expect(idsOf(answer)).toEqual(wanted.ordered)
    expect(
      answer.rejected.map((row) => ({ cid: 'id' in row ? row.id : '', reason: row.reason })),
    ).toEqual(wanted.rejected)
  })
})

describe('what is refused', () => {
  const frobnicated = policyOf(['and', ['top'], ['frobnicate']])
  test.each([
    ['a body that is none', [], 'malformed_body', null, 'a JSON object'],
    ['no policy', {}, 'missing_policy', 'policy_ir', 'no `policy_ir`'],
    ['an unknown operation', frobnicated, 'invalid_policy', 'policy_ir[1].and[2]', 'frobnicate'],
    [
      'too many operations',
      policyOf(['and', ...Array(5000).fill(['top'])]),
      'invalid_policy',
      expect.anything(),
      '4096',
    ],
    ['a scorer', ['zero'], 'invalid_policy', 'policy_ir', 'expected a Policy term, got Scorer'],
    ['a text', 'cheapest', 'invalid_policy', 'policy_ir', 'UH80'],
    ['null', null, 'invalid_policy', 'policy_ir', 'UH80'],
    [
      'an unknown field',
      policyOf(['cmp', 'qualty', 'ge', 1]),
      'invalid_policy',
      'policy_ir[1].cmp[1]',
      '`quality`',
    ],
  ] as const)('%s', (what, given, code, param, message) => {
    const isBody = ['malformed_body', 'missing_policy'].includes(code)
    const error = refused(isBody ? given : { policy_ir: given })
    expect(error, what).toMatchObject({ status: 400, type: 'invalid_request_error', code, param })
    expect(error.message).toContain(message)
    if (code === 'invalid_policy')
      expect(error.message).toMatch(/^policy_ir rejected at admission: /)
  })

  test.each([
    ['context', '32000', 'a whole number'],
    ['context', 1.5, 'a whole number'],
    ['requirements', ['tools'], 'an object'],
    ['seed', 'x', 'a number'],
    ['protocol', 'decisions', '`chat`'],
  ])('a `%s` of %j', (name, value, wanted) => {
    const error = refused({ policy_ir: policyOf(), [name]: value })
    expect(error).toMatchObject({ status: 400, code: 'malformed_body', param: name })
    expect(error.message).toContain(`\`${name}\` is to be ${wanted}`)
  })

  test('what the other host takes is taken', () => {
    const body = { policy_ir: policyOf(), context: 32_000, requirements: null, protocol: 'chat' }
    expect(ranked({ ...body, unknown: 1 }).ranked).toHaveLength(candidates.length)
  })

  test('nothing of a caller is repeated at length', () => {
    const error = refused({ policy_ir: policyOf(['x'.repeat(100_000)]) })
    expect(error.message.length).toBeLessThan(400)
  })
})
