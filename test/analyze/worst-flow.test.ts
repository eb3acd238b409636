import { expect, test } from 'vitest'
import { type FlowScene, worstFlow } from '../../src/analyze/index.ts'
import { plain } from '../../src/catalog/money.ts'
import type { Flow, FlowNode } from '../../src/ir/flow.ts'
import type { Term } from '../../src/ir/term.ts'

/** A call that may last that long; for ever where it is not said. */
function ask(timeoutMs: number | undefined, ...inputs: string[]): FlowNode {
  const xform: Term = timeoutMs === undefined ? ['id'] : ['set_param', 'timeout_ms', timeoutMs]
  const plan: Term = ['always', { action: 'next_candidate' }]
  return {
    kind: 'llm',
    system: '',
    policy: ['policy', ['meets_req'], ['zero'], ['argmax'], xform, plan],
    inputs,
  }
}

function flowOf(nodes: Readonly<Record<string, FlowNode>>, last: string): Flow {
  return ['flow', { u: { kind: 'input' }, ...nodes, o: { kind: 'output', inputs: [last] } }]
}

/** Two candidates for every call, 3 USD for a million tokens in, at the two together. */
function figures(flow: Flow, scene: Partial<FlowScene> = {}) {
  const ids = Object.keys(flow[1])
  const { attempts, usd, ms, criticalPath } = worstFlow(flow, {
    rankedOf: () => [
      { provider_id: 'a', price_in: 1, price_out: 0 },
      { provider_id: 'b', price_in: 2, price_out: 0 },
    ],
    tokens: new Map(ids.map((id) => [id, { input: 1_000_000, output: 0 }])),
    ...scene,
  })
  return {
    attempts: attempts.value,
    usd: usd.value && plain(usd.value),
    ms: ms.value,
    basis: ms.basis,
    path: criticalPath.ids,
  }
}

const DIAMOND = flowOf({ a: ask(1000, 'u'), b: ask(5000, 'u'), c: ask(2000, 'a', 'b') }, 'c')

test('cost is the sum of the calls, time that of the longest path', () => {
  expect(figures(DIAMOND)).toEqual({
    attempts: 6,
    usd: '9',
    ms: 14000,
    basis: ['2 calls one after the other'],
    path: ['b', 'c'],
  })
})

test('a deadline cuts the time, and no cost', () => {
  expect(figures(DIAMOND, { deadlineMs: 10_000 })).toMatchObject({
    usd: '9',
    ms: 10_000,
    basis: ['the deadline'],
  })
  expect(figures(DIAMOND, { deadlineMs: 14_000 }).basis).not.toContain('the deadline')
})

test('a call without a limit leaves the flow without one, but for a deadline', () => {
  const flow = flowOf({ a: ask(undefined, 'u'), b: ask(5000, 'u'), c: ask(2000, 'a', 'b') }, 'c')
  expect(figures(flow)).toMatchObject({
    ms: undefined,
    basis: ['2 calls one after the other', 'not every one has a limit'],
    path: ['a', 'c'],
  })
  expect(figures(flow, { deadlineMs: 1 }).ms).toBe(1)
})

test('a price that is not known leaves the sum unknown', () => {
  const found = worstFlow(DIAMOND, {
    rankedOf: (id) => (id === 'a' ? [{}] : [{ price_in: 1, price_out: 1 }]),
    tokens: new Map(['a', 'b', 'c'].map((id) => [id, { input: 1, output: 1 }])),
  })
  expect(found.usd).toEqual({ value: undefined, basis: ['not known for 1 of 3 calls'] })
  expect(found.calls.get('b')?.usd.value).toBeDefined()
})

test('a flow that asks nobody costs nothing and takes no time', () => {
  const found = figures(flowOf({}, 'u'))
  expect([found.attempts, found.usd, found.ms]).toEqual([0, '0', 0])
})
