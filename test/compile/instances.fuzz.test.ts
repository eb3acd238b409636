import fc from 'fast-check'
import { expect, test } from 'vitest'
import { STANDARD_CATALOG_VOCABULARY as vocabulary } from '../../src/catalog/vocabulary.ts'
import { compilePolicy } from '../../src/compile/compile-policy.ts'
import { analyse, instancesOf, policySet } from '../../src/compile/index.ts'
import { verdict } from '../../src/decide/pred.ts'
import { stagesOf } from '../../src/decide/reference.ts'
import { candidatesArbitrary } from '../arbitrary/candidate.ts'
import { runs } from '../runs.ts'
import { assignmentArbitrary, openPolicyArbitrary } from './open-policy-text.ts'

const situationArbitrary = openPolicyArbitrary.chain((policy) =>
  fc.record({
    policy: fc.constant(policy),
    values: fc.array(assignmentArbitrary(policy), { minLength: 1, maxLength: 4 }),
    candidates: candidatesArbitrary({ vocabulary, maxLength: 12 }),
  }),
)

test('what passes for any values passes for one of the instances', () => {
  let complete = 0
  fc.assert(
    fc.property(situationArbitrary, ({ policy, values, candidates }) => {
      const { value: analysis, diagnostics } = analyse(
        { name: 'open.uh', text: policy.text },
        { vocabulary },
      )
      if (analysis === undefined) throw new Error(JSON.stringify(diagnostics))
      const typed = analysis.program.policies.find((each) => each.definition.name === policy.name)
      if (typed === undefined) throw new Error('no such policy')
      const { instances, gaps } = instancesOf({ policy: typed, args: new Map() })
      expect(instances.length).toBeGreaterThan(0)
      if (gaps.length > 0) return
      complete++
      const engine = { vocabulary, target: 'sigma-pol/v2' } as const
      const filters = instances.map(({ applied }) => {
        const compiled = compilePolicy(applied, engine).value
        return compiled === undefined ? undefined : stagesOf(compiled.policy_ir)[0]
      })
      if (filters.includes(undefined)) return
      const set = policySet(analysis)
      for (const each of values) {
        const compiled = set.compile(policy.name, each).value
        if (compiled === undefined) continue
        const [filter] = stagesOf(compiled.policy_ir)
        for (const candidate of candidates) {
          if (verdict(filter, candidate, { vocabulary }) !== true) continue
          const passes = filters.some(
            (wide) => wide !== undefined && verdict(wide, candidate, { vocabulary }) === true,
          )
          expect(passes, JSON.stringify({ text: policy.text, each, candidate })).toBe(true)
        }
      }
    }),
    runs(150),
  )
  expect(complete).toBeGreaterThan(30)
})
