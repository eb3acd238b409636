import { describe, expect, test } from 'vitest'
import { updated } from '../../src/claims/index.ts'
import { format } from '../../src/syntax/index.ts'
import { run } from './acme.ts'

const USE = 'use "./acme.uh" (strict, support)\n\n'

function update(tests: string) {
  const text = USE + tests
  const { text: after, changes } = updated({ name: 'a.uh', text }, run(text).outcomes)
  return { after: after.slice(USE.length), changes: changes.length, text: after }
}

// biome-ignore format: table
test.each([
  ['a pick', 'support picks "openai/gpt-5"', 'support picks "openai/gpt-5-nano"'],
  ['an order', 'support orders "openai/gpt-5", "openai/gpt-5-nano"', 'support orders "openai/gpt-5-nano", "anthropic/claude-haiku-4.5"'],
  ['an order longer than what is tried', 'support(plan: enterprise) orders "openai/gpt-5", "openai/gpt-5-nano"', 'support(plan: enterprise) orders "openai/gpt-5"'],
  ['a number', 'support keeps at least 5', 'support keeps at least 3'],
  ['a sum', 'support keeps at least 2 + 3', 'support keeps at least 3'],
])('%s is rewritten', (_, before, after) => {
  expect(update(`test "t" =\n  ${before}\n`)).toMatchObject({
    after: `test "t" =\n  ${after}\n`,
    changes: 1,
  })
})

// biome-ignore format: table
test.each([
  ['what holds', 'support picks "openai/gpt-5-nano"'],
  ['what is never picked', 'support never picks "openai/gpt-5-nano"'],
  ['what is rejected', 'support rejects "openai/gpt-5"'],
  ['what is rejected for a reason', 'support rejects "groq/kimi-k2" because no_log'],
  ['a route that the catalog does not have', 'support picks "openai/gpt-6"'],
  ['a pick where nothing is left', 'strict picks "openai/gpt-5"'],
  ['a number where nothing is left', 'strict keeps at least 1'],
])('%s is left alone', (_, line) => {
  const tests = `test "t" =\n  ${line}\n`
  expect(update(tests)).toMatchObject({ after: tests, changes: 0 })
})

describe('with cases', () => {
  const cases = (line: string) =>
    `test "t" for plan in [free, pro, enterprise], n in [1, 2] =\n  ${line}\n`

  test('a number becomes the least that is left', () => {
    expect(update(cases('support(plan: plan) keeps at least 3'))).toMatchObject({
      after: cases('support(plan: plan) keeps at least 1'),
    })
  })

  test.each(['support(plan: plan) picks "openai/gpt-5"', 'support(plan: plan) keeps at least n'])(
    '`%s` is left alone: the cases need different values',
    (line) => {
      expect(update(cases(line))).toMatchObject({ after: cases(line), changes: 0 })
    },
  )

  test('a pick becomes what all of them pick', () => {
    const two = (route: string) =>
      `test "t" for cap in [$5/Mtok, $6/Mtok] =\n  support(max_out: cap) picks "${route}"\n`
    expect(update(two('openai/gpt-5'))).toMatchObject({ after: two('openai/gpt-5-nano') })
  })
})

test('a file in the one layout stays in it, one that is not stays as it is', () => {
  const long = `test "t" =\n  support orders "openai/gpt-5"${', "openai/gpt-5"'.repeat(2)}\n`
  const { text } = update(long)
  expect(format({ name: 'a.uh', text }).value).toBe(text)
  expect(update('test "t"  =  support   keeps at least 9 # why\n').after).toBe(
    'test "t"  =  support   keeps at least 3 # why\n',
  )
})

test('what was updated holds', () => {
  const { text } = update(`test "t" =
  support picks "openai/gpt-5"
  support keeps at least 9
  support orders "openai/gpt-5", "openai/gpt-5"
`)
  const { outcomes } = run(text)
  expect(updated({ name: 'a.uh', text }, outcomes).changes).toEqual([])
  const checks = outcomes.flatMap(({ cases }) => cases.flatMap((each) => each.checks))
  expect(checks.filter(({ diagnostic }) => diagnostic !== undefined)).toEqual([])
})
