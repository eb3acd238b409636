import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { compareBytes } from '../../src/base/byte-order.ts'
import { admitFlow } from '../../src/ir/admit-flow.ts'
import { encode } from '../../src/ir/encode.ts'
import { encodeFlow } from '../../src/ir/encode-flow.ts'
import { type Flow, type FlowNode, inputsOf } from '../../src/ir/flow.ts'
import { normalize } from '../../src/ir/normalize.ts'
import { normalizeFlow } from '../../src/ir/normalize-flow.ts'
import type { Term } from '../../src/ir/term.ts'
import { flowArbitrary, relabelled } from '../arbitrary/flow.ts'
import { runs } from '../runs.ts'

const POLICY: Term = [
  'policy',
  ['top'],
  ['zero'],
  ['argmax'],
  ['id'],
  ['always', { action: 'abort' }],
]

const llm = (system: string, ...inputs: string[]): FlowNode => ({
  kind: 'llm',
  system,
  policy: POLICY,
  inputs,
})

const flow = (last: string, nodes: Readonly<Record<string, FlowNode>>): Flow => [
  'flow',
  { u: { kind: 'input' }, ...nodes, o: { kind: 'output', inputs: [last] } },
]

/** The encoding without the policies. */
function shape(given: Flow): string {
  return encodeFlow(normalizeFlow(given)).replaceAll(/ policy=\S* .*? (?=template|inputs)/g, ' ')
}

describe('canonical ids', () => {
  test('follow the content of the nodes that are ready, not the order written', () => {
    const given = flow('f', { b: llm('B', 'u'), a: llm('A', 'u'), f: llm('0', 'b', 'a') })
    expect(shape(given)).toBe(
      'sigma-flow/v1:((input n0) (llm n1 system="A" inputs=[n0]) (llm n2 system="B" inputs=[n0]) ' +
        '(llm n3 system="0" inputs=[n2,n1]) (output n4 inputs=[n3]))',
    )
  })

  test('go to the first met of two twins, whatever they are called', () => {
    const twins = { z: llm('A', 'u'), a: llm('A', 'u') }
    const expected =
      'sigma-flow/v1:((input n0) (llm n1 system="A" inputs=[n0]) (llm n2 system="A" inputs=[n0]) ' +
      '(llm n3 system="F" inputs=[n1,n2]) (output n4 inputs=[n3]))'
    expect(shape(flow('f', { ...twins, f: llm('F', 'z', 'a') }))).toBe(expected)
    expect(shape(flow('f', { ...twins, f: llm('F', 'a', 'z') }))).toBe(expected)
  })

  test('keep apart twins that others use differently', () => {
    const nodes = { a: llm('A', 'u'), b: llm('A', 'u'), c: llm('C', 'b'), f: llm('F', 'a', 'c') }
    const swapped = { a: llm('A', 'u'), b: llm('A', 'u'), c: llm('C', 'a'), f: llm('F', 'b', 'c') }
    expect(shape(flow('f', nodes))).toBe(shape(flow('f', swapped)))
  })

  test('tell no template from an empty one', () => {
    const bare = llm('A', 'u')
    const empty: FlowNode = {
      kind: 'llm',
      system: 'A',
      policy: POLICY,
      inputs: ['u'],
      template: '',
    }
    const one = shape(flow('f', { a: bare, b: empty, f: llm('F', 'a', 'b') }))
    expect(shape(flow('f', { b: bare, a: empty, f: llm('F', 'b', 'a') }))).toBe(one)
    expect(shape(flow('f', { a: bare, b: empty, f: llm('F', 'b', 'a') }))).not.toBe(one)
  })

  test('compare by bytes, not by UTF-16', () => {
    const given = flow('f', { a: llm('😀', 'u'), b: llm('～', 'u'), f: llm('F', 'a', 'b') })
    expect(shape(given)).toContain('n1 system="～"')
  })

  test('compare ids as text, so that `n10` comes before `n2`', () => {
    const names = Array.from({ length: 10 }, (_, i) => `x${i}`)
    const nodes = Object.fromEntries(names.map((name, i) => [name, llm(`${i}`, 'u')]))
    const given = flow('f', {
      ...nodes,
      p: llm('P', 'x1'),
      q: llm('P', 'x9'),
      f: llm('F', ...names, 'p', 'q'),
    })
    expect(shape(given)).toContain(
      '(llm n11 system="P" inputs=[n10]) (llm n12 system="P" inputs=[n2])',
    )
  })

  test('put the policies in normal form', () => {
    const policy: Term = ['policy', ['and', ['top'], ['top']], ...POLICY.slice(2)]
    const given = flow('a', { a: { kind: 'llm', system: 'A', policy, inputs: ['u'] } })
    expect(encodeFlow(normalizeFlow(given))).toContain(`policy=${encode(POLICY)} inputs=[n0]`)
  })
})

describe('for any flow', () => {
  test('labels and the order of nodes do not matter', () => {
    fc.assert(
      fc.property(flowArbitrary(), fc.infiniteStream(fc.nat()), (given, stream) => {
        const draw = (limit: number) => (stream.next().value ?? 0) % limit
        const other = relabelled(given, draw)
        expect(encodeFlow(normalizeFlow(other))).toBe(encodeFlow(normalizeFlow(given)))
      }),
      runs(500),
    )
  })

  test('the normal form is admitted and is its own normal form', () => {
    fc.assert(
      fc.property(flowArbitrary(), (given) => {
        const normal = normalizeFlow(given)
        const again = admitFlow(JSON.parse(JSON.stringify(normal)))
        expect(again).toEqual({ ok: true, value: normal })
        expect(normalizeFlow(normal)).toEqual(normal)
      }),
      runs(300),
    )
  })

  test('where no two ready nodes have one key, the ids are those of the plain rule', () => {
    let compared = 0
    fc.assert(
      fc.property(flowArbitrary(5), (given) => {
        const plain = plainIds(given)
        if (plain === undefined) return
        compared += 1
        const [, nodes] = normalizeFlow(given)
        for (const [id, node] of Object.entries(given[1])) {
          const inputs = inputsOf(node).map((input) => plain.get(input))
          expect(inputsOf(nodes[plain.get(id) ?? ''] ?? { kind: 'input' })).toEqual(inputs)
        }
      }),
      runs(500),
    )
    expect(compared).toBeGreaterThan(50)
  })
})

/** The rule as it is written down, or undefined when it leaves a choice. */
function plainIds([, nodes]: Flow): ReadonlyMap<string, string> | undefined {
  const ids = new Map<string, string>()
  const keyOf = (node: FlowNode) => {
    const content =
      node.kind === 'llm'
        ? `llm\0${node.system}\0${encode(normalize(node.policy))}\0${node.template ?? ''}`
        : node.kind
    return `${content}\x01${inputsOf(node).map((input) => ids.get(input))}`
  }
  while (ids.size < Object.keys(nodes).length) {
    const ready = Object.entries(nodes)
      .filter(([id, node]) => !ids.has(id) && inputsOf(node).every((input) => ids.has(input)))
      .map(([id, node]) => ({ id, key: keyOf(node) }))
      .sort((a, b) => compareBytes(a.key, b.key))
    const [first, second] = ready
    if (first === undefined || first.key === second?.key) return undefined
    ids.set(first.id, `n${ids.size}`)
  }
  return ids
}
