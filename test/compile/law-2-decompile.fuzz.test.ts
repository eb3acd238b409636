import fc from 'fast-check'
import { expect, test } from 'vitest'
import { compile, decompile } from '../../src/compile/index.ts'
import { encode, encodeFlow, normalize, normalizeFlow } from '../../src/ir/index.ts'
import { flowArbitrary } from '../arbitrary/flow.ts'
import { termArbitrary } from '../arbitrary/term.ts'
import { runs } from '../runs.ts'

const STYLES = ['short', 'expanded'] as const

test.each(STYLES)('a policy in %s style compiles to its normal form, byte for byte', (style) => {
  fc.assert(
    fc.property(termArbitrary('Policy'), (term) => {
      const { value: text, diagnostics } = decompile(term, { style })
      expect(diagnostics).toEqual([])
      const compiled = compile({ name: 'a.uh', text: text ?? '' })
      const [policy] = compiled.value?.policies ?? []
      expect(policy && encode(policy.policy_ir)).toBe(encode(normalize(term)))
    }),
    runs(150),
  )
})

test('a flow compiles to its normal form, byte for byte', () => {
  fc.assert(
    fc.property(flowArbitrary(), (flow) => {
      const { value: text } = decompile(flow)
      const [compiled] = compile({ name: 'a.uh', text: text ?? '' }).value?.flows ?? []
      expect(compiled && encodeFlow(compiled.flow_ir)).toBe(encodeFlow(normalizeFlow(flow)))
    }),
    runs(40),
  )
})
