import fc from 'fast-check'
import { expect, test, vi } from 'vitest'
import { planFlow } from '../../src/decide/flow/plan-flow.ts'
import { KERNELS } from '../../src/decide/kernel-evaluator.ts'
import { plan } from '../../src/decide/plan.ts'
import { inputsOf } from '../../src/ir/flow.ts'
import { normalizeFlow } from '../../src/ir/normalize-flow.ts'
import type { Term } from '../../src/ir/term.ts'
import { candidatesArbitrary } from '../arbitrary/candidate.ts'
import { contextArbitrary } from '../arbitrary/context.ts'
import { flowArbitrary, relabelledWith } from '../arbitrary/flow.ts'
import { termArbitrary } from '../arbitrary/term.ts'
import { runs } from '../runs.ts'

/** Flows that ask few policies, so that many of their calls ask the same. */
const flows = fc
  .array(termArbitrary('Policy'), { minLength: 1, maxLength: 3 })
  .chain((policies) => flowArbitrary(10, policies))

test('every call decides what its policy decides alone', () => {
  fc.assert(
    fc.property(flows, candidatesArbitrary(), contextArbitrary, (flow, candidates, context) => {
      const { nodes } = planFlow(flow, candidates, context)
      for (const [id, node] of Object.entries(flow[1])) {
        if (node.kind !== 'llm') expect(nodes.has(id)).toBe(false)
        else expect(nodes.get(id)?.decision).toEqual(plan(node.policy, candidates, context))
      }
    }),
    runs(100),
  )
})

test('labels and the order of nodes decide nothing', () => {
  fc.assert(
    fc.property(
      flows,
      candidatesArbitrary(),
      fc.infiniteStream(fc.nat()),
      (given, candidates, stream) => {
        const draw = (limit: number) => (stream.next().value ?? 0) % limit
        const { flow, labels } = relabelledWith(given, draw)
        const [before, after] = [planFlow(given, candidates), planFlow(flow, candidates)]
        for (const [id, { decision, level }] of before.nodes) {
          const other = after.nodes.get(labels.get(id) ?? '')
          expect([other?.decision, other?.level]).toEqual([decision, level])
        }
        expect(planFlow(normalizeFlow(flow), candidates)).toEqual(
          planFlow(normalizeFlow(given), candidates),
        )
      },
    ),
    runs(100),
  )
})

test('calls of one level do not wait for each other, and wait for those above', () => {
  fc.assert(
    fc.property(flows, (flow) => {
      const { levels, nodes } = planFlow(flow, [])
      expect(levels.flat()).toEqual([...nodes.keys()])
      for (const { node, level } of nodes.values()) {
        for (const input of inputsOf(node)) {
          expect(nodes.get(input)?.level ?? -1).toBeLessThan(level)
        }
      }
    }),
    runs(100),
  )
})

test('equal policies are decided once, whether they are one array or not', () => {
  const policy = (quality: number): Term => [
    'policy',
    ['and', ['top'], ['cmp', 'quality', 'ge', quality]],
    ['zero'],
    ['argmax'],
    ['id'],
    ['always', { action: 'abort' }],
  ]
  const ask = (quality: number, ...inputs: string[]) =>
    ({ kind: 'llm', system: '', policy: policy(quality), inputs }) as const
  const decide = vi.spyOn(KERNELS, 'decide')
  const { nodes } = planFlow(
    [
      'flow',
      {
        u: { kind: 'input' },
        a: ask(0.5, 'u'),
        b: ask(0.5, 'u'),
        c: ask(0.7, 'a', 'b'),
        o: { kind: 'output', inputs: ['c'] },
      },
    ],
    [],
  )
  expect(decide).toHaveBeenCalledTimes(2)
  expect(nodes.get('a')?.decision).toBe(nodes.get('b')?.decision)
  decide.mockRestore()
})

test('a flow that asks nobody has nothing to decide', () => {
  const plan = planFlow(
    ['flow', { u: { kind: 'input' }, o: { kind: 'output', inputs: ['u'] } }],
    [],
  )
  expect(plan).toEqual({ levels: [], nodes: new Map() })
})
