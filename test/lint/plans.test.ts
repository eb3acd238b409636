import { describe, expect, test } from 'vitest'
import type { Diagnostic } from '../../src/base/diagnostic.ts'
import { ok } from '../../src/base/result.ts'
import type { Load } from '../../src/compile/index.ts'
import { type Budget, fix, type LintOptions, lint } from '../../src/lint/index.ts'
import { ground, vocabulary } from './ground.ts'

function found(text: string, rule: string, options: LintOptions = {}): readonly Diagnostic[] {
  const all = { vocabulary, ground, only: [rule], ...options }
  return lint({ name: 'a.uh', text }, all).diagnostics
}

describe('the worst case is told with its numbers', () => {
  const free: Budget = {
    attempts: undefined,
    seconds: undefined,
    usd: undefined,
    inputTokens: 10_000,
    outputTokens: 1000,
  }

  test.each<[string, Partial<Budget>, string | undefined]>([
    // Seven routes have a price.
    ['cheapest', { attempts: 7 }, undefined],
    ['cheapest', { attempts: 6 }, '7 attempts (of 6)'],
    ['any', { attempts: 7 }, '8 attempts (of 7)'],
    ['cheapest take 2', { attempts: 1 }, '2 attempts (of 1)'],
    ['in order [openai/big, groq/small]', { attempts: 1 }, '2 attempts (of 1)'],
    ['cheapest fallback stop', { attempts: 1 }, undefined],
    [
      'cheapest take 2 on timeout retry 2 after 1s then next on server_error retry 1 after 1s then next',
      { attempts: 7 },
      '8 attempts (of 7)',
    ],
    [
      'cheapest fallback term ["override", ["always", {"action": "abort"}], "timeout", {"action": "retry_same"}]',
      { attempts: 100 },
      'any number of attempts (of 100)',
    ],
    ['cheapest take 2 timeout 20s', { seconds: 40 }, undefined],
    ['cheapest take 2 timeout 20s', { seconds: 39 }, '40s (of 39s)'],
    [
      'cheapest take 2 timeout 20s on timeout retry 1 after 500ms then next',
      { seconds: 80 },
      '81s (of 80s)',
    ],
    ['cheapest take 2', { seconds: 1000 }, 'any time (of 1000s)'],
    // The dearest is $5 in and $15 out: 10,000 and 1,000 tokens are $0.065.
    ['best take 1', { usd: 0.065 }, undefined],
    ['best take 1', { usd: 0.064 }, undefined],
    ['cheapest take 1', { usd: 0.064 }, '$0.065 (of $0.064)'],
    ['cheapest take 1 on timeout retry 1 after 1s then next', { usd: 0.1 }, '$0.13 (of $0.1)'],
    // What has no price may cost anything, so nothing is said.
    ['any', { usd: 0.001 }, undefined],
  ])('%s, %j', (text, budget, message) => {
    const [finding] = found(text, 'over-budget', { budget: { ...free, ...budget } })
    expect(finding?.message).toBe(message && `one request may take ${message}`)
  })
})

describe('a policy with parameters', () => {
  test('is reported where one of its values is at fault, with the value', () => {
    const text = `policy p(plan: free | pro = free) =
  cheapest fallback next
    on timeout retry match plan { free: 1, pro: 50 } after 1s then next`
    const [finding, ...others] = found(text, 'unbounded-retry')
    expect(finding?.notes).toEqual(['so it is with plan = pro'])
    expect(others).toEqual([])
  })

  test.each([
    ['cheapest where price_out <= match plan { free: $1/Mtok, pro: $40/Mtok }', 'idle-clause', 0],
    ['cheapest where price_out <= match plan { free: $20/Mtok, pro: $40/Mtok }', 'idle-clause', 1],
    ['best where quality >= match plan { free: 0.5, pro: 0.95 }', 'selects-nothing', 1],
    ['rank by match plan { free: 1, pro: 0 } * norm(quality)', 'idle-weight', 0],
    ['rank by norm(quality) + match plan { free: 1, pro: 2 }', 'idle-weight', 1],
    ['cheapest on timeout next', 'idle-override', 1],
    ['cheapest where context >= size', 'selects-nothing', 0],
    ['cheapest where context >= size and quality > 0.9', 'selects-nothing', 1],
  ])('%s has %s %d times', (body, rule, times) => {
    const text = `policy p(plan: free | pro = free, size: tokens = 8k in 1k..9M) = ${body}`
    expect(found(text, rule)).toHaveLength(times)
  })
})

test.each([
  [
    'wrong-sign',
    'rank by norm(price_out) + norm(quality)',
    'rank by -norm(price_out) + norm(quality)',
  ],
  [
    'wrong-sign',
    'rank by -norm(quality) - norm(price_out)',
    'rank by norm(quality) - norm(price_out)',
  ],
  [
    'wrong-sign',
    'rank by norm(quality) # a + b\n  + 0.5 * (norm(quality) # -\n + norm(price_in))',
    'rank by norm(quality) # a + b\n  + 0.5 * (norm(quality) # -\n - norm(price_in))',
  ],
  [
    'wrong-sign',
    'let value = norm(quality) + norm(price_in)\npolicy p = rank by value',
    'let value = norm(quality) - norm(price_in)\npolicy p = rank by value',
  ],
  [
    'idle-override',
    'cheapest\n  fallback next\n    on timeout next   # as always\n    on unknown next\n',
    'cheapest\n  fallback next\n    # as always\n',
  ],
  [
    'hopeless-retry',
    'cheapest on auth_error retry 1 after 1s then next take 2',
    'cheapest on auth_error disable provider take 2',
  ],
  [
    'cap-below-cheapest',
    'best where price_in < $0.01/Mtok and has tools',
    'best where price_in <= $0.05/Mtok and has tools',
  ],
])('%s mends %j', (rule, before, after) => {
  const options = { vocabulary, ground, only: [rule] }
  expect(fix({ name: 'a.uh', text: before }, options, 'unsafe').text).toBe(after)
})

test('what a policy extends is reported in the file where it stands, without a fix', () => {
  const base = 'policy base = best by price_out on bad_request retry 1 after 1s then next'
  const load: Load = (path) => ok({ name: path, text: base })
  const text = 'use "./base.uh" (base)\npolicy p extends base where no_log\n'
  const rules = ['wrong-sign', 'hopeless-retry', 'idle-clause', 'selects-nothing']
  const { diagnostics } = lint({ name: 'a.uh', text }, { vocabulary, ground, only: rules, load })
  expect(diagnostics.map(({ code, source, fix: each }) => [code, source, each])).toEqual([
    ['UH4103', 'base.uh', undefined],
    ['UH5103', 'base.uh', undefined],
  ])
})

describe('what only a request or a host can tell', () => {
  test.each([
    'fastest where latency_ms < 1s',
    'cheapest where tok_s >= 60 tok/s and healthy',
    'cheapest where credits > $1',
    'cheapest where has_tee',
  ])('counts against no model: %s', (text) => {
    expect(found(text, 'selects-nothing')).toEqual([])
    expect(found(text, 'idle-clause')).toEqual([])
  })

  test('leaves what the catalog tells', () => {
    expect(found('cheapest where healthy and quality >= 0.95', 'selects-nothing')).toHaveLength(1)
  })
})

describe('where a name that the catalog lacks leaves nobody', () => {
  const on = (text: string, options: LintOptions = {}) =>
    lint({ name: 'a.uh', text }, { vocabulary, ground, ...options }).diagnostics

  test.each([
    ['best where provider is opnai', 'UH1016', 'no model of catalog.yaml passes'],
    ['best where quality >= 0.7 and family is bigg', 'UH1016', 'no model of catalog.yaml passes'],
    [
      'let us = provider is opnai\npolicy p = best where us',
      'UH1016',
      'no model of catalog.yaml passes',
    ],
    ['best where term ["provider_eq", "opnai"]', 'UH6108', 'no model of catalog.yaml passes'],
    ['in order [opnai/big]', 'UH1016', 'none of these routes is in catalog.yaml'],
  ])('the name alone is told, as an error: %s', (text, code, effect) => {
    const told = on(text)
    expect(told.map((each) => [each.code, each.severity])).toEqual([[code, 'error']])
    expect(told[0]?.notes).toContain(`so ${effect}`)
    expect(told[0]?.help).toMatch(/^did you mean/)
  })

  test('it is a warning where others are left', () => {
    const told = on('best where provider in [opnai, groq]')
    expect(told.map(({ code, severity }) => [code, severity])).toEqual([['UH1016', 'warning']])
  })

  test('what else leaves nobody is told besides', () => {
    const told = on('best where provider in [opnai, groq] and quality >= 0.99')
    expect(told.map(({ code }) => code)).toEqual(['UH1016', 'UH6101'])
  })

  test('the other is told where only one of them is asked for', () => {
    const text = 'best where provider is opnai'
    expect(on(text, { skip: ['UH1016'] }).map(({ code }) => code)).toEqual(['UH6101'])
    expect(on(text, { skip: ['UH6101'] }).map(({ code }) => code)).toEqual(['UH1016'])
  })
})

test('one mistake is reported once', () => {
  const on = (text: string) =>
    lint({ name: 'a.uh', text }, { vocabulary, ground }).diagnostics.map(({ code }) => code)
  expect(on('best where price_out <= $0.01/Mtok')).toEqual(['UH6106'])
  expect(on('best where quality >= 0.95')).toEqual(['UH6101'])
  expect(on('best where quality >= 0.9 and quality < 0.5')).toEqual(['UH3101'])
  expect(on('cheapest fallback next on stream_interrupted next')).toEqual(['UH5101'])
})
