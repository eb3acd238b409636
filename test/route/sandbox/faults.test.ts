import { describe, expect, test } from 'vitest'
import { checkAnswer } from '../../../src/route/classify/check-answer.ts'
import { classifyNetworkError } from '../../../src/route/classify/classify-network-error.ts'
import { classifyResponse } from '../../../src/route/classify/classify-response.ts'
import { retryAfterMs } from '../../../src/route/retry-after.ts'
import { FAULT_KINDS } from '../../../src/route/sandbox/index.ts'
import { READERS, readStream } from '../sse/read-stream.ts'
import { bytes } from '../sse/whole-stream.ts'
import { ask, CALLS, dataOf, type Outcome, type Spoken, withSandbox } from './ask.ts'

/** What a router makes of a response: the code of a failure, or `fine`. */
function verdict(api: Spoken, { status, headers, text, end }: Outcome): string {
  if (status === undefined) return classifyNetworkError(end).code
  if (status !== 200) return classifyResponse({ status, body: bytes(text) }).code
  const isStream = headers['content-type']?.includes('event-stream')
  const reader = READERS[api]?.()
  const failure =
    isStream && reader !== undefined
      ? readStream([bytes(text)], reader).end.failure
      : checkAnswer(bytes(text), { api, contentType: headers['content-type'] }).failure
  if (end !== 'whole') return `${end}, ${failure?.code ?? 'fine'}`
  return failure?.code ?? 'fine'
}

/** What becomes of a whole answer and of a stream, at every interface. */
// biome-ignore format: table
const ENDINGS = {
  '400':           ['bad_request',        'bad_request'],
  '401':           ['key_rejected',       'key_rejected'],
  '402':           ['quota_exhausted',    'quota_exhausted'],
  '403':           ['access_denied',      'access_denied'],
  '404':           ['model_missing',      'model_missing'],
  '408':           ['provider_timeout',   'provider_timeout'],
  '429':           ['rate_limited',       'rate_limited'],
  '429@quota':     ['quota_exhausted',    'quota_exhausted'],
  '500':           ['provider_error',     'provider_error'],
  '502':           ['provider_error',     'provider_error'],
  '503':           ['provider_error',     'provider_error'],
  '504':           ['provider_timeout',   'provider_timeout'],
  '529':           ['overloaded',         'overloaded'],
  overflow:        ['context_exceeded',   'context_exceeded'],
  filter:          ['content_filtered',   'content_filtered'],
  'filter@finish': ['content_filtered',   'content_filtered'],
  'filter@part':   ['fine',               'fine'],
  empty:           [{ chat: 'no_choices', other: 'empty_answer' }, { chat: 'empty_stream', other: 'empty_answer' }],
  blank:           ['empty_answer',       'empty_answer'],
  'wrong-json':    [{ chat: 'no_choices', other: 'unlike_answer' }, 'empty_stream'],
  html:            ['html',               'html'],
  'huge@1':        ['truncated_json',     'truncated_stream'],
  reset:           ['connection_reset',   'connection_reset'],
  slow:            ['fine',               'fine'],
  'slow-token':    ['fine',               'fine'],
  'keep-alive':    ['fine',               'fine'],
  'cut@40':        ['ECONNRESET, truncated_json', 'ECONNRESET, truncated_stream'],
  'cut@0':         ['ECONNRESET, empty_body', 'ECONNRESET, truncated_stream'],
  'cut@100000':    ['ECONNRESET, truncated_json', 'ECONNRESET, truncated_stream'],
  end:             ['truncated_json',     'truncated_stream'],
  malformed:       ['truncated_json',     'malformed_event'],
  error:           ['provider_error',     'provider_error'],
  truncated:       ['truncated_json',     'truncated_stream'],
  'no-done':       ['fine',               'fine'],
} as const satisfies Record<string, readonly [whole: Ending, stream: Ending]>

type Ending = string | { readonly chat: string; readonly other: string }

const CASES = Object.entries(ENDINGS).flatMap(([kind, [whole, stream]]) =>
  (['chat', 'responses', 'messages'] as const).flatMap((api) => [
    { kind, api, way: 'whole', stream: false, ending: endingOf(whole, api) },
    { kind, api, way: 'streamed', stream: true, ending: endingOf(stream, api) },
  ]),
)

function endingOf(ending: Ending, api: Spoken): string {
  if (typeof ending === 'string') return ending
  return api === 'chat' ? ending.chat : ending.other
}

describe('a fault is to a router what it says', () => {
  test.each(CASES)('$kind, $api, $way', async ({ kind, api, stream, ending }) => {
    await withSandbox({ faults: [`*=${kind}`] }, async ({ url }) => {
      const [path, body] = CALLS[api]
      expect(verdict(api, await ask(url + path, { ...body, stream }))).toBe(ending)
    })
  })

  test('every kind is here, or never ends', () => {
    const told = new Set(Object.keys(ENDINGS).map((text) => text.split('@')[0]))
    expect(Object.keys(FAULT_KINDS).filter((kind) => !told.has(kind))).toEqual(['silence', 'stall'])
  })
})

describe('a rate limit says when to come back', () => {
  const nowMs = Date.parse('2026-12-01T00:00:00Z')

  test.each([
    ['429', 2000],
    ['429@30', 30_000],
    ['429@seconds', 2000],
    ['429@date', 2000],
    ['429@ms', 2000],
    ['429@reset', 2000],
    ['429@none', undefined],
  ])('%s', async (kind, wait) => {
    await withSandbox({ faults: [`*=${kind}`], now: () => nowMs }, async ({ url }) => {
      for (const [path, body] of Object.values(CALLS)) {
        const { headers } = await ask(url + path, body)
        const header = (name: string) => headers[name]?.toString()
        expect(retryAfterMs({ header }, { nowMs, capMs: 60_000 })).toBe(wait)
      }
    })
  })
})

describe('a fault that breaks a stream', () => {
  test.each(['cut', 'end', 'error'])('%s leaves as many words as it says', async (kind) => {
    const [path, body] = CALLS.chat
    await withSandbox({ faults: [`openai=${kind}@40`] }, async ({ url }) => {
      const { text } = await ask(url + path, { ...body, stream: true })
      const words = dataOf(text).filter((chunk) => JSON.stringify(chunk).includes('"content":"'))
      // And the role, whose content is empty.
      expect(words.length).toBe(41)
    })
  })

  test('waits with signs of life where it keeps alive', async () => {
    const waits: number[] = []
    const sleep = async (ms: number) => void waits.push(ms)
    const [path, body] = CALLS.chat
    await withSandbox({ faults: ['*=keep-alive@3000'], sleep }, async ({ url }) => {
      const { text } = await ask(url + path, { ...body, stream: true })
      expect(text.startsWith(': sandbox\n\n: sandbox\n\n: sandbox\n\ndata: ')).toBe(true)
      expect(waits).toEqual([1000, 1000, 1000])
    })
  })
})
