import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { FaultArgument } from '../../../src/route/sandbox/fault/fault-kinds.ts'
import { FAULT_KINDS, parseFault, writtenFaults } from '../../../src/route/sandbox/index.ts'
import { runs } from '../../runs.ts'

describe('a fault', () => {
  test.each([
    [
      'openai=429:0.3',
      {
        pattern: 'openai',
        kind: '429',
        amount: 2,
        word: 'seconds',
        share: { kind: 'chance', chance: 0.3 },
      },
    ],
    [
      'groq/*=cut@40',
      { pattern: 'groq/*', kind: 'cut', amount: 40, word: '', share: { kind: 'all' } },
    ],
    ['groq=cut', { pattern: 'groq', kind: 'cut', amount: 8, word: '', share: { kind: 'all' } }],
    [
      '*=500:x2',
      { pattern: '*', kind: '500', amount: 0, word: '', share: { kind: 'first', count: 2 } },
    ],
    [
      'a=b/c=reset:/3',
      { pattern: 'a=b/c', kind: 'reset', amount: 0, word: '', share: { kind: 'every', count: 3 } },
    ],
    [
      'openai=429@30',
      { pattern: 'openai', kind: '429', amount: 30, word: 'seconds', share: { kind: 'all' } },
    ],
    [
      'openai=429@reset:1',
      {
        pattern: 'openai',
        kind: '429',
        amount: 2,
        word: 'reset',
        share: { kind: 'chance', chance: 1 },
      },
    ],
    [
      'openai=filter',
      { pattern: 'openai', kind: 'filter', amount: 2, word: 'request', share: { kind: 'all' } },
    ],
  ])('%s', (text, fault) => {
    expect(parseFault(text)).toEqual({ ok: true, value: { text, ...fault } })
  })

  test.each(Object.entries(FAULT_KINDS))('may be %s, with what stands behind it', (kind, row) => {
    const argument: FaultArgument = row.argument
    const behind =
      argument.takes === 'nothing'
        ? ['']
        : argument.takes === 'word'
          ? argument.words.map((word) => `@${word}`)
          : ['', '@0', '@12']
    for (const each of behind) expect(parseFault(`openai=${kind}${each}:.5`).ok).toBe(true)
  })

  test('is written as the table says', () => {
    const written = writtenFaults().map((kind) => kind.written)
    expect(written).toHaveLength(Object.keys(FAULT_KINDS).length)
    expect(written).toContain('cut[@N]')
    expect(written).toContain('filter[@request|finish|part]')
    expect(written).toContain('429[@seconds|date|ms|reset|none|quota|N]')
    expect(written).toContain('reset')
  })
})

describe('what is no fault', () => {
  test.each([
    ['', '`` is no fault', 'write `PROVIDER=KIND`'],
    ['openai', '`openai` is no fault', 'write `PROVIDER=KIND`'],
    ['=500', '`=500` is no fault', 'write `PROVIDER=KIND`'],
    ['openai=cutt@4', '`cutt` is no kind of fault', 'did you mean `cut`? it is one of `400`'],
    ['openai=', '`` is no kind of fault', 'it is one of `400`'],
    ['openai=constructor', '`constructor` is no kind of fault', 'it is one of `400`'],
    ['openai=500@3', '`500@3` has something behind `@`', '`500` takes nothing'],
    [
      'openai=cut@many',
      '`many` is no number of chunks',
      'behind the `@` of `cut` stands a whole number of chunks, 0 to 86400000',
    ],
    ['openai=slow@-1', '`-1` is no number of milliseconds', 'a whole number of milliseconds'],
    ['openai=429@dates', '`429` cannot be `dates`', 'did you mean `date`?'],
    ['openai=429:2', '`2` does not say how often', 'a chance from 0 to 1'],
    ['openai=429:x0', '`x0` does not say how often', '`x2` for the first 2 calls'],
    ['openai=429:', '`` does not say how often', '`/3` for every third'],
  ])('%s', (text, message, help) => {
    const parsed = parseFault(text)
    expect(parsed).toMatchObject({ ok: false, error: { message } })
    if (!parsed.ok) expect(parsed.error.help).toContain(help)
  })

  test('is told, whatever it is', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const parsed = parseFault(text)
        if (parsed.ok) expect(parsed.value.text).toBe(text)
        else expect(parsed.error.message.length).toBeLessThan(200)
      }),
      runs(300),
    )
  })
})
