import { describe, expect, test } from 'vitest'
import { admitFlow } from '../../src/ir/admit-flow.ts'
import { CALLER_LIMITS } from '../../src/ir/limits.ts'
import { CORE_VOCABULARY } from '../../src/ir/vocabulary.ts'

const POLICY = ['policy', ['top'], ['zero'], ['argmax'], ['id'], ['always', { action: 'abort' }]]

/** An llm node that takes these. */
const llm = (...inputs: unknown[]) => ({ kind: 'llm', system: 'A', policy: POLICY, inputs })

/** A flow of an input `u`, an output `o` that takes `a`, and what is given. */
const flow = (nodes: object) => [
  'flow',
  { u: { kind: 'input' }, o: { kind: 'output', inputs: ['a'] }, ...nodes },
]

function check(value: unknown): string {
  const outcome = admitFlow(value, CORE_VOCABULARY, CALLER_LIMITS)
  if (outcome.ok) return 'admitted'
  const { code, path, message } = outcome.error
  return `${code} ${path}: ${message}`
}

describe('a refusal says where, what was expected and what was found', () => {
  const shape = 'expected a flow, `["flow", {id: node}]`'
  const refusals: readonly (readonly [value: unknown, report: string])[] = [
    [null, `UH8018 $: ${shape}, found null`],
    [{ flow: {} }, `UH8018 $: ${shape}, found an object`],
    [[], `UH8018 $: ${shape}, found an empty array`],
    [['flow'], `UH8018 $: ${shape}, found an array of length 1`],
    [POLICY, `UH8018 $: ${shape}, found an array that begins with the text \`policy\``],
    [['flw', {}], `UH8018 $: ${shape}, found an array that begins with the text \`flw\``],
    [['flow', []], 'UH8018 $.flow: expected a map of nodes, found an empty array'],
    [['flow', {}], 'UH8022 $.flow: a flow has exactly one input node, found none'],
    [
      flow({ a: ['llm'] }),
      'UH8019 $.flow["a"]: expected a node, a record with a `kind`, found an array',
    ],
    [flow({ a: {} }), 'UH8019 $.flow["a"].kind: expected one of input llm output, found nothing'],
    [
      flow({ a: { kind: 'lm' } }),
      'UH8019 $.flow["a"].kind: `lm` is not one of input llm output; the nearest is `llm`',
    ],
    [
      flow({ a: { kind: 'decision', inputs: ['u'] } }),
      'UH8019 $.flow["a"].kind: `decision` is not one of input llm output',
    ],
    [
      flow({ a: { ...llm('u'), tempalte: '$1' } }),
      'UH8019 $.flow["a"].tempalte: `tempalte` is not a key of an llm node; the nearest is `template`',
    ],
    [
      flow({ u: { kind: 'input', system: 'A' } }),
      'UH8019 $.flow["u"].system: `system` is not a key of an input node',
    ],
    [flow({ a: llm() }), 'UH8020 $.flow["a"].inputs: a node takes 1 to 32 inputs, found none'],
    [
      flow({ a: { kind: 'llm', system: 'A', policy: POLICY } }),
      'UH8020 $.flow["a"].inputs: a node takes 1 to 32 inputs, found none',
    ],
    [
      flow({ a: llm(...Array(33).fill('u')) }),
      'UH8020 $.flow["a"].inputs: a node takes 1 to 32 inputs, found 33',
    ],
    [
      flow({ a: llm('u'), o: { kind: 'output', inputs: ['a', 'u'] } }),
      'UH8020 $.flow["o"].inputs: the output takes exactly 1 input, found 2',
    ],
    [
      flow({ a: llm('u'), u: { kind: 'input', inputs: ['a'] } }),
      'UH8020 $.flow["u"].inputs: the input takes no inputs, found 1',
    ],
    [
      flow({ a: { ...llm(), inputs: 'u' } }),
      'UH8019 $.flow["a"].inputs: expected an array of node ids, found the text `u`',
    ],
    [
      flow({ a: { ...llm(), inputs: { 1: 'u' } } }),
      'UH8019 $.flow["a"].inputs: expected an array of node ids, found an object',
    ],
    [
      flow({ a: { kind: 'llm', system: 'A', policy: POLICY, inputs: null } }),
      'UH8019 $.flow["a"].inputs: expected an array of node ids, found null',
    ],
    [flow({ a: llm('u', 5) }), 'UH8012 $.flow["a"].inputs[2]: expected a text, found the number 5'],
    [
      flow({ a: { ...llm('u'), system: undefined } }),
      'UH8012 $.flow["a"].system: expected a text, found nothing',
    ],
    [
      flow({ a: { ...llm('u'), system: '\udc00' } }),
      'UH8013 $.flow["a"].system: `\\u{dc00}` holds half of a surrogate pair, which has no UTF-8 form',
    ],
    [
      flow({ a: { ...llm('u'), template: null } }),
      'UH8012 $.flow["a"].template: expected a text, found null',
    ],
    [
      flow({ a: { ...llm('u'), policy: ['top'] } }),
      'UH8004 $.flow["a"].policy: expected a policy, found `top`, a predicate',
    ],
    [
      flow({
        a: { ...llm('u'), policy: ['policy', ['cmp', 'prce_in', 'le', 1], ...POLICY.slice(2)] },
      }),
      'UH8009 $.flow["a"].policy.policy[1].cmp[1]: `prce_in` is not a declared field; the nearest is `price_in`',
    ],
    [
      flow({ a: llm('u'), b: { kind: 'input' } }),
      'UH8022 $.flow: a flow has exactly one input node, found 2, `b`, `u`',
    ],
    [
      ['flow', { u: { kind: 'input' }, a: llm('u') }],
      'UH8022 $.flow: a flow has exactly one output node, found none',
    ],
    [
      flow({ a: llm('u', 'drfat'), draft: llm('u') }),
      'UH8021 $.flow["a"].inputs[2]: `drfat` is not a node of the flow; the nearest is `draft`',
    ],
    [
      flow({ a: llm('u', 'constructor') }),
      'UH8021 $.flow["a"].inputs[2]: `constructor` is not a node of the flow',
    ],
    [
      flow({ a: llm('u', 'o') }),
      'UH8021 $.flow["a"].inputs[2]: `o` is the output, which gives its answer to no other node',
    ],
    [flow({ a: llm('u', 'a') }), 'UH8023 $.flow["a"].inputs: the answer of `a` depends on itself'],
    [
      flow({ a: llm('u', 'b'), b: llm('c'), c: llm('u', 'a') }),
      'UH8023 $.flow["a"].inputs: the answer of `a` depends on itself, through `c`, `b`, `a`',
    ],
    [
      flow({ a: llm('u'), b: llm('a') }),
      'UH8024 $.flow["b"]: no path leads from this node to the output',
    ],
    [
      flow({ ...Object.fromEntries(Array.from({ length: 255 }, (_, i) => [`x${i}`, llm('u')])) }),
      'UH8005 $.flow: a flow may have at most 256 nodes, found 257',
    ],
  ]
  test.each(refusals.map(([value, report]) => [report, value]))('%s', (report, value) => {
    expect(check(value)).toBe(report)
  })
})

describe('admitted is', () => {
  test('a flow that gives back its input', () => {
    expect(check(flow({ o: { kind: 'output', inputs: ['u'] } }))).toBe('admitted')
  })

  test('an input node that lists no inputs', () => {
    expect(check(flow({ u: { kind: 'input', inputs: [] }, a: llm('u') }))).toBe('admitted')
  })

  test('a node that takes the same input twice', () => {
    expect(check(flow({ a: llm('u', 'u') }))).toBe('admitted')
  })

  test('a prompt longer than a text in a term may be', () => {
    expect(check(flow({ a: { ...llm('u'), system: 'x'.repeat(5000) } }))).toBe('admitted')
  })

  test('a flow of 256 nodes that each take 32', () => {
    const nodes = Array.from({ length: 254 }, (_, i) => {
      const inputs = Array.from({ length: 32 }, (_, k) => (i - k > 0 ? `x${i - k - 1}` : 'u'))
      return [`x${i}`, llm(...inputs)]
    })
    expect(
      check(flow({ ...Object.fromEntries(nodes), o: { kind: 'output', inputs: ['x253'] } })),
    ).toBe('admitted')
  })

  test('a flow whose nodes are called `__proto__` and `constructor`', () => {
    const nodes = JSON.parse(
      '{"__proto__":{"kind":"input"},"constructor":{"kind":"output","inputs":["__proto__"]}}',
    )
    const outcome = admitFlow(['flow', nodes])
    expect(outcome.ok && Object.keys(outcome.value[1])).toEqual(['__proto__', 'constructor'])
  })

  test('a copy that shares nothing with what was given', () => {
    const node = llm('u')
    const outcome = admitFlow(flow({ a: node }))
    node.inputs[0] = 'x'
    expect(outcome).toMatchObject({ value: ['flow', { a: { inputs: ['u'] } }] })
  })
})
