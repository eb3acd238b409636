import fc from 'fast-check'
import { expect, test } from 'vitest'
import { equivalent } from '../../src/analyze/index.ts'
import type { Candidate } from '../../src/catalog/index.ts'
import { STANDARD_CATALOG_VOCABULARY as vocabulary } from '../../src/catalog/vocabulary.ts'
import type { Value } from '../../src/compile/check/constant.ts'
import type { Param } from '../../src/compile/check/param.ts'
import { compilePolicy } from '../../src/compile/compile-policy.ts'
import { analyse } from '../../src/compile/index.ts'
import { applyTransforms, plan } from '../../src/decide/index.ts'
import { subtermAt, type Term } from '../../src/ir/term.ts'
import { fix } from '../../src/lint/fix.ts'
import { lint } from '../../src/lint/index.ts'
import { analysed } from '../../src/lint/logic.ts'
import { saysAllOnce } from '../../src/lint/reads-once.ts'
import { lowerVariants } from '../../src/lint/variants.ts'
import { writtenOf } from '../../src/lint/written.ts'
import { print } from '../../src/syntax/index.ts'
import { fileArbitrary } from '../arbitrary/file.ts'
import { policyTextArbitrary } from '../arbitrary/policy-text.ts'
import { runs } from '../runs.ts'

const NAME = 'any.uh'
const LOGIC = ['UH3102', 'UH3103', 'UH3104', 'UH3105', 'UH3106']

const textArbitrary = fc.oneof(policyTextArbitrary, fileArbitrary.map(print))

const hole = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined })

/** Figures within their domains, or unknown. */
const candidatesArbitrary: fc.Arbitrary<readonly Candidate[]> = fc
  .array(
    fc.record({
      provider_id: fc.constantFrom('openai', 'groq', 'mistral', 'other'),
      model_family: fc.constantFrom('a', 'b'),
      quality: hole(fc.constantFrom(0, 0.2, 0.4, 0.5, 0.6, 0.8, 1)),
      price_in: hole(fc.constantFrom(0, 1, 4)),
      price_out: hole(fc.constantFrom(0, 1, 2, 5, 7, 20)),
      success_rate: hole(fc.constantFrom(0, 0.9, 1)),
      tier: hole(fc.constantFrom('fallback', 'marketplace', 'partner')),
      no_log: fc.boolean(),
      disabled: fc.boolean(),
      breaker_open: fc.boolean(),
      capabilities: fc.constantFrom({}, { tools: true }),
    }),
    { maxLength: 20 },
  )
  .map((all) =>
    all.map((each, index) => {
      const known = Object.entries(each).filter(([, value]) => value !== undefined)
      return { ...Object.fromEntries(known), cid: `c${index}` } as Candidate // of what is known
    }),
  )

/** Every policy of a text for values of its parameters, those in the middle of ranges too. */
function policiesOf(text: string): readonly (readonly [string, Term])[] {
  const { value } = analyse({ name: NAME, text }, { vocabulary })
  if (value === undefined) return []
  return value.program.policies.flatMap((policy) => {
    const params = [...policy.params.values()]
    const choices = ['free', 'pro'].flatMap((plan) =>
      [false, true].flatMap((flag) => [0.3, 0.55, 0.9].map((floor) => ({ plan, flag, floor }))),
    )
    return choices.map(({ plan: label, flag, floor }) => {
      const argumentFor = ({ type }: Param): Value => {
        if (type.kind === 'number') return { kind: 'number', value: floor, unit: type.unit }
        return type.kind === 'flag' ? { kind: 'flag', value: flag } : { kind: 'text', value: label }
      }
      const args = new Map(params.map((param) => [param, argumentFor(param)]))
      const compiled = compilePolicy({ policy, args }, { vocabulary, target: 'sigma-pol/v2' })
      if (compiled.value === undefined) throw new Error('a policy of the test does not compile')
      return [
        `${policy.definition.name} ${label} ${flag} ${floor}`,
        compiled.value.policy_ir,
      ] as const
    })
  })
}

test('lint never throws, and says the same again of places in the text', () => {
  fc.assert(
    fc.property(textArbitrary, (text) => {
      const { diagnostics } = lint({ name: NAME, text }, { levels: new Map([['all', 'warning']]) })
      const places = diagnostics.flatMap(({ span, related = [], fix: mended }) => [
        span,
        ...related.map((each) => each.span),
        ...(mended?.edits.map((each) => each.span) ?? []),
      ])
      for (const { start, end } of places) {
        expect(0 <= start && start <= end && end <= text.length).toBe(true)
      }
      const again = lint({ name: NAME, text }, { levels: new Map([['all', 'warning']]) })
      expect(again.diagnostics).toEqual(diagnostics)
    }),
    runs(20),
  )
})

test('what is called needless or idle can be taken out all together, and nothing changes', () => {
  fc.assert(
    fc.property(policyTextArbitrary, candidatesArbitrary, (text, candidates) => {
      const mended = fix({ name: NAME, text }, { only: LOGIC }, 'unsafe')
      if (mended.count === 0) return
      const after = new Map(policiesOf(mended.text))
      for (const [key, before] of policiesOf(text)) {
        const then = after.get(key) ?? ['top']
        const same = equivalent(subtermAt(before, 1), subtermAt(then, 1), { vocabulary })
        expect([key, same.kind]).toEqual([key, 'yes'])
        expect([key, outcomeOf(then, candidates)]).toEqual([key, outcomeOf(before, candidates)])
      }
    }),
    runs(20),
  )
})

test('a policy of which every part reads something of its own is found to be without fault', () => {
  fc.assert(
    fc.property(policyTextArbitrary, (text) => {
      const { value } = analyse({ name: NAME, text }, { vocabulary })
      if (value === undefined) throw new Error('a text of the test has an error')
      for (const { typed, isComplete, variants } of lowerVariants(value).value) {
        for (const { lowered: compiled } of variants) {
          const written = writtenOf(compiled, { vocabulary, typed, isComplete })
          if (!saysAllOnce(written, vocabulary)) continue
          expect(analysed(written, vocabulary)).toEqual({ needless: [], prefers: [], whens: [] })
        }
      }
    }),
    runs(30),
  )
})

/** Who is tried in which order, and with which request. */
function outcomeOf(policy: Term, candidates: readonly Candidate[]) {
  const context = { vocabulary }
  return plan(policy, candidates, context).ranked.map(({ candidate }) => [
    candidate.cid,
    applyTransforms(policy, { request: {}, candidate }, context),
  ])
}

test('a filter that is called contradictory lets nobody pass', () => {
  fc.assert(
    fc.property(policyTextArbitrary, candidatesArbitrary, (text, candidates) => {
      const { diagnostics } = lint({ name: NAME, text }, { only: ['UH3101'] })
      // One with a note is about some values of the parameters.
      const certain = diagnostics.filter(({ notes }) => notes === undefined)
      for (const [key, policy] of policiesOf(text)) {
        const isNamed = certain.some(({ span }) => key.startsWith(policyAt(text, span.start)))
        if (isNamed) expect(plan(policy, candidates, { vocabulary }).ranked).toEqual([])
      }
    }),
    runs(20),
  )
})

function policyAt(text: string, offset: number): string {
  return offset > text.indexOf('policy child') ? 'child' : 'nobody'
}
