import { describe, expect, test } from 'vitest'
import { faultScript } from '../../../src/route/sandbox/fault/fault-script.ts'
import { fault } from './ask.ts'

const GPT = { provider: 'openai', family: 'gpt-5' }

/** Which faults meet so many calls of a route, by what they are. */
function met(faults: readonly string[], count: number, { seed = 1, target = GPT } = {}) {
  const script = faultScript(faults.map(fault), seed)
  return Array.from({ length: count }, () => script(target)?.kind ?? '-')
}

describe('a fault meets', () => {
  test.each([
    ['openai', true],
    ['open*', true],
    ['*', true],
    ['*ai', true],
    ['o*n*i', true],
    ['openai/gpt-5', true],
    ['openai/gpt-*', true],
    ['*/gpt-5', true],
    ['*/*', true],
    ['openai/gpt', false],
    ['openai/*-6', false],
    ['open', false],
    ['groq', false],
    ['o*z*i', false],
    ['openai*openai', false],
  ])('the routes that %s means: %s', (pattern, isMet) => {
    expect(met([`${pattern}=500`], 1)).toEqual([isMet ? '500' : '-'])
  })

  test('a family with a slash by what is behind the first', () => {
    const target = { provider: 'groq', family: 'meta/llama' }
    expect(met(['groq/meta/*=500'], 1, { target })).toEqual(['500'])
  })

  test('the first calls, or the last of every few', () => {
    expect(met(['openai=500:x2'], 4)).toEqual(['500', '500', '-', '-'])
    expect(met(['openai=500:/3'], 6)).toEqual(['-', '-', '500', '-', '-', '500'])
  })

  test('a share of the calls, the same for the same seed', () => {
    const calls = met(['openai=429:0.3'], 1000)
    expect(calls.filter((kind) => kind === '429').length).toBeGreaterThan(250)
    expect(calls.filter((kind) => kind === '429').length).toBeLessThan(350)
    expect(met(['openai=429:0.3'], 1000)).toEqual(calls)
    expect(met(['openai=429:0.3'], 1000, { seed: 2 })).not.toEqual(calls)
    expect(met(['openai=429:0'], 100)).not.toContain('429')
  })

  test('one at a time, and what an earlier one leaves goes to the next', () => {
    expect(met(['openai=500:x1', 'open*=429:x2', '*=reset:/2'], 6)).toEqual([
      '500',
      '429',
      '429',
      '-',
      'reset',
      '-',
    ])
  })
})
