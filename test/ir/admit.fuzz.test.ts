import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { admit } from '../../src/ir/admit.ts'
import { admitFlow } from '../../src/ir/admit-flow.ts'
import { encode } from '../../src/ir/encode.ts'
import { CALLER_LIMITS } from '../../src/ir/limits.ts'
import { normalize } from '../../src/ir/normalize.ts'
import { OPERATORS } from '../../src/ir/operators.ts'
import { CORE_VOCABULARY } from '../../src/ir/vocabulary.ts'
import { termArbitrary } from '../arbitrary/term.ts'
import { runs } from '../runs.ts'

const anything = fc.anything({
  withBigInt: true,
  withBoxedValues: true,
  withDate: true,
  withMap: true,
  withNullPrototype: true,
  withObjectString: true,
  withSet: true,
  withSparseArray: true,
  withTypedArray: true,
  withUnicodeString: true,
})

/** Something that begins like a term, so that the fault lies further inside. */
function almostTerm(levels: number): fc.Arbitrary<unknown> {
  const argument = levels === 0 ? anything : fc.oneof(almostTerm(levels - 1), anything)
  return fc
    .tuple(
      fc.constantFrom(...Object.keys(OPERATORS), 'prefr', '__proto__'),
      fc.array(argument, { maxLength: 5 }),
    )
    .map(([op, args]) => [op, ...args])
}

/** An admissible policy with something in it replaced. */
const damagedPolicy: fc.Arbitrary<unknown> = fc
  .tuple(termArbitrary('Policy', { vocabulary: CORE_VOCABULARY }), fc.array(fc.nat()), anything)
  .map(([term, steps, value]) => replaced(term, steps, value))

function replaced(tree: unknown, [step, ...rest]: readonly number[], value: unknown): unknown {
  if (step === undefined || !Array.isArray(tree) || tree.length === 0) return value
  const at = step % tree.length
  return tree.map((item, i) => (i === at ? replaced(item, rest, value) : item))
}

/** The value, every object in it behind a proxy whose traps throw now and then. */
function trapped(value: unknown, throwsNow: () => boolean): unknown {
  if (typeof value !== 'object' || value === null) return value
  const trap =
    (method: (...args: never[]) => unknown) =>
    (...args: never[]) => {
      if (throwsNow()) throw new Error('trapped')
      return method(...args)
    }
  const copy: object = Array.isArray(value) ? [] : Object.create(Object.getPrototypeOf(value))
  for (const key of Object.keys(value)) {
    const inner = trapped(Object.getOwnPropertyDescriptor(value, key)?.value, throwsNow)
    Object.defineProperty(copy, key, {
      value: inner,
      enumerable: true,
      configurable: true,
      writable: true,
    })
  }
  return new Proxy(copy, {
    get: trap(Reflect.get),
    has: trap(Reflect.has),
    ownKeys: trap(Reflect.ownKeys),
    getPrototypeOf: trap(Reflect.getPrototypeOf),
    getOwnPropertyDescriptor: trap(Reflect.getOwnPropertyDescriptor),
  } as ProxyHandler<object>)
}

const hostile = fc.oneof(
  anything,
  fc.json().map((text) => JSON.parse(text)),
  almostTerm(4),
  damagedPolicy,
)

describe('admission of anything at all', () => {
  test('answers; and what it admits can be normalized and encoded', () => {
    fc.assert(
      fc.property(hostile, (value) => {
        const outcome = admit(value, CORE_VOCABULARY, CALLER_LIMITS)
        if (outcome.ok) expect(encode(normalize(outcome.value.term))).toMatch(/^sigma-pol/)
        else
          expect(outcome.error).toMatchObject({
            code: expect.stringMatching(/^UH80\d\d$/),
            path: expect.stringMatching(/^\$/),
          })
      }),
      runs(3000),
    )
  })

  test('answers whatever a proxy does', () => {
    fc.assert(
      fc.property(hostile, fc.infiniteStream(fc.nat(5)), (value, stream) => {
        const guarded = trapped(value, () => stream.next().value === 0)
        expect(() => admit(guarded, CORE_VOCABULARY)).not.toThrow()
        expect(() => admitFlow(['flow', guarded], CORE_VOCABULARY)).not.toThrow()
      }),
      runs(1000),
    )
  })

  test('answers for flows too', () => {
    const node = fc.oneof(
      anything,
      fc.record(
        {
          kind: fc.oneof(fc.constantFrom('input', 'llm', 'output'), anything),
          system: fc.oneof(fc.string(), anything),
          policy: fc.oneof(termArbitrary('Policy', { depth: 1 }), almostTerm(2)),
          inputs: fc.oneof(fc.array(fc.constantFrom('a', 'b', 'c', '__proto__')), anything),
          template: fc.oneof(fc.string(), anything),
        },
        { requiredKeys: ['kind'] },
      ),
    )
    const flow = fc.oneof(
      anything,
      fc
        .dictionary(fc.constantFrom('a', 'b', 'c', '__proto__', 'constructor'), node)
        .map((nodes) => ['flow', nodes]),
    )
    fc.assert(
      fc.property(flow, (value) => {
        const outcome = admitFlow(value)
        if (!outcome.ok) expect(outcome.error.path).toMatch(/^\$/)
      }),
      runs(2000),
    )
  })

  test('reports in one line without anything that would not print', () => {
    fc.assert(
      fc.property(hostile, (value) => {
        const outcomes = [admit(value, CORE_VOCABULARY), admitFlow(['flow', value])]
        for (const outcome of outcomes) {
          if (outcome.ok) continue
          expect(outcome.error.path + outcome.error.message).not.toMatch(/\p{C}/u)
        }
      }),
      runs(2000),
    )
  })
})
