import { describe, expect, test } from 'vitest'
import { STANDARD_CATALOG_VOCABULARY as vocabulary } from '../../src/catalog/vocabulary.ts'
import { analyse } from '../../src/compile/index.ts'
import { type AskedPolicy, openEnvelopeJudge } from '../../src/lint/index.ts'
import { compileEnvelope } from '../../src/route/callers/compile-envelope.ts'

function asked(text: string): AskedPolicy {
  const { value } = analyse({ name: 'a.uh', text }, { vocabulary })
  const [policy] = value?.program.policies ?? []
  if (policy === undefined) throw new Error('it does not compile')
  return { title: 'it', place: policy.place, applied: { policy, args: new Map() } }
}

function termOf(envelope: string) {
  const compiled = compileEnvelope(envelope, 'envelope', vocabulary)
  if (!compiled.ok) throw new Error(compiled.error)
  return compiled.value.predicate
}

function judged(text: string, envelope: string) {
  return openEnvelopeJudge({ vocabulary })(asked(text), termOf(envelope))
}

describe('a parameter that may be anything', () => {
  test.each<[string, string, string, 'inside' | 'excluded' | string]>([
    [
      'leaves a policy inside, where another clause keeps it there',
      'policy a(at: text) = any where provider is at and price_out <= $5/Mtok',
      'price_out <= $5/Mtok',
      'inside',
    ],
    [
      'leaves a policy shut out, where another clause shuts it out',
      'policy a(at: text) = any where provider is at and price_out >= $6/Mtok',
      'price_out <= $5/Mtok',
      'excluded',
    ],
    [
      'is a gap where it decides: a text',
      'policy a(at: text) = any where provider is at',
      'provider is openai',
      '`at` may be any text',
    ],
    [
      'is a gap where it decides: a number',
      'policy a(cap: price) = any where price_out <= cap',
      'price_out <= $5/Mtok',
      '`cap` may be any number: it has no range',
    ],
    [
      'is a gap where it decides: a text with a default',
      'policy a(at: text = "openai") = any where provider is at',
      'provider is openai',
      'only `at` at its default `openai` was looked at: a text may be anything',
    ],
    [
      'is none where it decides something else',
      'policy a(heat: number) = any where no_log set temperature = heat',
      'no_log',
      'inside',
    ],
  ])('%s', (_, text, envelope, outcome) => {
    const { outside, excluded, gaps } = judged(text, envelope)
    expect(outside).toBeUndefined()
    expect(excluded === undefined ? (gaps[0] ?? 'inside') : 'excluded').toBe(outcome)
  })
})

test('what is so for every value is told from what a fixed value would mend', () => {
  const text =
    'policy a(plan: free | pro = pro) = any where price_out <= match plan { free: $1/Mtok, pro: $9/Mtok }'
  expect(judged(text, 'price_out <= $5/Mtok').outside?.isMended).toBe(true)
  expect(judged(text, 'no_log').outside?.isMended).toBe(false)
  const least = text.replace('<=', '>=')
  expect(judged(least, 'price_out <= $5/Mtok').excluded?.isAlways).toBe(false)
  expect(judged(least, 'price_out < $1/Mtok').excluded?.isAlways).toBe(true)
})

test('a policy that lets nothing pass by itself is not told as shut out', () => {
  const { outside, excluded, gaps } = judged('policy a = any where nothing', 'no_log')
  expect([outside, excluded, gaps]).toEqual([undefined, undefined, []])
})

describe('the work is bounded', () => {
  const many = 'policy a = any where no_log and price_out <= $5/Mtok and quality >= 0.5'

  test('for one question', () => {
    const judge = openEnvelopeJudge({ vocabulary, maxNodes: 1 })
    expect(judge(asked(many), termOf('no_log and has_tee or price_in <= $3/Mtok')).gaps).toEqual([
      'it could not be decided within 1 nodes',
    ])
  })

  test('for all of them', () => {
    const judge = openEnvelopeJudge({ vocabulary, maxQuestions: 2 })
    const gaps = ['no_log', 'price_out <= $6/Mtok', 'quality >= 0.4'].map(
      (envelope) => judge(asked(many), termOf(envelope)).gaps,
    )
    expect(gaps).toEqual([
      [],
      ['there is too much to be decided in one run'],
      ['there is too much to be decided in one run'],
    ])
  })

  test('and what was decided is not asked again', () => {
    const judge = openEnvelopeJudge({ vocabulary, maxQuestions: 2 })
    const policy = asked(many)
    const answers = Array.from({ length: 9 }, () => judge(policy, termOf('no_log')).gaps)
    expect(answers.flat()).toEqual([])
  })

  test('for combinations of values, which are not looked at where they do not matter', () => {
    const names = Array.from({ length: 12 }, (_, i) => `f${i}`)
    const params = names.map((name) => `${name}: flag = false`).join(', ')
    const text = `policy a(${params}) = any where no_log and (has_tee or ${names.join(' and ')})`
    expect(judged(text, 'no_log').gaps).toEqual([])
    expect(judged(text, 'has_tee').gaps[0]).toMatch(/there are too many combinations to look at/)
  })
})
