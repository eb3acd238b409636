import { describe, expect, test } from 'vitest'
import { compile, decompile, format, lint, openPolicies, policy } from '../src/index.ts'

describe('the library answers with a value and what was found', () => {
  test('compile', () => {
    const { value, diagnostics } = compile('cheapest where quality >= 0.8')
    expect(diagnostics).toEqual([])
    expect(value?.policies.map(({ name }) => name)).toEqual(['default'])
    const broken = compile('cheapest where qualty >= 0.8', { name: 'acme.uh' })
    expect(broken.value).toBeUndefined()
    expect(broken.diagnostics.map(({ code, source }) => [code, source])).toEqual([
      ['UH1001', 'acme.uh'],
    ])
  })
  test('format', () => {
    expect(format('cheapest   where quality>=0.8').value).toBe('cheapest where quality >= 0.8\n')
    expect(format('cheapest where >=').value).toBeUndefined()
  })
  test('lint', () => {
    const text = 'cheapest where quality >= 0.9 and quality < 0.5'
    const { value, diagnostics } = lint(text, { levels: new Map([['contradiction', 'warning']]) })
    expect(value).toEqual({ policies: ['default'], suppressed: 0 })
    expect(diagnostics.map(({ code, severity }) => [code, severity])).toEqual([
      ['UH3101', 'warning'],
    ])
    expect(lint('cheapest where qualty >= 0.8').value).toBeUndefined()
  })
  test('decompile', () => {
    const { value } = compile('cheapest where quality >= 0.8')
    expect(decompile(value?.policies[0]?.policy_ir).value).toBe(
      'cheapest where quality >= 0.8 fallback next\n',
    )
  })
})

test('a file that is opened compiles its policies for any values, each once', () => {
  const text = 'policy support(plan: free | pro = pro) = best where plan is free or no_log'
  const { value: policies, diagnostics } = openPolicies(text)
  expect([policies?.names, diagnostics]).toEqual([['support'], []])
  const free = policies?.compile('support', { plan: 'free' })
  expect(free?.value?.fingerprint).toBe(
    compile(text, { params: { plan: 'free' } }).value?.policies[0]?.fingerprint,
  )
  expect(policies?.compile('support', { plan: 'free' })).toBe(free)
  expect(policies?.compile('support').value?.params).toEqual({ plan: 'pro' })
  const refused = [policies?.compile('suport'), policies?.compile('support', { plan: 'gold' })]
  expect(refused.map((each) => each?.diagnostics.map(({ code }) => code))).toEqual([
    ['UH1002'],
    ['UH2007'],
  ])
  expect(openPolicies('best where qualty >= 1').value).toBeUndefined()
})

describe('the template of a policy', () => {
  test('compiles to the policy that is written', () => {
    const { policy_ir, fingerprint } = policy`cheapest where quality >= 0.8`
    const [written] = compile('cheapest where quality >= 0.8').value?.policies ?? []
    expect(policy_ir).toEqual(written?.policy_ir)
    expect(fingerprint).toBe(written?.fingerprint)
  })
  test('takes values as constants', () => {
    const providers = ['openai', 'together-ai']
    const made = policy`cheapest where quality >= ${0.8} and provider in ${providers}
      and price_out <= $${2.5}/Mtok and family is not ${'gpt "4"'} set store = ${false}`
    const written = policy`cheapest where quality >= 0.8 and provider in [openai, "together-ai"]
      and price_out <= $2.5/Mtok and family is not "gpt \\"4\\"" set store = false`
    expect(made.fingerprint).toBe(written.fingerprint)
  })
  test.each(['openai or anything', '" or anything #', '\\', '\n', '`', '{x}', "'"])(
    'a value cannot change what the policy says: %j',
    (value) => {
      const { policy_ir } = policy`any unguarded where provider is ${value}`
      expect(policy_ir[1]).toEqual(['provider_eq', value])
    },
  )
  test('a value never stands inside quotes, where it could close them', () => {
    const value = ' or anything or family is '
    expect(() => policy`any where family is "${value}"`).toThrow('leave the quotes out')
    expect(() => policy`any where no_log # ${value}`).toThrow('leave the quotes out')
    expect(policy`any where family is "\\"" or family is ${'x'}`.name).toBe('default')
  })
  test('throws on a mistake, since the text is part of the program', () => {
    expect(() => policy`cheapest where qualty >= ${0.8}`).toThrow(
      /UH1001 at 1:16: `qualty` is not a field.+did you mean `quality`/,
    )
    expect(() => policy`policy a = best policy b = best`).toThrow('expected one policy, found 2')
    expect(() => policy`best take ${Number.NaN}`).toThrow('cannot hold the number NaN')
  })
})
