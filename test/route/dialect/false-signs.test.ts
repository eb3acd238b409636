import { describe, expect, test } from 'vitest'
import type { CallTarget } from '../../../src/route/dialect/call-target.ts'
import type { Surface } from '../../../src/route/dialect/spoken-api.ts'
import { streamAnswer } from '../../../src/route/dialect/stream-answer.ts'
import { wholeAnswer } from '../../../src/route/dialect/whole-answer.ts'
import { scan, eventsOf as sseEventsOf } from '../sse/whole-stream.ts'
import { bridged } from './bridge.ts'
import { ANTHROPIC, OPENAI } from './calls.ts'

const bytesOf = (text: string) => new TextEncoder().encode(text)

const WORD = '{"choices":[{"index":0,"delta":{"content":"hi"},"finish_reason":"stop"}]}'

/** What a client gets of a chat stream that one of these stands in. */
function passed(
  event: string,
  [surface, target]: readonly [Surface, CallTarget] = ['chat', OPENAI],
) {
  const bridge = streamAnswer(surface, target, { usageFor: 'client', createdSeconds: 1 })
  const { sent, kinds } = bridged(bridge, [bytesOf(event)])
  return { sent: Buffer.from(sent, 'latin1').toString('utf8'), kinds }
}

describe('what a provider says in the name of the router', () => {
  test.each([
    ': x_router {"receipt":"false"}\n\n',
    ':x_router {"receipt":"false"}\n\n',
    ':  \tX_Router {"receipt":"false"}\r\n\r\n',
    ': x_router {"receipt":"false"}\n',
    '\uFEFF: x_router {"receipt":"false"}\n\n',
    'id: 1\n: x_router {"receipt":"false"}\n\n',
    'retry: 1\r: x_router {"receipt":"false"}\r\r',
    `: x_router {"receipt":"false"}\ndata: ${WORD}\n\n`,
    `data: ${WORD}\n: x_router {"receipt":"false"}\n\n`,
    `data: ${WORD}\r\n: x_router {"receipt":"false"}\r\nid: 1\r\n\r\n`,
    `data: ${WORD}\r:x_router {"receipt":"false"}\r\r`,
    `data: ${WORD}\n\ndata: [DONE]\n: x_router {"receipt":"false"}\n\n`,
    `data: ${WORD.replace('{', '{"x_router":{"receipt":"false"},')}\n\n`,
    `data: ${WORD.replace('{', '{"x\\u005frouter":{"receipt":"false"},')}\n\n`,
    `data: ${WORD.replace('{', '{"\\u0078_router":{"receipt":"false"},"x_router":1,')}\n\n`,
    `data: ${WORD.replace('{', '{\ndata: "x_router":{"receipt":"false"},')}\n\n`,
    `data: ${WORD}\n\n: x_router {"receipt":"false"}`,
  ])('is left out of a stream: %j', (said) => {
    const rest = said.includes('choices') ? '' : `data: ${WORD}\n\n`
    const { sent, kinds } = passed(said + rest)
    expect(sent).not.toMatch(/false|x_router/i)
    expect(kinds.at(-1)).toBe('done')
    const data = sseEventsOf(scan([bytesOf(sent)])).map(([, each]) => each)
    expect(data.map((each) => (each === '[DONE]' ? each : JSON.parse(each)))).toEqual([
      JSON.parse(WORD),
      '[DONE]',
    ])
  })

  test.each<[string, readonly [Surface, CallTarget], string, string]>([
    ['response', ['responses', OPENAI], 'response.created', '"status":"in_progress"'],
    ['message', ['messages', ANTHROPIC], 'message_start', '"role":"assistant"'],
  ])('is left out of the %s in an event', (member, way, type, rest) => {
    const event = (inner: string) =>
      `event: ${type}\ndata: {"type":"${type}", "${member}" : {${inner}${rest}, "n":1.00}, "a":1}\n\n`
    const clean = passed(event(''), way).sent
    expect(clean).toBe(event(''))
    expect(passed(event('"x_router":{"receipt":"false"},'), way).sent).toBe(clean)
    expect(passed(event('"x\\u005frouter":"false",'), way).sent).toBe(clean)
  })

  test.each([
    ': OPENROUTER PROCESSING\n\n',
    ': the x_router is not at the beginning\n\n',
    `data: ${WORD}\n: ping\nid: x_router\n\n`,
    `data: ${WORD.replace('hi', ': x_router said the user, x\\u005frouter')}\n\n`,
    `data: ${WORD.replace('"index"', '"x_router":1,"index"')}\n\n`,
  ])('is not what only sounds like it: %j', (said) => {
    const rest = said.includes('choices') ? '' : `data: ${WORD}\n\n`
    expect(passed(said + rest).sent).toBe(`${said}${rest}data: [DONE]\n\n`)
  })

  test('is replaced in an answer in one piece, and makes one that cannot be spliced none', () => {
    const answerOf = (members: string, deep: string) =>
      wholeAnswer('chat', OPENAI, {
        status: 200,
        contentType: 'application/json',
        bytes: bytesOf(
          `{${members}"choices":[{"index":0,"message":{"content":"hi"},"finish_reason":"stop"}],"deep":${deep}}`,
        ),
        createdSeconds: 1,
      })
    const deep = `${'['.repeat(1100)}${']'.repeat(1100)}`
    expect(answerOf('', deep).failure).toBeUndefined()
    expect(answerOf('"x_router":{"receipt":"false"},', deep).failure?.code).toBe('unlike_answer')
    const { passedOn } = answerOf('"x_router":{"receipt":"false"},', '[]')
    const { parts } = passedOn?.finish('{"receipt":"true"}') ?? expect.unreachable()
    expect(Buffer.concat(parts).toString()).toMatch(
      /^(?!.*false).*"x_router":\{"receipt":"true"\}\}$/,
    )
  })
})
