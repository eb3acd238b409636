import { createHash } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { dataOf } from '../anthropic/stream.ts'
import { misfits } from '../openai-schema.ts'
import { expectReplays, type LabSetup, lab } from './lab.ts'

const HI = [{ role: 'user', content: 'hi' }]

const TOOLS = ['get_weather', 'now'].map((name) => ({
  type: 'function',
  function: { name, parameters: { type: 'object' } },
}))

const FORM = { type: 'object', properties: { place: { type: 'string' } }, required: ['place'] }

const CHATS: readonly (readonly [of: string, members: object])[] = [
  ['a text', { messages: HI }],
  ['a text that breaks off', { messages: HI, max_completion_tokens: 4 }],
  [
    'calls',
    { messages: [{ role: 'user', content: 'call get_weather and call now' }], tools: TOOLS },
  ],
  [
    'a form',
    {
      messages: HI,
      response_format: { type: 'json_schema', json_schema: { name: 'f', schema: FORM } },
    },
  ],
  ['thoughts', { messages: HI, reasoning_effort: 'low', max_completion_tokens: 4000 }],
]

describe.each(['pin:alpha/small', 'pin:beta/large', 'pin:claude/large'])('%s', (model) => {
  test.each(CHATS)('answers with %s as OpenAI does', async (_, members) => {
    const room = await lab()
    const response = await room.post('/chat/completions', { model, ...members })
    expect(response.status).toBe(200)
    expect(misfits('completion', await response.json())).toEqual([])
    expect(await expectReplays(room)).toEqual([])
  })

  test.each(CHATS)('streams %s as OpenAI does', async (_, members) => {
    const room = await lab()
    for (const include_usage of [false, true]) {
      const stream_options = { include_usage }
      const body = { model, ...members, stream: true, stream_options }
      const response = await room.post('/chat/completions', body)
      const data = dataOf(await response.text())
      expect(data.at(-1)).toBe('[DONE]')
      const chunks = data.slice(0, -1).map((each) => JSON.parse(each))
      for (const chunk of chunks) expect(misfits('chunk', chunk)).toEqual([])
      // One more, without choices, where usage was asked for: in front of the end.
      const without = chunks.filter(({ choices }) => choices.length === 0)
      expect(without.map(({ usage }) => typeof usage)).toEqual(include_usage ? ['object'] : [])
    }
    expect(await expectReplays(room)).toEqual([])
  })

  test.each(['cut', 'error', 'end', 'malformed'])(
    'ends a stream that fails by %s with an error',
    async (fault) => {
      const room = await lab({ faults: [`*=${fault}@4`] })
      const response = await room.post('/chat/completions', { model, messages: HI, stream: true })
      const data = dataOf(await response.text()).map((each): unknown => JSON.parse(each))
      for (const chunk of data.slice(0, -1)) expect(misfits('chunk', chunk)).toEqual([])
      expect(misfits('error', data.at(-1))).toEqual([])
      expect(await expectReplays(room)).toEqual([])
    },
  )
})

test('as many choices as are asked for are those of OpenAI', async () => {
  const room = await lab()
  const body = { model: 'pin:alpha/small', messages: HI, n: 2 }
  expect(misfits('completion', await (await room.post('/chat/completions', body)).json())).toEqual(
    [],
  )
  const response = await room.post('/chat/completions', { ...body, stream: true })
  for (const data of dataOf(await response.text()).slice(0, -1)) {
    expect(misfits('chunk', JSON.parse(data))).toEqual([])
  }
})

test.each([{ input: 'hi' }, { input: ['a', 'b'], dimensions: 4 }, { input: [1, 2, 3] }])(
  'vectors for %j come as OpenAI has them',
  async (members) => {
    const room = await lab()
    for (const encoding_format of ['float', 'base64']) {
      const body = { policy: 'cheapest', ...members, encoding_format }
      const response = await room.post('/embeddings', body)
      expect(misfits('embeddings', await response.json())).toEqual([])
    }
    expect(await expectReplays(room)).toEqual([])
  },
)

test('models are listed as OpenAI does', async () => {
  const { url } = await lab({ policies: 'policy support = cheapest' })
  expect(misfits('models', await (await fetch(`${url}/models`)).json())).toEqual([])
})

test.each([
  ['policy:support', 'policy:support'],
  ['policy%3Asupport?x', 'policy:support'],
  ['family:large', 'family:large'],
  ['pin:alpha/small', 'pin:alpha/small'],
  ['pin%3Aalpha%2Fsmall', 'pin:alpha/small'],
])('a model is told of as OpenAI does: %s', async (path, id) => {
  const { url } = await lab({ policies: 'policy support = cheapest' })
  const model = await (await fetch(`${url}/models/${path}`)).json()
  expect(model).toMatchObject({ id })
  expect(misfits('models', { object: 'list', data: [model] })).toEqual([])
})

test.each(['gpt-5', 'policy:', '%', '%ff', '%2F', 'constructor', '{id}'])(
  'a model that is not there is refused as OpenAI does: %s',
  async (path) => {
    const { url } = await lab({ policies: 'policy support = cheapest' })
    const response = await fetch(`${url}/models/${path}`)
    expect(response.status).toBe(404)
    expect(await response.json()).toMatchObject({
      error: { type: 'invalid_request_error', code: 'model_not_found', param: 'model' },
    })
  },
)

const CHAT = { policy: 'cheapest', messages: HI }

const digest = createHash('sha256').update('key').digest('hex')

interface Refused {
  readonly status: number
  readonly setup?: LabSetup
  readonly body?: unknown
  readonly path?: string
  readonly init?: RequestInit
}

const REFUSED: readonly Refused[] = [
  { status: 400, body: '{"policy":' },
  { status: 400, body: '[]' },
  { status: 400, body: { messages: HI } },
  { status: 400, body: { model: 'gpt-5', messages: HI } },
  { status: 400, body: { model: 'policy:nobody', messages: HI } },
  { status: 400, body: { ...CHAT, policy: 'cheapest where' } },
  { status: 400, body: { policy_ir: ['policy'], messages: HI } },
  { status: 400, body: { ...CHAT, policy_params: 1 } },
  { status: 400, setup: { faults: ['*=400'] } },
  { status: 400, setup: { faults: ['*=filter'] } },
  { status: 400, setup: { faults: ['*=overflow'] } },
  { status: 401, setup: { callers: { callers: [{ name: 'c', keys: [`sha256:${digest}`] }] } } },
  { status: 404, path: '/completions' },
  { status: 405, init: { method: 'PUT' } },
  { status: 413, setup: { rules: { maxBodyBytes: 8 } } },
  { status: 415, init: { headers: { 'content-type': 'text/plain' } } },
  { status: 422, body: { ...CHAT, policy: 'cheapest where context >= 1000k' } },
  { status: 429, setup: { faults: ['*=429'] } },
  { status: 502, setup: { faults: ['*=500'] } },
  { status: 502, setup: { faults: ['*=401'] } },
  { status: 503, setup: { rules: { maxConcurrent: 0 } } },
  { status: 504, setup: { faults: ['*=silence'], limits: { deadlineMs: 30 } } },
]

test.each(REFUSED)('a refusal is an error of OpenAI: %j', async (refused) => {
  const { status, setup, body = CHAT, path = '/chat/completions', init } = refused
  const room = await lab(setup)
  const response = await room.post(path, body, init)
  expect(response.status).toBe(status)
  expect(misfits('error', await response.json())).toEqual([])
  expect(await expectReplays(room)).toEqual([])
})
