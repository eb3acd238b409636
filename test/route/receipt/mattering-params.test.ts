import { expect, test } from 'vitest'
import { matteringParams } from '../../../src/route/receipt/mattering-params.ts'
import { scanBody } from '../../../src/route/splice/scan-body.ts'

function paramsOf(text: string) {
  const body = scanBody(new TextEncoder().encode(text))
  return matteringParams(body.ok ? body.value : expect.unreachable())
}

const KEPT = {
  max_tokens: 100,
  temperature: 0.5,
  n: 2,
  reasoning_effort: 'high',
  verbosity: 'low',
  service_tier: 'flex',
  encoding_format: 'base64',
  parallel_tool_calls: false,
}

test('numbers, truths and the words of the interfaces are kept', () => {
  expect(paramsOf(JSON.stringify({ model: 'gpt-5', messages: [], ...KEPT }))).toEqual(KEPT)
})

test.each(['auto', 'default', 'flex', 'scale', 'priority', 'on_demand', 'standard_only'])(
  'the tier %s is kept',
  (service_tier) => {
    expect(paramsOf(JSON.stringify({ service_tier }))).toEqual({ service_tier })
  },
)

test.each(Object.keys(KEPT))('%s keeps no text of its own, and nothing that holds one', (name) => {
  for (const value of ['my name is', 'Flex', '', ['flex'], { flex: 1 }, null]) {
    expect(paramsOf(JSON.stringify({ [name]: value }))).toEqual({})
  }
})

test('a number longer than any that means something is left out', () => {
  expect(paramsOf(`{"max_tokens":${'1'.repeat(40)}}`)).toEqual({})
})
