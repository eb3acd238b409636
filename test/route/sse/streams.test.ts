import { readdirSync, readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { FAILURE_CODES } from '../../../src/route/failure.ts'
import { chatStreamReader } from '../../../src/route/sse/chat-stream.ts'
import { runs } from '../../runs.ts'
import { READERS, readStream } from './read-stream.ts'
import { cutAt } from './whole-stream.ts'

const FOLDER = 'fixtures/route/streams'

const streams = Object.entries(READERS).flatMap(([api, reader]) =>
  readdirSync(`${FOLDER}/${api}`)
    .filter((file) => file.endsWith('.sse'))
    .map((file) => ({ name: `${api}/${file.replace('.sse', '')}`, reader })),
)

describe('streams of providers', () => {
  test.each(streams)('$name', async ({ name, reader }) => {
    const { readings, end } = readStream([bytesOf(name)], reader())
    const told = [...readings, JSON.stringify(end, undefined, 2), '']
    await expect(told.join('\n')).toMatchFileSnapshot(`../../../${FOLDER}/${name}.out`)
  })

  test.each(streams)('$name comes to the same wherever it is cut', ({ name, reader }) => {
    const stream = bytesOf(name)
    const readCut = (cuts: readonly number[]) =>
      JSON.stringify(readStream(cutAt(stream, cuts), reader()))
    const whole = readCut([])
    expect([...stream.keys()].filter((at) => readCut([at]) !== whole)).toEqual([])
    expect(readCut([...stream.keys()])).toBe(whole)
  })

  test.each(streams)('$name passes as it came, up to a fault', ({ name, reader }) => {
    const stream = latin1(bytesOf(name))
    const { readings, sent } = readStream([bytesOf(name)], reader())
    if (readings.some((reading) => reading.endsWith('kept'))) return
    const isWhole = !readings.some((reading) => reading.startsWith('fault'))
    expect(sent).toBe(isWhole ? stream : stream.slice(0, sent.length))
  })

  test('no word of a provider is in what is told', () => {
    const words = ['organization', 'CUDA', 'disconnected', 'Overloaded', 'Failed to call', 'busy']
    for (const { name, reader } of streams) {
      const { readings, end } = readStream([bytesOf(name)], reader())
      const told = JSON.stringify({ readings, end })
      expect(words.filter((word) => told.includes(word))).toEqual([])
    }
  })
})

describe('a stream that breaks off', () => {
  test.each([
    ['chat/openai-text', '"finish_reason": "stop"'],
    ['chat/openai-tools', '"finish_reason": "tool_calls"'],
    ['chat/openai-two-choices', '"finish_reason": "stop"'],
    ['responses/text', '"total_tokens": 1048'],
    ['messages/text', '"stop_reason": "end_turn"'],
  ])('before the end of %s is never whole', (name, end) => {
    const stream = bytesOf(name)
    const reader = READERS[name.split('/')[0] ?? ''] ?? expect.unreachable()
    const places = [...stream.keys()].slice(0, Buffer.from(stream).indexOf(end) + end.length)
    const whole = places.filter((at) => {
      return readStream([stream.subarray(0, at)], reader()).end.failure === undefined
    })
    expect(whole).toEqual([])
  })
})

describe('events of any shape', () => {
  test('are read in readings and codes of the closed sets', () => {
    const key = fc.constantFrom('type', 'choices', 'delta', 'usage', 'error', 'response', 'message')
    const data = fc.oneof(
      fc.string(),
      fc
        .oneof(fc.jsonValue(), fc.dictionary(key, fc.jsonValue()))
        .map((value) => JSON.stringify(value)),
      fc.constantFrom('[DONE]', '{"type":"message_delta"}', '{"type":"response.completed"}'),
    )
    const event = fc.tuple(fc.constantFrom('', 'error', 'ping'), data)
    fc.assert(
      fc.property(fc.constantFrom(...Object.values(READERS)), fc.array(event), (reader, events) => {
        const stream = events.map(([name, data]) => `event: ${name}\ndata: ${data}\n\n`).join('')
        const { readings, end } = readStream([Buffer.from(stream)], reader())
        for (const reading of readings) {
          expect(reading).toMatch(/^(?:life|chunk(?:, kept)?|token|done|fault \{.*\})$/)
        }
        if (end.failure !== undefined) expect(FAILURE_CODES).toHaveProperty(end.failure.code)
      }),
      runs(300),
    )
  })
})

describe('the chunk with nothing but usage', () => {
  const stream = bytesOf('chat/openai-text')

  test('goes to a client that asked for it', () => {
    const { sent, end } = readStream([stream], chatStreamReader({ usageFor: 'client' }))
    expect(sent).toBe(latin1(stream))
    expect(end.facts.usage).toEqual({ input: 93, output: 46, cacheRead: 1024 })
  })

  test('is taken out, to the byte, for one that did not, and read all the same', () => {
    const { sent, end } = readStream([stream], chatStreamReader({ usageFor: 'router' }))
    const events = latin1(stream).split('\n\n')
    const others = events.filter((event) => !event.includes('"choices": []'))
    expect(events).toHaveLength(others.length + 1)
    expect(sent).toBe(others.join('\n\n'))
    expect(end.facts.usage).toEqual({ input: 93, output: 46, cacheRead: 1024 })
  })
})

describe('a fault', () => {
  test('is what every later event is, and how the stream ended', () => {
    const reader = chatStreamReader({ usageFor: 'client' })
    const event = { kind: 'event', bytes: new Uint8Array(), name: '', ended: true } as const
    const fault = reader.read({ ...event, data: '{"error":{"code":429}}' })
    expect(fault).toMatchObject({ kind: 'fault', failure: { reason: 'rate_limit' } })
    expect(reader.read({ ...event, data: '[DONE]' })).toBe(fault)
    expect(reader.end().failure).toEqual({
      reason: 'rate_limit',
      code: 'rate_limited',
      status: 429,
    })
  })
})

function bytesOf(name: string): Uint8Array {
  return readFileSync(`${FOLDER}/${name}.sse`)
}

function latin1(stream: Uint8Array): string {
  return Buffer.from(stream).toString('latin1')
}
