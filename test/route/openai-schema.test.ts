import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { chatCompletionOfMessage } from '../../src/route/anthropic/chat-completion-of-message.ts'
import {
  ROUTER_ERRORS,
  type RouterErrorCode,
  routerErrorBody,
} from '../../src/route/router-error.ts'
import { chatSse, dataOf } from './anthropic/stream.ts'
import { misfits } from './openai-schema.ts'

const MESSAGES = readdirSync('fixtures/route/anthropic/messages').filter((name) =>
  name.endsWith('.json'),
)

const STREAMS = ['anthropic/message-streams', 'streams/messages'].flatMap((folder) =>
  readdirSync(`fixtures/route/${folder}`)
    .filter((name) => name.endsWith('.sse'))
    .map((name) => `${folder}/${name}`),
)

test.each(MESSAGES)('the message %s is translated into what OpenAI documents', (name) => {
  const message: unknown = JSON.parse(
    readFileSync(`fixtures/route/anthropic/messages/${name}`, 'utf8'),
  )
  const completion = chatCompletionOfMessage(message, 1_700_000_000)
  if (!completion.ok) throw new Error(completion.error.message)
  expect(misfits('completion', JSON.parse(JSON.stringify(completion.value)))).toEqual([])
})

test.each(STREAMS)('the stream %s is translated into what OpenAI documents', (name) => {
  const stream = chatSse(dataOf(readFileSync(`fixtures/route/${name}`, 'utf8')))
  for (const data of dataOf(stream)) {
    if (data === '[DONE]') continue
    const value: unknown = JSON.parse(data)
    expect(misfits('error' in Object(value) ? 'error' : 'chunk', value), data).toEqual([])
  }
})

// The keys of the table are codes.
test.each(Object.keys(ROUTER_ERRORS) as RouterErrorCode[])(
  'the error %s is one of OpenAI',
  (code) => {
    const errors = [
      { code, message: 'x' },
      { code, message: 'x', param: 'model' },
    ]
    for (const error of errors) expect(misfits('error', routerErrorBody(error))).toEqual([])
  },
)

test.each([
  ['error', { error: 'no' }],
  ['error', { error: { message: 'x', type: 'y', code: 'z' } }],
  ['error', { error: { message: 'x', type: 'y', code: 1, param: null } }],
  ['models', { object: 'list', data: [{ id: 'x' }] }],
  ['embeddings', { object: 'list', data: [], model: 'm' }],
  ['completion', { id: 'x', object: 'chat.completion', created: 1.5, model: 'm', choices: [] }],
  ['chunk', { id: 'x', object: 'chat.completion', created: 1, model: 'm', choices: [] }],
] as const)('a near miss is none: %s %j', (form, value) => {
  expect(misfits(form, value)).not.toEqual([])
})
