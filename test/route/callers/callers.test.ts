import { createHash, timingSafeEqual } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { REQUEST_TRANSFORMS } from '../../../src/route/admission/transform-whitelist.ts'
import type { CallerConfig, CallersConfig } from '../../../src/route/callers/caller-config.ts'
import { type Callers, type Credentials, openCallers } from '../../../src/route/callers/callers.ts'
import { VOCABULARY } from '../admission/sent.ts'

const sha256 = (text: string) => createHash('sha256').update(text).digest()

const hashOf = (key: string) => `sha256:${sha256(key).toString('hex')}`

const caller = (name: string, rest: Partial<CallerConfig> = {}): CallerConfig => ({
  name,
  keys: [hashOf(`key of ${name}`.replaceAll(' ', '-'))],
  ...rest,
})

function opened(config: CallersConfig): Callers {
  const outcome = openCallers(config, VOCABULARY, { sha256, timingSafeEqual })
  if (!outcome.ok) throw new Error(outcome.error.join('\n'))
  return outcome.value
}

function faults(config: CallersConfig): readonly string[] {
  const outcome = openCallers(config, VOCABULARY, { sha256, timingSafeEqual })
  return outcome.ok ? [] : outcome.error
}

const NONE: Credentials = { authorization: undefined, apiKey: undefined }

describe('a caller', () => {
  const callers = opened({
    callers: [caller('a'), caller('b', { keys: [hashOf('first'), hashOf('second')] })],
  })
  const nameOf = (credentials: Partial<Credentials>) => {
    const outcome = callers.identify({ ...NONE, ...credentials })
    return outcome.ok ? outcome.value.name : outcome.error.code
  }

  test.each<[Partial<Credentials>, string]>([
    [{ authorization: 'Bearer key-of-a' }, 'a'],
    [{ authorization: 'bearer   second ' }, 'b'],
    [{ apiKey: 'first' }, 'b'],
    [{}, 'unknown_caller'],
    [{ authorization: '' }, 'unknown_caller'],
    [{ authorization: 'Bearer ' }, 'unknown_caller'],
    [{ authorization: 'Bearer third' }, 'unknown_caller'],
    [{ authorization: 'Bearer first second' }, 'unknown_caller'],
    [{ authorization: 'Basic first' }, 'unknown_caller'],
    [{ authorization: 'Bearer third', apiKey: 'first' }, 'unknown_caller'],
    [{ authorization: `Bearer ${hashOf('first')}` }, 'unknown_caller'],
    [{ authorization: `Bearer ${'x'.repeat(10_000_000)}` }, 'unknown_caller'],
    [{ apiKey: 'x'.repeat(10_000_000) }, 'unknown_caller'],
  ])('%#: is known by a key alone', (credentials, name) => {
    expect(nameOf(credentials)).toBe(name)
  })

  test('who is not known is told what to do, and nothing of the key', () => {
    const outcome = callers.identify({ ...NONE, authorization: 'Bearer sk-secret' })
    expect(outcome).toEqual({
      ok: false,
      error: {
        code: 'unknown_caller',
        message:
          'no caller has the key that was sent: send one that this router knows, as `Authorization: Bearer KEY`',
      },
    })
  })

  test('every key is compared, whichever one it is', () => {
    let compared = 0
    const counting = (a: Uint8Array, b: Uint8Array) => {
      compared += 1
      return timingSafeEqual(a, b)
    }
    const config = { callers: ['a', 'b', 'c'].map((name) => caller(name)) }
    const outcome = openCallers(config, VOCABULARY, { sha256, timingSafeEqual: counting })
    if (!outcome.ok) throw new Error('it does not open')
    for (const key of ['key-of-a', 'key-of-c', 'nobody']) {
      compared = 0
      outcome.value.identify({ ...NONE, apiKey: key })
      expect(compared).toBe(3)
    }
  })

  test('without callers everyone is the same one, whatever is sent', () => {
    const everyone = opened({ callers: [], anonymous: { envelope: 'no_log', scope: 's1' } })
    const first = everyone.identify(NONE)
    expect(first).toMatchObject({
      value: { name: undefined, guard: { envelope: { predicate: ['is', 'no_log'] }, scope: 's1' } },
    })
    expect(everyone.identify({ ...NONE, authorization: 'Bearer sk-…' })).toEqual(first)
  })

  test('has one guard, so that what it was admitted is found again', () => {
    const guardOf = () => {
      const outcome = callers.identify({ ...NONE, apiKey: 'first' })
      return outcome.ok ? outcome.value.guard : undefined
    }
    expect(guardOf()).toBe(guardOf())
    expect(guardOf()?.transforms).toBe(REQUEST_TRANSFORMS)
  })
})

test('everything that is wrong with a configuration is told at once, with its place', () => {
  const config = {
    callers: [
      caller('a', { envelope: 'qualty >= 0.5 and\n  latency_ms < $4' }),
      caller('a', { keys: ['sk-this-is-a-key'], transforms: ['temperature', 'model'] }),
      caller('b', {
        keys: [],
        envelope: 'no_log) fallback stop where (no_log',
        budgets: [{ window: 'day' }, { window: 'day', usd: '5 USD' }, { window: 'day', usd: '-1' }],
      }),
      caller('é', { budgets: [{ window: 'hour', requests: 0.5 }] }),
      caller('c', { keys: [hashOf('x'), hashOf('x')] }),
      // As it comes from a file.
      caller('d', { budgets: [{ window: 'year' as 'day', requests: 5 }] }),
    ],
    anonymous: { envelope: '' },
  }
  const told = faults(config)
  expect(told.join('\n')).not.toContain('sk-this-is-a-key')
  expect(told).toMatchInlineSnapshot(`
    [
      "callers.a.envelope: 1:1: \`qualty\` is not a field, a \`let\` or a parameter (UH1001); did you mean \`quality\`?
    2:16: \`latency_ms\` is a duration, but \`$4\` is an amount of money (UH2003); did you mean \`credits < $4\`, or a duration such as \`1500ms\`?",
      "callers.a: there are two callers \`a\`; rename one",
      "callers.a.transforms: no policy may set \`model\`; take it off the list",
      "callers.a.keys[0]: it is \`sha256:\` and 64 lower-case hex digits, the hash of a key; \`printf %s KEY | sha256sum\` makes them",
      "callers.b.keys: there is none; nobody could be this caller",
      "callers.b.envelope: an envelope is one condition and nothing else, \`no_log and price_out <= $10/Mtok\`",
      "callers.b.budgets[0]: nothing is limited; give \`usd\` or \`requests\`",
      "callers.b.budgets[1].usd: it is an amount in plain digits, such as \`12.50\`",
      "callers.b.budgets[2].usd: it is an amount in plain digits, such as \`12.50\`",
      "callers[3].name: it is 1 to 64 letters, digits and \`_ - . : @ /\`",
      "callers[3].budgets[0].requests: it is a whole number of 0 or more",
      "callers.c.keys[1]: the same key stands there twice; take one out",
      "callers.d.budgets[0].window: it is one of minute, hour, day, month",
      "anonymous.envelope: an envelope is one condition and nothing else, \`no_log and price_out <= $10/Mtok\`",
    ]
  `)
})
