import { readdirSync, readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { chatCompletionOfMessage } from '../../../src/route/anthropic/chat-completion-of-message.ts'
import { messageOfChatCompletion } from '../../../src/route/anthropic/message-of-chat-completion.ts'
import type { CallTarget } from '../../../src/route/dialect/call-target.ts'
import { protocolOf, type Surface, spokenApi } from '../../../src/route/dialect/spoken-api.ts'
import { streamAnswer } from '../../../src/route/dialect/stream-answer.ts'
import { runs } from '../../runs.ts'
import { completionOf, messageOf } from '../anthropic/accumulated.ts'
import { arbitraryCompletion, arbitraryMessage } from '../anthropic/arbitrary.ts'
import { chunksOf, eventsOf } from '../anthropic/events-of-whole.ts'
import { READERS, readStream } from '../sse/read-stream.ts'
import { scan, eventsOf as sseEventsOf } from '../sse/whole-stream.ts'
import { type Bridged, bridged } from './bridge.ts'
import { ANTHROPIC, OPENAI } from './calls.ts'

const CREATED = 1_700_000_000

const FIXTURES = 'fixtures/route'

/** Surface, target, and the folder of what such a target sends. */
const SAME: readonly (readonly [Surface, CallTarget, folder: string])[] = [
  ['chat', OPENAI, 'streams/chat'],
  ['responses', OPENAI, 'streams/responses'],
  ['messages', ANTHROPIC, 'streams/messages'],
]

const OTHER: readonly (readonly [Surface, CallTarget, folder: string])[] = [
  ['chat', ANTHROPIC, 'anthropic/message-streams'],
  ['chat', ANTHROPIC, 'streams/messages'],
  ['messages', OPENAI, 'anthropic/chat-streams'],
  ['messages', OPENAI, 'streams/chat'],
]

function over(
  [surface, target]: readonly [Surface, CallTarget, ...unknown[]],
  pieces: readonly Uint8Array[],
  usageFor: 'client' | 'router' = 'client',
): Bridged {
  return bridged(streamAnswer(surface, target, { usageFor, createdSeconds: CREATED }), pieces)
}

const bytesOf = (text: string) => new TextEncoder().encode(text)

/** The data of the events that a client gets. */
const dataIn = (sent: string) =>
  sseEventsOf(scan([Buffer.from(sent, 'latin1')])).map(([, data]) => data)

const latin1 = (bytes: Uint8Array) => Buffer.from(bytes).toString('latin1')

function filesIn(folder: string): readonly (readonly [name: string, stream: Uint8Array])[] {
  return readdirSync(`${FIXTURES}/${folder}`)
    .filter((name) => name.endsWith('.sse'))
    .map((name) => [name, readFileSync(`${FIXTURES}/${folder}/${name}`)])
}

describe.each([...SAME, ...OTHER])('a stream for %s', (surface, target, folder) => {
  const way = [surface, target, folder] as const
  const isTranslated = spokenApi(protocolOf(target.provider), surface) !== surface

  test.each(filesIn(folder))(`of ${folder}/%s is the same wherever it is cut`, (_, stream) => {
    const whole = over(way, [stream])
    // Each byte of a short one; a long one byte by byte, and cut in fifty places.
    const step = stream.length > 600 ? Math.ceil(stream.length / 50) : 1
    const places = [...stream.keys()].filter((at) => at % step === 0)
    for (const at of places) {
      const cut = over(way, [stream.subarray(0, at), stream.subarray(at)])
      expect([at, cut.sent, cut.end]).toEqual([at, whole.sent, whole.end])
    }
    const bytes = [...stream.keys()].map((at) => stream.subarray(at, at + 1))
    expect(over(way, bytes).sent).toBe(whole.sent)
  })

  test.each(filesIn(folder))(
    `of ${folder}/%s ends in done, or in a failure that is told`,
    (_, stream) => {
      const { kinds, sent, end } = over(way, [stream])
      if (end.failure !== undefined) {
        expect(kinds).not.toContain('done')
        expect(sent).not.toMatch(/\[DONE\]|message_stop|response\.completed/)
      } else if (isTranslated) {
        // Servers may leave the word out; translations never do.
        expect(kinds.at(-1)).toBe('done')
      }
    },
  )
})

const LAST_EVENT = /data: \[DONE\]\s+$|event: message_stop\n.*\s+$/

describe.each(SAME)('a stream of %s', (surface, target, folder) => {
  const way = [surface, target, folder] as const

  test.each(filesIn(folder))(
    'in %s passes byte for byte, up to where it fails or is done',
    (_, stream) => {
      const reader = (READERS[surface] ?? expect.unreachable())()
      const read = readStream([stream], reader)
      const { sent, end } = over(way, [stream], 'router')
      expect(end.facts).toEqual(read.end.facts)
      expect(end.failure).toEqual(read.end.failure)
      // What follows is what the stream lacks, a blank line or its last event, or is no more of it.
      const isWithoutLast = end.failure === undefined && !LAST_EVENT.test(read.sent)
      const common = (isWithoutLast ? sent.replace(LAST_EVENT, '') : sent).replace(/\n\n$/, '')
      expect(read.sent.startsWith(common)).toBe(true)
      const rest = read.sent.slice(sent.length)
      if (end.failure === undefined) expect(rest.trim()).toBe('')
    },
  )
})

describe('a chat stream', () => {
  const stream = readFileSync(`${FIXTURES}/streams/chat/openai-text.sse`)

  test('comes with its usage for a client that asked for it', () => {
    const { kinds, sent, end } = over(['chat', OPENAI], [stream])
    expect(sent).toBe(latin1(stream))
    expect(kinds).toEqual(['life', 'chunk', 'token', 'chunk', 'done'])
    expect(end).toMatchObject({
      failure: undefined,
      facts: { finish: ['stop'], usage: { input: 93, output: 46, cacheRead: 1024 } },
    })
  })

  test('comes without it for one that did not', () => {
    const { sent, end } = over(['chat', OPENAI], [stream], 'router')
    const events = latin1(stream).split('\n\n')
    expect(sent).toBe(events.filter((event) => !event.includes('"choices": []')).join('\n\n'))
    expect(end.facts.usage).toEqual({ input: 93, output: 46, cacheRead: 1024 })
  })

  test.each(['no-finish', 'nothing-but-done', 'one-of-two-choices-unfinished'])(
    'that says it is done and is not (%s) is no answer',
    (name) => {
      const text = readFileSync(`${FIXTURES}/streams/chat/${name}.sse`, 'utf8')
      const { kinds, sent, end } = over(['chat', OPENAI], [bytesOf(text)])
      expect(kinds).not.toContain('done')
      expect(sent).not.toContain('[DONE]')
      expect(end.failure?.reason).toMatch(/stream_interrupted|bad_response/)
    },
  )

  test('is over once it is done', () => {
    const bridge = streamAnswer('chat', OPENAI, { usageFor: 'client', createdSeconds: CREATED })
    expect(bridge.push(stream).at(-1)?.kind).toBe('done')
    expect(bridge.push(bytesOf('data: {"error":{"code":429}}\n\n'))).toEqual([])
    expect(bridge.end()).toMatchObject({ items: [], failure: undefined })
  })

  test('ends its last event where the provider did not', () => {
    const text = 'data: {"choices":[{"index":0,"delta":{"content":"hi"},"finish_reason":"stop"}]}'
    const done = 'data: [DONE]\n\n'
    for (const end of ['', '\n', '\r\n', '\r']) {
      expect(over(['chat', OPENAI], [bytesOf(text + end)]).sent).toBe(`${text}${end}\n\n${done}`)
    }
    expect(over(['chat', OPENAI], [bytesOf(`${text}\n\nevent: x\n`)]).sent).toBe(
      `${text}\n\nevent: x\n\n\n${done}`,
    )
    expect(over(['chat', OPENAI], [bytesOf(`${text}\n\n: x`)]).sent).toBe(
      `${text}\n\n: x\n\n${done}`,
    )
  })

  test('with an event that is too large has failed', () => {
    const { kinds, end } = over(['chat', OPENAI], [bytesOf(`data: ${'x'.repeat(17_000_000)}`)])
    expect([kinds, end.failure?.code]).toEqual([['event_too_large'], 'event_too_large'])
  })
})

describe('a translated stream', () => {
  const golden = (name: string) => readFileSync(`${FIXTURES}/anthropic/${name}.out`, 'utf8')
  const fixture = (name: string) => readFileSync(`${FIXTURES}/anthropic/${name}.sse`)
  const uncommented = (sent: string) =>
    Buffer.from(sent, 'latin1').toString('utf8').replaceAll(':\n\n', '')

  test.each(['text', 'tools', 'thinking'])(
    'of Anthropic, %s, is what the translation is',
    (name) => {
      const file = `message-streams/${name}`
      const { sent, end } = over(['chat', ANTHROPIC], [fixture(file)])
      expect(uncommented(sent).trim()).toBe(golden(file).trim())
      expect(end.failure).toBeUndefined()
    },
  )

  test.each(['text', 'tools', 'reasoning', 'same-index', 'parts'])(
    'of chat, %s, is what the translation is',
    (name) => {
      const file = `chat-streams/${name}`
      const { sent, kinds, end } = over(['messages', OPENAI], [fixture(file)])
      expect(uncommented(sent).trim()).toBe(golden(file).trim())
      expect([end.failure, kinds.at(-1)]).toEqual([undefined, 'done'])
    },
  )

  // biome-ignore format: table
  test.each([
    ['chat', ANTHROPIC, 'message-streams/overloaded', 'overloaded'],
    ['messages', OPENAI, 'chat-streams/cut', 'truncated_stream'],
    ['messages', OPENAI, 'chat-streams/failed', 'rate_limited'],
  ] as const)('for %s that fails says no more than came (%#)', (surface, target, name, code) => {
    const { sent, end } = over([surface, target], [fixture(name)])
    expect(end.failure?.code).toBe(code)
    expect(sent).not.toMatch(/error|\[DONE\]|message_stop/)
    expect(golden(name).startsWith(uncommented(sent).trim())).toBe(true)
  })

  test('of a message is the completion of the whole message', () => {
    fc.assert(
      fc.property(arbitraryMessage, fc.infiniteStream(fc.nat(9)), (message, cuts) => {
        const events = eventsOf(message, cuts).map((event) => `data: ${JSON.stringify(event)}\n\n`)
        const { sent, end } = over(['chat', ANTHROPIC], [bytesOf(events.join(''))])
        const isEmpty = message.content.every(({ type }) => type.includes('thinking'))
        fc.pre(!isEmpty)
        const data = dataIn(sent)
        expect(data.at(-1)).toBe('[DONE]')
        const completion = completionOf(data.slice(0, -1).map((text) => JSON.parse(text)))
        expect({ ok: true, value: completion }).toEqual(chatCompletionOfMessage(message, CREATED))
        expect(end.facts.usage?.output ?? 0).toBe(message.usage.output_tokens)
      }),
      runs(60),
    )
  })

  test('of a completion is the message of the whole completion', () => {
    const ends = fc.constantFrom('data: [DONE]\n\n', '')
    fc.assert(
      fc.property(
        arbitraryCompletion,
        fc.infiniteStream(fc.nat(9)),
        ends,
        (completion, cuts, last) => {
          const [{ message }] = completion.choices
          fc.pre(message.content !== null || message.tool_calls.length > 0)
          const chunks = chunksOf(completion, cuts).map(
            (chunk) => `data: ${JSON.stringify(chunk)}\n\n`,
          )
          const { sent, kinds } = over(['messages', OPENAI], [bytesOf(chunks.join('') + last)])
          expect(kinds.at(-1)).toBe('done')
          const data = dataIn(sent)
          const found = messageOf(data.map((text) => JSON.parse(text)))
          expect({ ok: true, value: found }).toEqual(messageOfChatCompletion(completion))
        },
      ),
      runs(60),
    )
  })

  test('of a message that is whole, but for its last word, is whole', () => {
    const text = fixture('message-streams/text').toString('utf8')
    const cut = text.slice(0, text.indexOf('event: message_stop'))
    const { sent, kinds } = over(['chat', ANTHROPIC], [bytesOf(cut)])
    expect(uncommented(sent).trim()).toBe(golden('message-streams/text').trim())
    expect(kinds.at(-1)).toBe('done')
  })

  test('tells no usage that nobody asked for', () => {
    const { sent, end } = over(['chat', ANTHROPIC], [fixture('message-streams/text')], 'router')
    expect(sent).not.toContain('usage')
    expect(end.facts.usage).toEqual({ input: 25, output: 15 })
  })

  test('keeps the client alive where its provider says that it is', () => {
    const { sent } = over(['messages', OPENAI], [bytesOf(': PROCESSING\n\n: PROCESSING\n\n')])
    expect(sent).toBe(':\n\n:\n\n')
  })

  test('reads usage without choices', () => {
    const chunk = {
      id: 'c',
      model: 'm',
      choices: [{ delta: { content: 'hi' }, finish_reason: 'stop' }],
    }
    const usage = { usage: { prompt_tokens: 3, completion_tokens: 1 } }
    const text = [chunk, usage].map((each) => `data: ${JSON.stringify(each)}\n\n`).join('')
    const { sent, end } = over(['messages', OPENAI], [bytesOf(text)])
    expect(end.failure).toBeUndefined()
    expect(sent).toContain('"input_tokens":3')
  })
})

describe('tokens that no usage tells', () => {
  const chunk = (content: string) =>
    `data: ${JSON.stringify({ choices: [{ delta: { content } }] })}\n\n`

  // biome-ignore format: table
  test.each([
    ['are none of nothing', [], 0],
    ['are one an event at least', ['a', 'b', 'c'], 3],
    ['are the text beyond the smallest event', ['a', 'b', 'x'.repeat(401)], 100],
    ['are what a large event alone must hold', ['x'.repeat(4000)], 912],
  ])('%s', (_, texts, tokens) => {
    const { end } = over(['chat', OPENAI], [bytesOf(texts.map(chunk).join(''))])
    expect(end.outputTokens).toBe(tokens)
  })
})
