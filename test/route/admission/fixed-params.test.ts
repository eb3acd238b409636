import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { fingerprint } from '../../../src/ir/index.ts'
import type { DefaultPolicy } from '../../../src/route/admission/admission-setup.ts'
import { type Guard, OPEN_GUARD } from '../../../src/route/admission/guard.ts'
import type { PolicyParams } from '../../../src/route/admission/policy-params.ts'
import { runs } from '../../runs.ts'
import { bodyOf, namedIn, opened } from './sent.ts'

const NAMED = namedIn(`
policy support(plan: free | pro | enterprise = free, cap: price = $10/Mtok in $1/Mtok..$40/Mtok) =
  cheapest where price_out <= cap and quality >= match plan { free: 0.5, pro: 0.6, enterprise: 0.7 }

policy strict(private: flag = false, who: text = "openai") =
  best where provider is who and quality >= match private { true: 0.2, false: 0.1 }

policy plain = cheapest
`)

const usual: DefaultPolicy = { name: 'support', params: { plan: 'pro' }, covers: 'no model' }

function asked(body: object, guard: Partial<Guard>) {
  const admission = opened({ named: NAMED, defaultPolicy: usual })
  return admission.admit(bodyOf(body), { ...OPEN_GUARD, ...guard })
}

function paramsOf(body: object, guard: Partial<Guard>) {
  const outcome = asked(body, guard)
  if (!outcome.ok) return outcome.error.message
  return outcome.value.kind === 'call' ? outcome.value.policy.params : 'a flow'
}

describe('a fixed parameter', () => {
  const params = { plan: 'enterprise', cap: '$5/Mtok' }

  test.each<[string, object, object]>([
    ['holds where the request gives none', { model: 'policy:support' }, { cap: 5 }],
    ['holds over what the router says for the default', {}, { plan: 'enterprise' }],
    [
      'may be repeated',
      { model: 'policy:support', policy_params: { plan: 'enterprise' } },
      { plan: 'enterprise' },
    ],
    [
      'may be repeated in another way of writing',
      { model: 'policy:support', policy_params: { cap: 5 } },
      { cap: 5 },
    ],
    ['is nothing to a policy without it', { model: 'policy:plain' }, {}],
    [
      'leaves others open',
      { model: 'policy:strict', policy_params: { private: true } },
      { private: true },
    ],
    ['is nothing to a text', { policy: 'policy a(plan: free | pro = pro) = any' }, { plan: 'pro' }],
  ])('%s', (_, body, found) => {
    expect(paramsOf(body, { params })).toMatchObject(found)
  })

  test.each<[object, string, string]>([
    [
      { plan: 'free' },
      'plan',
      '`policy_params` gives `plan` the text `free`, but your key has it fixed at `enterprise`: leave it out',
    ],
    [
      { cap: 10 },
      'cap',
      '`policy_params` gives `cap` the number 10, but your key has it fixed at `$5/Mtok`: leave it out',
    ],
    [
      { cap: null, plan: 'enterprise' },
      'cap',
      '`policy_params` gives `cap` null, but your key has it fixed at `$5/Mtok`: leave it out',
    ],
    [
      { plan: ['enterprise'] },
      'plan',
      '`policy_params` gives `plan` an array, but your key has it fixed at `enterprise`: leave it out',
    ],
  ])('is not changed by %j', (policy_params, param, message) => {
    for (const body of [{ model: 'policy:support' }, {}]) {
      expect(asked({ ...body, policy_params }, { params })).toEqual({
        ok: false,
        error: { code: 'invalid_policy_params', message, param: `policy_params.${param}` },
      })
    }
  })
})

describe('a default policy of a caller', () => {
  test.each<[string, object, Partial<Guard>, string | undefined]>([
    ['stands in for that of the router', {}, { defaultPolicy: covering('no model') }, 'strict'],
    ['may answer for every model', { model: 'gpt-5' }, { defaultPolicy: every() }, 'strict'],
    ['answers for none that it does not cover', { model: 'gpt-5' }, { defaultPolicy: no() }, 'no'],
    [
      'is not asked where one is named',
      { model: 'policy:plain' },
      { defaultPolicy: no() },
      'plain',
    ],
    ['has to be allowed', {}, { defaultPolicy: no(), policies: new Set(['plain']) }, 'no'],
    ['may be absent', {}, {}, 'support'],
  ])('%s', (_, body, guard, name) => {
    const outcome = asked(body, guard)
    const found = outcome.ok && outcome.value.kind === 'call' ? outcome.value.policy.name : 'no'
    expect(found).toBe(name)
  })

  test('gives way to the request, and to what is fixed', () => {
    const defaultPolicy = { ...no(), params: { private: true, who: 'groq' } }
    expect(paramsOf({ policy_params: { private: false } }, { defaultPolicy })).toEqual({
      private: false,
      who: 'groq',
    })
    expect(paramsOf({}, { defaultPolicy, params: { who: 'mistral' } })).toEqual({
      private: true,
      who: 'mistral',
    })
  })

  function covering(covers: DefaultPolicy['covers']): DefaultPolicy {
    return { name: 'strict', covers }
  }
  function every() {
    return covering('every model')
  }
  function no() {
    return covering('no model')
  }
})

/** Values that fit, values that do not, and what is no value at all. */
const valueArbitrary = fc.oneof(
  fc.constantFrom<unknown>(
    'free',
    'pro',
    'enterprise',
    'Pro',
    '',
    5,
    5.0,
    40,
    '$5/Mtok',
    '$40/Mtok',
  ),
  fc.constantFrom<unknown>('5', true, false, 'true', 'openai', 'groq', null, [], {}, -0, 1e300),
  fc.string({ maxLength: 5 }),
)

const FIXED: fc.Arbitrary<PolicyParams> = fc.record(
  {
    plan: fc.constantFrom('free', 'pro', 'enterprise'),
    cap: fc.constantFrom(1, 5, '$5/Mtok', 40),
    private: fc.constantFrom(true, false, 'true'),
    who: fc.constantFrom('openai', 'groq', 'true'),
  },
  { requiredKeys: [] },
)

/** Mostly values that could hold, as tenants try them. */
const paramsArbitrary: fc.Arbitrary<PolicyParams> = fc.oneof(
  { weight: 2, arbitrary: FIXED },
  {
    weight: 1,
    arbitrary: fc.dictionary(
      fc.constantFrom('plan', 'cap', 'private', 'who', 'Plan', '__proto__', 'constructor'),
      valueArbitrary,
      { noNullPrototype: true, maxKeys: 3 },
    ),
  },
)

test('what decides has the fixed values, whatever is given, or the request is refused', () => {
  let admitted = 0
  fc.assert(
    fc.property(
      FIXED,
      paramsArbitrary,
      fc.constantFrom(undefined, 'policy:support', 'policy:strict', 'policy:plain'),
      (params, given, model) => {
        // As it is written, so that no name of a prototype is lost.
        const entries = Object.entries(given).map(([name, value]) => [name, value ?? null])
        const members = entries.map(
          ([name, value]) => `${JSON.stringify(name)}:${JSON.stringify(value)}`,
        )
        const body = `{"policy_params":{${members.join(',')}}${model === undefined ? '' : `,"model":"${model}"`}}`
        const outcome = opened({ named: NAMED, defaultPolicy: usual }).admit(bodyOf(body), {
          ...OPEN_GUARD,
          params,
        })
        if (!outcome.ok) return
        if (outcome.value.kind === 'flow') throw new Error('it is a flow')
        admitted += 1
        const { name = '', term, params: used } = outcome.value.policy
        const set = NAMED.get(name)?.policies
        const fixed = set?.read(name, declared(set.parameters(name), params)).value ?? new Map()
        for (const [param, value] of fixed) expect(used[param]).toBe(value)
        // The term is that of the values, and of no others.
        const same = set?.compile(name, { ...used, ...Object.fromEntries(fixed) })
        expect(fingerprint(term)).toBe(same?.value?.fingerprint)
      },
    ),
    runs(500),
  )
  expect(admitted).toBeGreaterThan(20)
})

function declared(names: readonly string[], params: PolicyParams): PolicyParams {
  return Object.fromEntries(Object.entries(params).filter(([name]) => names.includes(name)))
}
