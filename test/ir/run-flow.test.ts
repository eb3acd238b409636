import { describe, expect, test } from 'vitest'
import { assemblePrompt } from '../../src/ir/assemble-prompt.ts'
import type { Flow, LlmNode } from '../../src/ir/flow.ts'
import { flowOrder } from '../../src/ir/flow-order.ts'
import { normalizeFlow } from '../../src/ir/normalize-flow.ts'
import { runFlow } from '../../src/ir/run-flow.ts'
import type { Term } from '../../src/ir/term.ts'

const policy: Term = [
  'policy',
  ['top'],
  ['zero'],
  ['argmax'],
  ['id'],
  ['always', { action: 'abort' }],
]

const llm = (...inputs: string[]): LlmNode => ({ kind: 'llm', system: 'A', policy, inputs })

describe('a prompt', () => {
  test.each<[string, string | undefined, readonly string[], string]>([
    ['is the one input as it is', undefined, ['hello'], 'hello'],
    ['has several inputs in sections', undefined, ['a', 'b\nc'], '[input 1]\na\n\n[input 2]\nb\nc'],
    ['is the template filled in', 'Q: $1, A: $2', ['q', 'a'], 'Q: q, A: a'],
    [
      'has nothing for an input that is not there',
      '[$0|$3|$99999999999999999999]',
      ['q', 'a'],
      '[||]',
    ],
    ['takes all the digits for one number', '$10 $01', ['q'], ' q'],
    ['keeps a dollar without digits', '$ $$1 $x', ['q'], '$ $q $x'],
    ['does not fill in what was filled in', '$1 $2', ['$2', '$&'], '$2 $&'],
    ['may be an empty template', '', ['q'], ''],
  ])('%s', (_, template, texts, prompt) => {
    const node = template === undefined ? llm('u') : { ...llm('u'), template }
    expect(assemblePrompt(node, texts)).toBe(prompt)
  })
})

describe('running a flow', () => {
  const flow: Flow = [
    'flow',
    {
      u: { kind: 'input' },
      a: { ...llm('u'), system: 'A' },
      b: { ...llm('u'), system: 'B' },
      f: { ...llm('b', 'a'), system: 'F' },
      o: { kind: 'output', inputs: ['f'] },
    },
  ]

  test('asks every node once and gives the answer of the output', () => {
    const asked: string[] = []
    const answer = runFlow(normalizeFlow(flow), 'hi', ({ system }, prompt) => {
      asked.push(`${system}: ${prompt}`)
      return `${system}!`
    })
    expect(asked).toEqual(['A: hi', 'B: hi', 'F: [input 1]\nB!\n\n[input 2]\nA!'])
    expect(answer).toBe('F!')
  })

  test('that asks nobody gives back the input', () => {
    const echo: Flow = ['flow', { n0: { kind: 'input' }, n1: { kind: 'output', inputs: ['n0'] } }]
    expect(runFlow(echo, 'hi', () => 'never')).toBe('hi')
  })
})

describe('the order of a flow', () => {
  test('takes ids that are ready together as texts', () => {
    const nodes = { n0: { kind: 'input' }, n2: llm('n0'), n10: llm('n0'), n1: llm('n0') } as const
    expect(flowOrder(nodes)).toEqual(['n0', 'n1', 'n10', 'n2'])
  })

  test('leaves out a circle and what depends on it', () => {
    const nodes = {
      u: { kind: 'input' },
      a: llm('u', 'b'),
      b: llm('a'),
      c: llm('b'),
      d: llm('u'),
    } as const
    expect(flowOrder(nodes)).toEqual(['u', 'd'])
  })
})
