import { expect, test } from 'vitest'
import { admitFlow, flowWarnings } from '../../src/ir/index.ts'

const POLICY = ['policy', ['top'], ['zero'], ['argmax'], ['id'], ['always', { action: 'abort' }]]

/** The warnings of a flow whose one step has that template, and as many inputs. */
function warningsOf(template: string | undefined, inputs: number, id = 'a') {
  const step = { kind: 'llm', system: '', policy: POLICY, inputs: Array(inputs).fill('u') }
  const admitted = admitFlow([
    'flow',
    {
      u: { kind: 'input' },
      [id]: { ...step, ...(template !== undefined && { template }) },
      o: { kind: 'output', inputs: [id] },
    },
  ])
  if (!admitted.ok) throw new Error(admitted.error.message)
  return flowWarnings(admitted.value)
}

test.each([
  ['$2', 1, '$2'],
  ['$1 and $5 and $6', 3, '$5'],
  ['$0', 1, '$0'],
  ['$10', 2, '$10'],
  [`$${'9'.repeat(400)}`, 1, `$${'9'.repeat(19)}…`],
])('of the template %j with %d inputs, a slot that nothing fills is told', (text, inputs, slot) => {
  expect(warningsOf(text, inputs)).toEqual([
    {
      code: 'UH2022',
      node: 'a',
      path: '$.flow["a"].template',
      message: `\`${slot}\` stands for an input that this step does not have, and is replaced by nothing`,
    },
  ])
})

test.each([
  [undefined, 1],
  ['$1 $2 $3', 3],
  ['$01', 1],
  ['no slot: $ $x $$', 1],
])('of the template %j with %d inputs, nothing is', (template, inputs) => {
  expect(warningsOf(template, inputs)).toEqual([])
})

test('a path is readable whatever the node is called', () => {
  expect(warningsOf('$2', 1, 'a "b"\n')[0]?.path).toBe('$.flow["a \\"b\\"\\n"].template')
})
