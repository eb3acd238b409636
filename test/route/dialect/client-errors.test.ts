import { describe, expect, test } from 'vitest'
import { errorBody } from '../../../src/route/dialect/client-error.ts'
import type { Surface } from '../../../src/route/dialect/spoken-api.ts'
import { streamAnswer } from '../../../src/route/dialect/stream-answer.ts'
import { trailer } from '../../../src/route/dialect/trailer.ts'
import { ROUTER_ERRORS, type RouterErrorCode } from '../../../src/route/router-error.ts'
import { eventsOf, scan } from '../sse/whole-stream.ts'
import { ANTHROPIC, OPENAI } from './calls.ts'

const ERROR = { code: 'upstream_failed', message: 'No provider answered.', param: 'model' } as const

const OF_OPENAI = {
  error: {
    message: 'No provider answered.',
    type: 'api_error',
    code: 'upstream_failed',
    param: 'model',
  },
}

const OF_ANTHROPIC = {
  type: 'error',
  error: { type: 'api_error', message: 'No provider answered.' },
}

describe('a failure', () => {
  test.each([
    ['chat', OF_OPENAI],
    ['responses', OF_OPENAI],
    ['embeddings', OF_OPENAI],
    ['messages', OF_ANTHROPIC],
  ] as const)('is told to a client of %s in its own form', (surface, body) => {
    expect(JSON.parse(errorBody(surface, ERROR))).toEqual(body)
  })

  test('has a type that clients of Anthropic know, whatever it is', () => {
    const codes = Object.keys(ROUTER_ERRORS).filter((code): code is RouterErrorCode => code !== '')
    const types = codes.map(
      (code) => JSON.parse(errorBody('messages', { code, message: '' })).error.type,
    )
    expect([...new Set(types)].sort()).toEqual([
      'api_error',
      'authentication_error',
      'invalid_request_error',
      'not_found_error',
      'overloaded_error',
      'rate_limit_error',
      'request_too_large',
      'timeout_error',
    ])
  })
})

describe('a failure in a stream', () => {
  const bridgeOf = (surface: Surface) =>
    streamAnswer(surface, surface === 'messages' ? ANTHROPIC : OPENAI, {
      usageFor: 'client',
      createdSeconds: 0,
    })

  // biome-ignore format: table
  test.each([
    ['chat', '', OF_OPENAI],
    ['messages', 'error', OF_ANTHROPIC],
    ['responses', 'error', { type: 'error', sequence_number: 0, code: 'upstream_failed', message: 'No provider answered.', param: 'model', ...OF_OPENAI }],
  ] as const)('is an event of %s', (surface, name, body) => {
    const items = scan([bridgeOf(surface).errorEvent(ERROR)])
    expect(items).toMatchObject([{ kind: 'event', ended: true }])
    expect(eventsOf(items)).toEqual([[name, JSON.stringify(body)]])
  })

  test('goes on with the numbers of a response', () => {
    const bridge = bridgeOf('responses')
    const events = [0, 1].map((n) => `data: {"type":"response.created","sequence_number":${n}}\n\n`)
    bridge.push(new TextEncoder().encode(`: alive\n\n${events.join('')}`))
    expect(new TextDecoder().decode(bridge.errorEvent(ERROR))).toContain('"sequence_number":2,')
  })
})

describe('the trailer', () => {
  test('is a comment of one line, which no client reads as an event', () => {
    const bytes = trailer('{\n"cost": "0.1"\r\n}')
    expect(new TextDecoder().decode(bytes)).toBe(': x_router { "cost": "0.1" }\n\n')
    expect(scan([bytes]).map(({ kind }) => kind)).toEqual(['filler', 'filler'])
  })
})
