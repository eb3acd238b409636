import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type FlowNodes, inputsOf } from '../../src/ir/flow.ts'
import { flowLevels } from '../../src/ir/flow-levels.ts'
import { normalizeFlow, normalizeFlowTracked } from '../../src/ir/normalize-flow.ts'
import type { Term } from '../../src/ir/term.ts'
import { flowArbitrary } from '../arbitrary/flow.ts'
import { runs } from '../runs.ts'

const POLICY: Term = ['bot']

test('a node stands one level below the lowest of its inputs', () => {
  const llm = (...inputs: string[]) =>
    ({ kind: 'llm', system: '', policy: POLICY, inputs }) as const
  const nodes: FlowNodes = {
    answer: llm('check', 'draft', 'u'),
    check: llm('draft'),
    draft: llm('u', 'u'),
    other: llm('u'),
    end: llm('answer', 'other'),
    o: { kind: 'output', inputs: ['end'] },
    u: { kind: 'input' },
  }
  expect(flowLevels(nodes)).toEqual([
    ['u'],
    ['draft', 'other'],
    ['check'],
    ['answer'],
    ['end'],
    ['o'],
  ])
})

test('in any flow every node stands once, below its inputs and directly below one', () => {
  fc.assert(
    fc.property(flowArbitrary(), ([, nodes]) => {
      const levels = flowLevels(nodes)
      const levelOf = new Map(levels.flatMap((ids, level) => ids.map((id) => [id, level] as const)))
      expect(levels.flat().toSorted()).toEqual(Object.keys(nodes).toSorted())
      for (const [id, node] of Object.entries(nodes)) {
        const above = inputsOf(node).map((input) => levelOf.get(input) ?? Number.NaN)
        expect(levelOf.get(id)).toBe(Math.max(-1, ...above) + 1)
      }
    }),
    runs(300),
  )
})

test('in any flow the input and the output stand alone, first and last', () => {
  fc.assert(
    fc.property(flowArbitrary(), ([, nodes]) => {
      const levels = flowLevels(nodes)
      expect([levels[0], levels.at(-1)]).toEqual([['u'], ['o']])
    }),
    runs(100),
  )
})

test('normalizing tells which canonical id every node got', () => {
  fc.assert(
    fc.property(flowArbitrary(), (given) => {
      const { flow, ids } = normalizeFlowTracked(given)
      expect(flow).toEqual(normalizeFlow(given))
      expect([...ids.values()].toSorted()).toEqual(Object.keys(flow[1]).toSorted())
      for (const [id, node] of Object.entries(given[1])) {
        const normal = flow[1][ids.get(id) ?? '']
        expect(normal?.kind).toBe(node.kind)
        expect(normal && inputsOf(normal)).toEqual(inputsOf(node).map((input) => ids.get(input)))
      }
    }),
    runs(200),
  )
})
