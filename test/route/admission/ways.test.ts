import { describe, expect, test } from 'vitest'
import { compile } from '../../../src/index.ts'
import { fingerprint, normalize, type Term } from '../../../src/ir/index.ts'
import { OPEN_GUARD } from '../../../src/route/admission/guard.ts'
import { admitted, bodyOf, guardOf, opened, refusal, term, VOCABULARY } from './sent.ts'

const CHEAP = 'cheapest where quality >= 0.8 fallback next'

describe('what decides', () => {
  test('a term is the policy', () => {
    const sent = term({ filter: ['and', ['meets_req'], ['top']] })
    const { policy } = admitted({ policy_ir: sent, messages: [] })
    expect(policy.term).toEqual(normalize(sent))
    expect(policy).toMatchObject({ way: 'term', fingerprint: fingerprint(normalize(sent)) })
    expect(policy).not.toHaveProperty('name')
    expect(policy).not.toHaveProperty('effective')
  })

  test('a term wins over the name in `model`, and the name is kept', () => {
    const { policy } = admitted({ model: 'policy:auto', policy_ir: term({}) })
    expect(policy).toMatchObject({ way: 'term', name: 'auto', term: normalize(term({})) })
  })

  test('a term goes with any name of a model, which decides nothing', () => {
    expect(admitted({ model: 'gpt-5', policy_ir: term({}) }).policy).toMatchObject({ way: 'term' })
  })

  test('a text is compiled as the language compiles it', () => {
    const { policy } = admitted({ model: 'gpt-5', policy: CHEAP })
    const compiled = compile(CHEAP, { vocabulary: VOCABULARY }).value?.policies[0]
    expect(policy).toMatchObject({ way: 'text', name: 'default' })
    expect(policy.fingerprint).toBe(compiled?.fingerprint)
    expect(policy.term).toEqual(compiled?.policy_ir)
  })

  test('of several policies in a text the name in `model` chooses, and parameters apply', () => {
    const policy = 'policy a = fastest\npolicy b(most: price) = cheapest where price_out <= most'
    const found = admitted({ model: 'policy:b', policy, policy_params: { most: 3 } }).policy
    expect(found).toMatchObject({ way: 'text', name: 'b', params: { most: 3 } })
  })

  test('a name is a policy that the router was started with', () => {
    const { policy } = admitted({ model: 'policy:support', policy_params: { max_out: 5 } })
    expect(policy).toMatchObject({ way: 'name', name: 'support', params: { max_out: 5 } })
    expect(JSON.stringify(policy.term)).toContain('["cmp","price_out","le",5]')
  })

  test('other hosts call named policies profiles', () => {
    expect(admitted({ model: 'profile:careful' }).policy).toMatchObject({ name: 'careful' })
  })

  test.each([
    ['family:gpt-5-nano', 'family', '["family_eq","gpt-5-nano"]'],
    ['family:m "q"', 'family', '["family_eq","m \\"q\\""]'],
    ['pin:groq/llama-3.3-70b', 'pin', '["provider_eq","groq"]'],
  ])('`%s` is a short form', (model, way, part) => {
    const { policy } = admitted({ model })
    expect(policy).toMatchObject({ way, name: model })
    expect(JSON.stringify(policy.term)).toContain(part)
    expect(JSON.stringify(policy.term)).toContain('["not",["is","disabled"]]')
  })

  test.each([undefined, null, '', ' '])(
    'without a model (%j) the default policy decides',
    (model) => {
      const admission = opened({ defaultPolicy: { name: 'careful', covers: 'no model' } })
      expect(admission.admit(bodyOf({ model }), OPEN_GUARD)).toMatchObject({
        value: { policy: { way: 'default', name: 'careful' } },
      })
    },
  )

  test('a default policy answers for names of models only where it is to', () => {
    const every = { name: 'support', params: { max_out: 2 }, covers: 'every model' } as const
    expect(
      opened({ defaultPolicy: every }).admit(bodyOf({ model: 'gpt-5' }), OPEN_GUARD),
    ).toMatchObject({ value: { policy: { way: 'default', params: { max_out: 2 } } } })
    const none = { ...every, covers: 'no model' } as const
    expect(refusal({ model: 'gpt-5' }, { defaultPolicy: none }).code).toBe('unknown_model')
    expect(refusal({ model: 'policy:x' }, { defaultPolicy: every }).code).toBe('unknown_policy')
    expect(refusal({ model: 'family:x' }, { defaultPolicy: every }).code).toBe('unknown_model')
  })

  test('null is absent', () => {
    const body = { model: 'policy:careful', policy_ir: null, policy: null, flow_ir: null }
    expect(admitted({ ...body, policy_params: null }).policy.name).toBe('careful')
  })
})

describe('what is refused', () => {
  const nested = JSON.parse(`${'["not",'.repeat(70)}["top"]${']'.repeat(70)}`)
  const several = 'policy a = fastest\npolicy b = cheapest'
  const long = `${' '.repeat(16_384)}fastest`

  // biome-ignore format: table
  const cases: readonly (readonly [title: string, body: object, code: string, param: string])[] = [
    ['nothing at all', {}, 'missing_policy', 'model'],
    ['the family of a model', { model: 'gpt-5-nano' }, 'unknown_model', 'model'],
    ['a route', { model: 'groq/llama-3.3-70b' }, 'unknown_model', 'model'],
    ['a model nobody knows', { model: 'gpt-4o-mini-2024' }, 'unknown_model', 'model'],
    ['a policy without its prefix', { model: 'careful' }, 'unknown_model', 'model'],
    ['a model that is a number', { model: 7 }, 'unknown_model', 'model'],
    ['a very long model', { model: 'x'.repeat(2000) }, 'unknown_model', 'model'],
    ['a misspelt policy', { model: 'policy:suport' }, 'unknown_policy', 'model'],
    ['no name of a policy', { model: 'policy:' }, 'unknown_policy', 'model'],
    ['a policy called __proto__', { model: 'policy:__proto__' }, 'unknown_policy', 'model'],
    ['a name with unprintable characters', { model: 'policy:a\nb\u202e' }, 'unknown_policy', 'model'],
    ['a parameter out of range', { model: 'policy:support', policy_params: { max_out: 100 } }, 'invalid_policy_params', 'policy_params'],
    ['a misspelt parameter', { model: 'policy:support', policy_params: { max_put: 3 } }, 'invalid_policy_params', 'policy_params'],
    ['parameters in an array', { model: 'policy:support', policy_params: [3] }, 'invalid_policy_params', 'policy_params'],
    ['a policy of the router that takes what is not its own', { model: 'policy:thief' }, 'forbidden_transform', 'model'],
    ['a misspelt family', { model: 'family:gpt-5-nani' }, 'unknown_model', 'model'],
    ['no family', { model: 'family:' }, 'unknown_model', 'model'],
    ['parameters for a family', { model: 'family:gpt-5-nano', policy_params: { a: 1 } }, 'invalid_policy_params', 'policy_params'],
    ['a family and a text', { model: 'family:gpt-5-nano', policy: CHEAP }, 'unknown_model', 'model'],
    ['a misspelt provider', { model: 'pin:opnai/gpt-5-nano' }, 'unknown_model', 'model'],
    ['a pin without a model', { model: 'pin:openai' }, 'unknown_model', 'model'],
    ['a flow that nobody has', { model: 'flow:research' }, 'unknown_policy', 'model'],
    ['a flow without a name', { model: 'flow:' }, 'unknown_policy', 'model'],
    ['a flow and a term', { model: 'flow:research', policy_ir: term({}) }, 'invalid_flow', 'policy_ir'],
    ['a flow and a text', { flow_ir: ['flow', {}], policy: CHEAP }, 'invalid_flow', 'policy'],
    ['a flow and a family', { flow_ir: ['flow', {}], model: 'family:gpt-5-nano' }, 'unknown_model', 'model'],
    ['parameters for a flow', { flow_ir: ['flow', {}], policy_params: { a: 1 } }, 'invalid_policy_params', 'policy_params'],
    ['a flow of a text that has none', { model: 'flow:a', policy: CHEAP }, 'invalid_policy_text', 'policy'],
    ['a flow without nodes', { flow_ir: ['flow', {}] }, 'invalid_flow', 'flow_ir'],
    ['an object as a term', { policy_ir: { a: 1 } }, 'invalid_policy', 'policy_ir'],
    ['a predicate as a term', { policy_ir: ['top'] }, 'invalid_policy', 'policy_ir'],
    ['an unknown operation', { policy_ir: ['and', ['tops']] }, 'invalid_policy', 'policy_ir.and[1]'],
    ['an unknown field', { policy_ir: term({ filter: ['and', ['top'], ['cmp', 'qualty', 'ge', 1]] }) }, 'invalid_policy', 'policy_ir[1].and[2].cmp[1]'],
    ['too many levels', { policy_ir: term({ filter: nested }) }, 'invalid_policy', `policy_ir[1]${'.not[1]'.repeat(63)}`],
    ['a very long name in a term', { policy_ir: term({ filter: ['family_eq', 'x'.repeat(300)] }) }, 'invalid_policy', 'policy_ir[1].family_eq[1]'],
    ['a very long term', { policy_ir: 'x'.repeat(300_000) }, 'invalid_policy', 'policy_ir'],
    ['a term and a text', { policy_ir: term({}), policy: CHEAP }, 'invalid_policy', 'policy'],
    ['a term and parameters', { policy_ir: term({}), policy_params: { a: 1 } }, 'invalid_policy_params', 'policy_params'],
    ['an array as a text', { policy: ['policy'] }, 'invalid_policy_text', 'policy'],
    ['an empty text', { policy: '' }, 'invalid_policy_text', 'policy'],
    ['misspelt words in a text', { policy: 'cheapest whre qualty >= 0.8' }, 'invalid_policy_text', 'policy'],
    ['several mistakes in a text', { policy: 'cheapest where\n  latency_ms < $5/Mtok and qualty > 3 and price_in < 4' }, 'invalid_policy_text', 'policy'],
    ['a text that uses another file', { policy: 'use "./x.uh" (y)\ncheapest where y' }, 'invalid_policy_text', 'policy'],
    ['several policies in a text', { policy: several }, 'invalid_policy_text', 'policy'],
    ['none of several policies in a text', { policy: several, model: 'policy:c' }, 'invalid_policy_text', 'policy'],
    ['a very long text', { policy: long }, 'invalid_policy_text', 'policy'],
    ['a text that takes what is not its own', { policy: 'any set model = "gpt-5"' }, 'forbidden_transform', 'policy'],
    ['a misspelt requirement', { model: 'policy:careful', policy_requirements: { min_contxt: 1 } }, 'invalid_policy_params', 'policy_requirements'],
    ['an unknown tier', { model: 'policy:careful', policy_requirements: { tier: 'gold' } }, 'invalid_policy_params', 'policy_requirements.tier'],
    ['an unknown need', { model: 'policy:careful', policy_requirements: { needs: ['telepathy'] } }, 'invalid_policy_params', 'policy_requirements.needs'],
    ['very long requirements', { model: 'policy:careful', policy_requirements: 'x'.repeat(5000) }, 'invalid_policy_params', 'policy_requirements'],
    ['a name for a term that no header holds', { model: 'policy:é', policy_ir: term({}) }, 'unknown_policy', 'model'],
  ]

  test.each(cases)('%s', (_, body, code, param) => {
    const { message, ...rest } = refusal(body)
    expect(rest).toEqual({ code, param })
    expect(message.length).toBeLessThan(700)
    expect(message.replaceAll('\n', '')).not.toMatch(/\p{C}/u)
  })

  test('with words that say what, where and what to do', async () => {
    const told = cases.map(([title, body]) => `${title}\n  ${refusal(body).message}\n`)
    await expect(told.join('\n')).toMatchFileSnapshot(
      '../../../fixtures/route/admission/refusals.txt',
    )
  })

  test('a key for certain policies asks for those and in no other way', () => {
    const guard = { ...OPEN_GUARD, policies: new Set(['careful']) }
    expect(admitted({ model: 'policy:careful' }, guard).policy.name).toBe('careful')
    const bodies = [
      { model: 'policy:support' },
      { model: 'family:gpt-5-nano' },
      { model: 'pin:openai/gpt-5-nano' },
      { policy: CHEAP },
      { policy_ir: term({}) },
      { policy_ir: term({}), model: 'policy:careful' },
    ]
    for (const body of bodies) {
      const { code, message } = refusal(body, { guard })
      expect(code).toBe('unknown_policy')
      expect(message).toContain('`careful`')
      expect(message).not.toContain('thief')
    }
  })

  test('a member that stands twice counts as parsers count it, the last', () => {
    const body = '{"model":"policy:support","model":"policy:careful"}'
    expect(admitted(body).policy.name).toBe('careful')
  })
})

describe('an envelope', () => {
  const guard = guardOf('no_log and price_out <= $10/Mtok')

  test.each([
    { model: 'policy:support' },
    { model: 'family:gpt-5-nano' },
    { model: 'pin:openai/gpt-5-nano' },
    { policy: CHEAP },
    { policy_ir: term({ filter: ['top'] }) },
  ])('is composed on %j, and both identities are told', (body) => {
    const { policy } = admitted(body, guard)
    expect(JSON.stringify(policy.term[1])).toContain('["is","no_log"]')
    expect(policy.fingerprint).toBe(admitted(body).policy.fingerprint)
    expect(policy.effective).toBe(fingerprint(policy.term))
    const [own, effective, ...others] = policy.definitions()
    expect(others).toEqual([])
    expect(own?.fingerprint).toBe(policy.fingerprint)
    expect(effective?.fingerprint).toBe(policy.effective)
    expect(effective?.policy_ir).toEqual(policy.term)
  })

  test('that says nothing new changes no identity', () => {
    const body = { policy_ir: term({ filter: ['is', 'no_log'] }) }
    expect(admitted(body, guardOf('anything')).policy).not.toHaveProperty('effective')
  })

  test('its part of the effective policy points into its own text', () => {
    const { policy } = admitted({ policy: CHEAP }, guard)
    const effective = policy.definitions()[1]
    const { map = {}, sources = [] } = effective ?? {}
    const texts = Object.values(map).map(([source, start, end]) =>
      sources[source]?.text.slice(start, end),
    )
    expect(texts).toEqual(expect.arrayContaining(['no_log', 'quality >= 0.8']))
    for (const path of Object.keys(map)) expect(partAt(policy.term, path)).toBeDefined()
  })
})

/** The part of a term that a path leads to; undefined where it leads nowhere. */
function partAt(whole: Term, path: string): unknown {
  let part: unknown = whole
  for (const [, op, index] of path.matchAll(/\.(\w+)\[(\d+)\]/g)) {
    if (!Array.isArray(part) || part[0] !== op) return undefined
    part = part[Number(index)]
  }
  return part
}
