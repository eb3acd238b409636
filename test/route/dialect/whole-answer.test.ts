import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { chatCompletionOfMessage } from '../../../src/route/anthropic/chat-completion-of-message.ts'
import { messageOfChatCompletion } from '../../../src/route/anthropic/message-of-chat-completion.ts'
import type { CallTarget } from '../../../src/route/dialect/call-target.ts'
import type { Surface } from '../../../src/route/dialect/spoken-api.ts'
import { wholeAnswer } from '../../../src/route/dialect/whole-answer.ts'
import { jsonDocument } from '../../arbitrary/json-document.ts'
import { runs } from '../../runs.ts'
import { arbitraryMessage } from '../anthropic/arbitrary.ts'
import { latin1, nameOf, outlineOf } from '../splice/outline.ts'
import { ANTHROPIC, OPENAI, textOf } from './calls.ts'

const CREATED = 1_700_000_000

const X_ROUTER = '{"attempts":1}'

function answered(surface: Surface, target: CallTarget, text: string, status = 200) {
  const bytes = new TextEncoder().encode(text)
  const received = { status, contentType: undefined, bytes, createdSeconds: CREATED }
  return wholeAnswer(surface, target, received)
}

/** What the client gets. */
function passedOn(surface: Surface, target: CallTarget, text: string): string {
  const { passedOn: found, failure } = answered(surface, target, text)
  if (found === undefined) throw new Error(JSON.stringify(failure))
  return textOf(found.finish(X_ROUTER))
}

const CHOICES = '"choices":[{"index":0,"message":{"content":"hi"},"finish_reason":"stop"}]'
const CONTENT = '"content":[{"type":"text","text":"hi"}],"stop_reason":"end_turn"'
const OUTPUT = '"output":[{"type":"message","content":[{"text":"hi"}]}],"status":"completed"'

describe('an answer in the protocol of the client', () => {
  // biome-ignore format: table
  test.each<[fact: string, surface: Surface, target: CallTarget, text: string, after: string]>([
    ['keeps the name of the model that the provider gives', 'chat', OPENAI, `{"model":"served-1-2025", ${CHOICES}}\n`, `{"model":"served-1-2025", ${CHOICES},"x_router":${X_ROUTER}}\n`],
    ['names the served model where the provider does not', 'chat', OPENAI, `{${CHOICES}}`, `{${CHOICES},"model":"served-1","x_router":${X_ROUTER}}`],
    ['names it where the provider gives a sentence', 'chat', OPENAI, `{"model":"a sentence",${CHOICES}}`, `{"model":"served-1",${CHOICES},"x_router":${X_ROUTER}}`],
    ['has one receipt', 'chat', OPENAI, `{"x_router":0,"model":"m",${CHOICES}}`, `{"model":"m",${CHOICES},"x_router":${X_ROUTER}}`],
    ['loses its byte order mark', 'chat', OPENAI, `\ufeff{"model":"m",${CHOICES}}`, `{"model":"m",${CHOICES},"x_router":${X_ROUTER}}`],
    ['may be a response', 'responses', OPENAI, `{"model":"m",${OUTPUT}}`, `{"model":"m",${OUTPUT},"x_router":${X_ROUTER}}`],
    ['may be embeddings', 'embeddings', OPENAI, '{"model":"m","data":[[1e-400]]}', `{"model":"m","data":[[1e-400]],"x_router":${X_ROUTER}}`],
    ['may be a message', 'messages', ANTHROPIC, `{"model":"m",${CONTENT}}`, `{"model":"m",${CONTENT},"x_router":${X_ROUTER}}`],
  ])('%s', (_, surface, target, text, after) => {
    expect(passedOn(surface, target, text)).toBe(after)
  })

  test('keeps the bytes of all else that is in it', () => {
    fc.assert(
      fc.property(jsonDocument, (text) => {
        const at = text.lastIndexOf('}')
        const comma = /\{\s*$/.test(text.slice(0, at)) ? '' : ','
        const answer = `${text.slice(0, at)}${comma}"error":null,${CHOICES}${text.slice(at)}`
        fc.pre(answered('chat', OPENAI, answer).failure === undefined)
        const members = (whole: string) =>
          outlineOf(latin1(new TextEncoder().encode(whole)))
            .members.filter((member) => !['model', 'x_router'].includes(nameOf(member)))
            .map(({ key, colon, value }) => key + colon + value)
        const after = passedOn('chat', OPENAI, answer)
        expect(members(after)).toEqual(members(answer))
        expect(
          after.trimEnd().endsWith(`"x_router":${X_ROUTER}}`) || /\s\}$/.test(after.trimEnd()),
        ).toBe(true)
      }),
      runs(300),
    )
  })

  test('goes on as it came where nothing can be put in', () => {
    const deep = `${'['.repeat(2000)}${']'.repeat(2000)}`
    const answer = `{"deep":${deep},${CHOICES}}`
    expect(passedOn('chat', OPENAI, answer)).toBe(answer)
  })
})

describe('an answer in another protocol', () => {
  test('is a chat completion for a client of OpenAI, however the message is', () => {
    fc.assert(
      fc.property(arbitraryMessage, (message) => {
        fc.pre(answered('chat', ANTHROPIC, JSON.stringify(message)).failure === undefined)
        const completion = chatCompletionOfMessage(message, CREATED)
        expect({
          ok: true,
          value: JSON.parse(passedOn('chat', ANTHROPIC, JSON.stringify(message))),
        }).toEqual({
          ok: true,
          value: { ...(completion.ok ? completion.value : {}), x_router: { attempts: 1 } },
        })
      }),
      runs(100),
    )
  })

  test.each(['text', 'tools', 'refused'])('is a message for a client of Anthropic: %s', (name) => {
    const text = readFileSync(`fixtures/route/anthropic/completions/${name}.json`, 'utf8')
    const message = messageOfChatCompletion(JSON.parse(text))
    const found = passedOn('messages', OPENAI, text)
    expect(JSON.parse(found)).toEqual({
      ...(message.ok ? message.value : {}),
      x_router: { attempts: 1 },
    })
    expect(found.endsWith(`,"x_router":${X_ROUTER}}`)).toBe(true)
  })

  test('that the client’s cannot say has failed, and what it took is known', () => {
    const called = { function: { name: 'f', arguments: '{"cut' }, id: 'c', type: 'function' }
    const choices = [{ message: { tool_calls: [called] }, finish_reason: 'tool_calls' }]
    const usage = { prompt_tokens: 3, completion_tokens: 5 }
    expect(answered('messages', OPENAI, JSON.stringify({ choices, usage }))).toMatchObject({
      failure: { reason: 'bad_response' },
      facts: { usage: { input: 3, output: 5 } },
      passedOn: undefined,
    })
  })
})

describe('a response that is no answer', () => {
  // biome-ignore format: table
  test.each<[surface: Surface, target: CallTarget, status: number, text: string, code: string]>([
    ['chat', OPENAI, 429, '{"error":{"code":"rate_limit_exceeded"}}', 'rate_limited'],
    ['chat', OPENAI, 301, '', 'redirected'],
    ['chat', OPENAI, 200, '<html>', 'html'],
    ['chat', OPENAI, 200, `{${CONTENT}}`, 'no_choices'],
    ['chat', ANTHROPIC, 200, `{${CHOICES}}`, 'unlike_answer'],
    ['chat', ANTHROPIC, 529, '{"type":"error","error":{"type":"overloaded_error"}}', 'overloaded'],
    ['messages', OPENAI, 200, `{${CONTENT}}`, 'no_choices'],
    ['messages', ANTHROPIC, 200, '{"type":"error","error":{"type":"overloaded_error"}}', 'overloaded'],
    ['responses', OPENAI, 200, `{${CHOICES}}`, 'unlike_answer'],
    ['embeddings', OPENAI, 200, '{"data":[]}', 'no_choices'],
    ['embeddings', ANTHROPIC, 200, '{"data":[[1]]}', 'unlike_answer'],
  ])('of %s has failed, and nothing of it is passed on (%#)', (surface, target, status, text, code) => {
    const { failure, passedOn: found } = answered(surface, target, text, status)
    expect([failure?.code, found]).toEqual([code, undefined])
  })
})

describe('tokens that no usage tells', () => {
  test('are a quarter of the bytes', () => {
    const text = `{"model":"m",${CHOICES}}`
    expect(answered('chat', OPENAI, text)).toMatchObject({
      facts: { usage: undefined },
      outputTokens: Math.ceil(text.length / 4),
    })
  })

  test('are none of embeddings and of failures', () => {
    expect(answered('embeddings', OPENAI, '{"data":[[1]]}').outputTokens).toBe(0)
    expect(answered('chat', OPENAI, 'no', 500).outputTokens).toBe(0)
  })
})
