import { describe, expect, test } from 'vitest'
import { failuresOf } from '../../src/claims/index.ts'
import { renderDiagnostics } from '../../src/cli/report/index.ts'
import { POLICIES, run } from './acme.ts'

/** What is said about one expectation of the policies of the examples. */
function failures(expectation: string, policies = POLICIES) {
  return run(`${policies}\ntest "t" = ${expectation}`).outcomes.flatMap(failuresOf)
}

// biome-ignore format: table
describe.each([
  ['picks', [
    ['support picks "openai/gpt-5-nano"', []],
    ['support picks "openai/gpt-5"', ['UH3211']],
    ['support picks "groq/kimi-k2"', ['UH3211']],
    ['support(plan: enterprise) picks "openai/gpt-5"', []],
    ['support never picks "openai/gpt-5"', []],
    ['support never picks "groq/kimi-k2"', []],
    ['support never picks "openai/gpt-5-nano"', ['UH3212']],
  ]],
  ['rejects', [
    ['support rejects "groq/kimi-k2"', []],
    ['support rejects "openai/gpt-5"', ['UH3213']],
    // `take 3` leaves it out, but it passes.
    ['support(max_out: $15/Mtok) rejects "anthropic/claude-sonnet-4.5"', ['UH3213']],
  ]],
  ['because', [
    ['support rejects "groq/llama-3.3-70b" because quality', []],
    ['support rejects "groq/llama-3.3-70b" because quality >= 0.6', []],
    ['support rejects "groq/llama-3.3-70b" because quality >= 0.7', ['UH3214']],
    ['support rejects "groq/llama-3.3-70b" because trusted', []],
    ['support rejects "groq/llama-3.3-70b" because provider is openai', []],
    ['support rejects "groq/llama-3.3-70b" because price_out', ['UH3214']],
    ['support rejects "groq/llama-3.3-70b" because price_out <= $10/Mtok', ['UH3214']],
    ['support rejects "groq/llama-3.3-70b" because no_log', ['UH3214']],
    ['support rejects "groq/llama-3.3-70b" because quality >= 0.6 and trusted', []],
    ['support rejects "groq/llama-3.3-70b" because quality >= 0.6 and has tools', []],
    ['support rejects "groq/llama-3.3-70b" because has tools and context >= 128k', ['UH3214']],
    // Nobody knows its quality.
    ['support rejects "groq/gpt-oss-20b" because quality', []],
    ['support rejects "groq/gpt-oss-20b" because quality >= 0.6', []],
  ]],
  ['keeps', [
    ['support keeps at least 3', []],
    ['support keeps at least 0', []],
    ['support keeps at least 4', ['UH3215']],
    ['strict keeps at least 1', ['UH3215']],
  ]],
  ['orders', [
    ['support orders "openai/gpt-5-nano"', []],
    ['support orders "openai/gpt-5-nano", "anthropic/claude-haiku-4.5", "openai/gpt-5"', []],
    ['support orders "openai/gpt-5-nano", "openai/gpt-5"', ['UH3216']],
    ['strict orders "openai/gpt-5"', ['UH3216']],
  ]],
  ['names of routes', [
    ['support picks "openai/gpt-5-nanp"', ['UH3217']],
    ['support never picks "openai/gpt-6"', ['UH3217']],
    ['support rejects "openai/kimi-k2"', ['UH3217']],
    ['support orders "openai/gpt-5-nano", "x/y"', ['UH3217']],
  ]],
] as const)('%s', (_, cases) => {
  test.each<readonly [string, readonly string[]]>([...cases])('`%s`', (expectation, codes) => {
    expect(failures(expectation).map(({ code }) => code)).toEqual(codes)
  })
})

test('a condition below `not` is a reason in the words of the opposite', () => {
  const policies = 'policy p = any where not (has vision)'
  const rejects = 'p rejects "openai/gpt-5" because'
  expect(failures(`${rejects} not has vision`, policies)).toEqual([])
  expect(failures(`${rejects} has vision`, policies).map(({ code }) => code)).toEqual(['UH3214'])
})

test.each([
  ['openai/gpt-5-nanp', 'did you mean `openai/gpt-5-nano`?'],
  ['groq/claude-haiku-4.5', 'did you mean `anthropic/claude-haiku-4.5`?'],
  ['nobody/nothing', '`unhardcoded catalog show` lists the routes of a catalog'],
])('of `%s` the report says: %s', (route, help) => {
  expect(failures(`support picks "${route}"`)[0]?.help).toBe(help)
})

test('a case is told by its values, and no fix is offered that other cases may contradict', () => {
  const [first, ...others] = run(`${POLICIES}
    test "t" for plan in [free, pro, enterprise], n in [1, 2] =
      support(plan: plan) keeps at least n`).outcomes.flatMap(failuresOf)
  expect(others).toEqual([])
  expect(first?.notes?.[0]).toBe('in the case `plan: enterprise, n: 2`')
  expect(first?.fix).toBeUndefined()
})

describe('reports say what happened instead', () => {
  // biome-ignore format: table
  test.each([
    ['picks-another', 'support picks "openai/gpt-5"'],
    ['picks-rejected', 'support picks "groq/llama-3.3-70b"'],
    ['picks-left-out', 'support(max_out: $15/Mtok) picks "anthropic/claude-sonnet-4.5"'],
    ['picks-nothing', 'strict picks "openai/gpt-5"'],
    ['never-picks', 'support never picks "openai/gpt-5-nano"'],
    ['does-not-reject', 'support rejects "openai/gpt-5"'],
    ['other-reason', 'support rejects "groq/llama-3.3-70b" because price_out'],
    ['reason-not-asked', 'support rejects "groq/llama-3.3-70b" because no_log'],
    ['keeps-few', 'support keeps at least 5'],
    ['keeps-nothing', 'strict keeps at least 1'],
    ['orders', 'support orders "openai/gpt-5-nano", "openai/gpt-5"'],
    ['orders-too-many', 'support(plan: enterprise) orders "openai/gpt-5", "openai/gpt-5-nano"'],
    ['unknown-route', 'support picks "openai/gpt-5-nanp"'],
  ])('%s', async (name, expectation) => {
    const text = `${POLICIES}\ntest "t" =\n  ${expectation}\n`
    const found = run(text).outcomes.flatMap(failuresOf)
    const report = renderDiagnostics(found, [{ name: 'a.uh', text }], { color: false, width: 100 })
    await expect(report).toMatchFileSnapshot(`../../fixtures/claims/${name}.out`)
  })
})
