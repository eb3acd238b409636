import { expect, test } from 'vitest'
import { tokensExpected } from '../../../src/route/dialect/tokens-expected.ts'
import type { Edit } from '../../../src/route/splice/splice.ts'
import { callOf } from './calls.ts'

const set = (name: string, json: string): Edit => ({ kind: 'set', name, json })

// biome-ignore format: table
test.each([
  ['chat', '{"max_tokens":10}', undefined, 10],
  ['chat', '{"max_completion_tokens":10,"max_tokens":20}', undefined, 10],
  ['responses', '{"max_output_tokens":10}', undefined, 10],
  ['messages', '{"max_tokens":10}', undefined, 10],
  ['chat', '{"max_tokens":10,"n":3}', undefined, 30],
  ['chat', '{"max_tokens":10,"n":1e9}', undefined, 1280],
  ['chat', '{"max_tokens":1000}', 100, 100],
  ['chat', '{"max_tokens":null}', 100, 100],
  ['chat', '{"max_tokens":-1}', 100, 100],
  ['chat', '{}', undefined, 4096],
  ['embeddings', '{"max_tokens":10}', 100, 0],
] as const)('the output of %s %s of a model that writes %s is %s', (surface, text, most, output) => {
  expect(tokensExpected(callOf(surface, text), most).output).toBe(output)
})

test('the output is what the policy lets it be', () => {
  const text = '{"max_tokens":10,"max_completion_tokens":20}'
  const edits = [set('max_tokens', '5'), { kind: 'remove', name: 'max_completion_tokens' } as const]
  expect(tokensExpected(callOf('chat', text, { edits }), undefined).output).toBe(5)
})

// biome-ignore format: table
test.each([
  ['{"messages":"0123456789"}', 3],
  ['{"messages":[],"tools":[{"a":123}]}', 4],
  ['{"input":"01"}', 1],
  ['{"messages":[{"content":[{"type":"image_url","image_url":{"url":"data:,0123456789012345678901234567890123456789"}}]}]}', 1604],
  ['{"model":"0123456789"}', 0],
])('the input of %s is %s', (text, input) => {
  expect(tokensExpected(callOf('chat', text), 1).input).toBe(input)
})
