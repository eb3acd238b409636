import { expect, test } from 'vitest'
import { flowTokens } from '../../src/analyze/flow-tokens.ts'
import type { Flow, FlowNode, LlmNode } from '../../src/ir/flow.ts'

interface Parts {
  readonly system?: string
  readonly template?: string
  readonly inputs?: readonly string[]
}

function ask({ system = '', inputs = ['u'], template }: Parts): LlmNode {
  const node = { kind: 'llm', system, policy: ['bot'], inputs } as const
  return template === undefined ? node : { ...node, template }
}

/** Tokens of every call where the request has 1000, and a call answers 100, or 7 to `B`. */
function tokens(nodes: Readonly<Record<string, FlowNode>>) {
  const flow: Flow = ['flow', { u: { kind: 'input' }, ...nodes }]
  const sizes = { request: 1000, answerOf: ({ system }: LlmNode) => (system === 'B' ? 7 : 100) }
  return Object.fromEntries(flowTokens(flow, sizes))
}

test.each<[fact: string, parts: Parts, input: number]>([
  ['the request as it is', {}, 1000],
  ['with the system prompt, four bytes a token, rounded up', { system: 'Answer.' }, 1002],
  ['bytes and not characters', { system: 'ñññ' }, 1002],
  ['what the template says itself', { template: 'Q: $1.' }, 1001],
  ['an input as often as the template names it', { template: '$1$1 $1' }, 3001],
  ['nothing of an input that the template leaves out', { template: 'Hello' }, 2],
  ['nothing for an input that there is not', { template: '$1$2$03' }, 1000],
  ['the same input twice, with the headings of sections', { inputs: ['u', 'u'] }, 2006],
])('a call reads %s', (_, parts, input) => {
  expect(tokens({ a: ask(parts) })).toEqual({ a: { input, output: 100 } })
})

test('an answer counts at its full length wherever it goes', () => {
  const found = tokens({
    a: ask({}),
    b: ask({ system: 'B' }),
    c: ask({ inputs: ['a', 'b'], template: '$2$2$1' }),
    d: ask({ inputs: ['c'] }),
  })
  expect([found.b?.output, found.c?.input, found.d?.input]).toEqual([7, 114, 100])
})
