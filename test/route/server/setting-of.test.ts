import { describe, expect, test } from 'vitest'
import { vocabularyOfCatalog } from '../../../src/catalog/vocabulary-of-catalog.ts'
import { openPolicies } from '../../../src/index.ts'
import { policiesByName } from '../../../src/route/admission/policies-by-name.ts'
import type { CallerRules } from '../../../src/route/callers/caller-config.ts'
import type { RouterRules } from '../../../src/route/server/router-options.ts'
import { settingOf } from '../../../src/route/server/setting-of.ts'
import { LAB_CATALOG } from './lab.ts'

const TEXT = `uh 1
policy support(plan: free | pro = pro, cap: price = $10/Mtok in $1/Mtok..$40/Mtok) =
  cheapest where price_out <= cap and context >= match plan { free: 8k, pro: 16k }
policy strict(plan: free | pro | enterprise) = cheapest where plan is free or no_log
policy plain = cheapest
flow round =
  a = ask plain "" with input
  return a
`

const { value: SET } = openPolicies(TEXT, { vocabulary: vocabularyOfCatalog(LAB_CATALOG) })
if (SET === undefined) throw new Error('the policies do not compile')
const sources = [{ name: 'lab.uh', text: TEXT }]

function faults(rules: Partial<RouterRules>): readonly string[] {
  const outcome = settingOf(
    {
      catalog: LAB_CATALOG,
      policies: policiesByName(SET ?? fail(), sources),
      flows: new Map((SET ?? fail()).flows().map((flow) => [flow.name, { flow, sources }])),
      ...rules,
    },
    { sandboxUrl: undefined, now: () => 0 },
  )
  return outcome.ok ? [] : outcome.error
}

function fail(): never {
  throw new Error('the policies do not compile')
}

const KEYS = [`sha256:${'0'.repeat(64)}`]

describe('the rules of a caller', () => {
  test.each<[string, CallerRules]>([
    [
      'a default with a value',
      { defaultPolicy: { name: 'support', params: { plan: 'free' }, covers: 'no model' } },
    ],
    [
      'a default whose parameter the request gives',
      { defaultPolicy: { name: 'strict', covers: 'no model' } },
    ],
    ['a flow as default', { defaultPolicy: { name: 'flow:round', covers: 'every model' } }],
    [
      'a default that it may ask for',
      {
        policies: ['plain', 'flow:round'],
        defaultPolicy: { name: 'flow:round', covers: 'no model' },
      },
    ],
    ['values that fit every policy that has them', { params: { plan: 'free', cap: '$5/Mtok' } }],
    [
      'a value for the only policy that it may ask for',
      { policies: ['strict'], params: { plan: 'enterprise' } },
    ],
    [
      'the same value twice',
      {
        defaultPolicy: { name: 'support', params: { cap: 5 }, covers: 'no model' },
        params: { cap: '$5/Mtok' },
      },
    ],
  ])('may say %s', (_, rules) => {
    expect(faults({ callers: { callers: [{ name: 'a', keys: KEYS, ...rules }] } })).toEqual([])
    expect(faults({ callers: { callers: [], anonymous: rules } })).toEqual([])
  })

  test.each<[string, CallerRules, string]>([
    [
      'a default that there is not',
      { defaultPolicy: { name: 'supprot', covers: 'no model' } },
      'default_policy: there is no policy `supprot`',
    ],
    [
      'a flow that there is not',
      { defaultPolicy: { name: 'flow:rond', covers: 'no model' } },
      'default_policy: there is no flow `rond`',
    ],
    [
      'a default that it may not ask for',
      { policies: ['plain'], defaultPolicy: { name: 'support', covers: 'no model' } },
      'default_policy: `policies` does not let this caller ask for `support`; put it in there, or choose another',
    ],
    [
      'a value of the default that does not fit',
      { defaultPolicy: { name: 'support', params: { plan: 'fre' }, covers: 'no model' } },
      'default_policy.params.plan: policy `support`: `fre` is not one of the values of `plan` (UH2007); did you mean `free`?',
    ],
    [
      'values for a flow',
      { defaultPolicy: { name: 'flow:round', params: { plan: 'free' }, covers: 'no model' } },
      'default_policy.params: a flow has no parameters; leave them out',
    ],
    [
      'two values for one parameter',
      {
        defaultPolicy: { name: 'support', params: { plan: 'free' }, covers: 'no model' },
        params: { plan: 'pro' },
      },
      'default_policy.params.plan: `params` of this caller fixes another value for it; leave one of them out',
    ],
    [
      'a name that no policy has',
      { params: { pln: 'free' } },
      'params.pln: no policy that this caller may ask for has a parameter `pln`; did you mean `plan`?',
    ],
    [
      'a name of a policy that it may not ask for',
      { policies: ['strict'], params: { cap: 5 } },
      'params.cap: no policy that this caller may ask for has a parameter `cap`; they have `plan`',
    ],
    [
      'a name where there are none',
      { policies: ['plain'], params: { 'a b': 5 } },
      'params: no policy that this caller may ask for has a parameter `a b`; they have none',
    ],
    [
      'a name where flows alone may be asked for',
      { policies: ['flow:round'], params: { plan: 'free' } },
      'params.plan: no policy that this caller may ask for has a parameter `plan`; they have none',
    ],
    [
      'a value out of range',
      { params: { cap: 50 } },
      'params.cap: policy `support`: `50` is outside the range of `cap`, `$1/Mtok..$40/Mtok` (UH2011)',
    ],
    [
      'a value of another kind',
      { params: { cap: 'cheap' } },
      'params.cap: policy `support`: `cap` is a price, but `cheap` is not (UH2010); write it like `$5/Mtok`',
    ],
    [
      'a value that fits one policy and not another',
      { params: { plan: 'enterprise' } },
      'params.plan: policy `support`: `enterprise` is not one of the values of `plan` (UH2007); `plan` is one of `free`, `pro`',
    ],
    [
      'no value',
      { params: { plan: null } },
      'params.plan: policy `support`: null is not one of the values of `plan` (UH2007); `plan` is one of `free`, `pro`',
    ],
    [
      'a policy that there is not',
      { policies: ['supprot'] },
      'policies: there is no policy `supprot`',
    ],
  ])('may not say %s', (_, rules, fault) => {
    const callers = { callers: [{ name: 'a', keys: KEYS, ...rules }] }
    expect(faults({ callers })).toEqual([`callers.a.${fault}`])
    expect(faults({ callers: { callers: [], anonymous: rules } })).toEqual([`anonymous.${fault}`])
  })
})

test.each<[RouterRules['defaultPolicy'], string]>([
  [{ name: 'none', covers: 'no model' }, 'default_policy: there is no policy `none`'],
  [
    { name: 'support', params: { cap: 0 }, covers: 'no model' },
    'default_policy.params.cap: policy `support`: `0` is outside the range of `cap`, `$1/Mtok..$40/Mtok` (UH2011)',
  ],
  [
    { name: 'support', params: { cpa: 5 }, covers: 'no model' },
    'default_policy.params.cpa: policy `support`: `support` has no parameter `cpa` (UH1011); did you mean `cap`?',
  ],
])('the default policy of a router may not be %j', (defaultPolicy, fault) => {
  expect(faults(defaultPolicy === undefined ? {} : { defaultPolicy })).toEqual([fault])
})
