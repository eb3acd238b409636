import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Socket } from 'node:net'
import { brotliCompressSync, gzipSync } from 'node:zlib'
import { describe, expect, test, vi } from 'vitest'
import { expectClean } from './expect-clean.ts'
import { type Lab, type LabSetup, lab } from './lab.ts'
import { speakerOf } from './speaker.ts'
import { wayOf } from './ways.ts'

const HOSTILE = 'hostile7f3a9c'

const CHOICES = `"choices":[{"index":0,"message":{"role":"assistant","content":"hostile"},"finish_reason":"stop"}]`
const ANSWER = `{"object":"chat.completion",${CHOICES}}`
const WORD = `data: {"choices":[{"index":0,"delta":{"content":"hostile"},"finish_reason":null}]}\n\n`
const STOP = `data: {"choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}\n\ndata: [DONE]\n\n`

const JSON_TYPE = 'content-type: application/json'
const STREAM_TYPE = 'content-type: text/event-stream'

/** A response as it goes over the wire. */
function raw(line: string, fields: readonly string[], body: string | Uint8Array = ''): Buffer {
  const head = `HTTP/1.1 ${[line, ...fields].join('\r\n')}\r\n\r\n`
  return Buffer.concat([Buffer.from(head, 'latin1'), Buffer.from(body)])
}

const lengthOf = (body: string | Uint8Array) => `content-length: ${Buffer.byteLength(body)}`

const fine = (fields: readonly string[], body: string | Uint8Array = ANSWER): Buffer =>
  raw('200 OK', [JSON_TYPE, ...fields, lengthOf(body)], body)

/** Writes to the socket of a request. */
type Play = (socket: Socket) => void

const says =
  (...bytes: readonly (string | Uint8Array)[]): Play =>
  (socket) => {
    for (const each of bytes) socket.write(each)
  }

const saysAndCloses =
  (bytes: string | Uint8Array): Play =>
  (socket) => {
    socket.end(bytes)
  }

/** Writes the same over and over, for as long as it is read. */
function pours(head: string | Uint8Array, piece: string): Play {
  return (socket) => {
    socket.write(head)
    const more = (): void => {
      while (!socket.destroyed) {
        if (socket.write(piece)) continue
        socket.once('drain', more)
        return
      }
    }
    more()
  }
}

/** Writes a head and then byte after byte, each before any timer of silence, without an end. */
function drips(head: string | Uint8Array): Play {
  return (socket) => {
    socket.write(head)
    const drop = setInterval(() => socket.write(' '), 5)
    socket.once('close', () => clearInterval(drop))
  }
}

interface Stage {
  readonly room: Lab
  /** Those that the provider was called by. */
  readonly sockets: readonly Socket[]
}

/** A router whose first provider does that, on every call. */
async function stage(play: Play, setup: LabSetup = {}): Promise<Stage> {
  const sockets: Socket[] = []
  const alpha = ({ socket }: IncomingMessage, _: ServerResponse): void => {
    sockets.push(socket)
    socket.on('error', () => {})
    play(socket)
  }
  return { room: await lab({ ...setup, stubs: { alpha } }), sockets }
}

const WHOLE = wayOf('chat')
const STREAM = wayOf('chat stream')

/** All that an answer of the router has in its head. */
const HEADERS: ReadonlySet<string> = new Set([
  ...['content-type', 'content-length', 'transfer-encoding', 'cache-control', 'x-accel-buffering'],
  ...['date', 'connection', 'keep-alive', 'x-request-id'],
  ...['receipt', 'policy', 'model', 'attempts', 'cost'].map((name) => `x-unhardcoded-${name}`),
])

/** What the client gets; nothing of the head of a provider's answer is in it. */
async function asked(room: Lab, way = WHOLE, more: object = {}) {
  const response = await room.post(way.path, { policy: 'cheapest', ...way.body, ...more })
  const text = await response.text()
  expect([...response.headers.keys()].filter((name) => !HEADERS.has(name))).toEqual([])
  expect(JSON.stringify([...response.headers]) + text).not.toContain(HOSTILE)
  return { status: response.status, text, heard: way.read(text) }
}

/** The first provider fails so, unseen by the client, whom the second answers; again and again. */
async function expectFailsOver(
  { room }: Stage,
  cause: string,
  way: typeof WHOLE = WHOLE,
): Promise<void> {
  for (const count of [1, 2]) {
    const { status, heard } = await asked(room, way)
    expect([status, heard.isWhole, speakerOf(heard.text)]).toEqual([200, true, 'beta/small'])
    const { hops } = await room.receipt(count)
    const told = hops.map((hop) => `${hop.candidate} ${hop.cause ?? hop.sent}`)
    expect(told).toEqual([`alpha/small ${cause}`, 'beta/small all'])
  }
  await expectClean(room, 2)
}

const X = `x-hostile: ${HOSTILE}`
const GZIP = gzipSync(ANSWER)
const BOMB = gzipSync(Buffer.alloc(64 * 1024 * 1024))

describe('another provider answers for one', () => {
  test.each<[string, Play, string]>([
    ['that compresses', says(fine(['content-encoding: gzip'], GZIP)), 'not_json'],
    [
      'that compresses in another way',
      says(fine(['content-encoding: br'], brotliCompressSync(ANSWER))),
      'not_json',
    ],
    ['with a bomb', says(fine(['content-encoding: gzip'], BOMB)), 'not_json'],
    [
      'whose headers never end',
      pours('HTTP/1.1 200 OK\r\n', `${X}\r\n`.repeat(100)),
      'protocol_broken',
    ],
    [
      'whose header never ends',
      pours(`HTTP/1.1 200 OK\r\n${X}`, 'a'.repeat(10_000)),
      'protocol_broken',
    ],
    ['with a line feed in a header', says(fine([`x: a\n${X}`])), 'protocol_broken'],
    ['with a return in a header', says(fine([`x: a\r${X}`])), 'protocol_broken'],
    ['with a zero byte in a header', says(fine([`x: a\0${X}`])), 'protocol_broken'],
    ['that is no HTTP', says(`${HOSTILE}\r\n\r\n`), 'protocol_broken'],
    ['of another version', says(`HTTP/3.0 200 OK\r\n${X}\r\n\r\n${ANSWER}`), 'protocol_broken'],
    [
      'that changes the protocol',
      says(raw('101 Switching', ['upgrade: h2c', X])),
      'network_failed',
    ],
    ['that says go on, unasked', says(raw('100 Continue', [X]), fine([])), 'connection_reset'],
    [
      'whose length is longer than its body',
      saysAndCloses(raw('200 OK', [JSON_TYPE, 'content-length: 1000'], ANSWER)),
      'connection_reset',
    ],
    [
      'whose length is shorter than its body',
      says(raw('200 OK', [JSON_TYPE, 'content-length: 20'], ANSWER)),
      'truncated_json',
    ],
    [
      'with a length below 0',
      says(raw('200 OK', [JSON_TYPE, 'content-length: -1'], ANSWER)),
      'protocol_broken',
    ],
    [
      'with two lengths',
      says(raw('200 OK', [JSON_TYPE, lengthOf(ANSWER), 'content-length: 1'], ANSWER)),
      'protocol_broken',
    ],
    [
      'with a length beside chunks',
      says(raw('200 OK', [JSON_TYPE, 'content-length: 4', 'transfer-encoding: chunked'], ANSWER)),
      'protocol_broken',
    ],
    [
      'with a chunk of no size',
      says(raw('200 OK', ['transfer-encoding: chunked'], 'zz\r\n')),
      'protocol_broken',
    ],
    ['with nothing', says(raw('204 No Content', [X])), 'empty_body'],
    ['that says that nothing changed', says(raw('304 Not Modified', [X])), 'redirected'],
    [
      'with half an answer',
      says(raw('206 Partial Content', [X, 'content-length: 4'], '{"a"')),
      'truncated_json',
    ],
    ['that calls a page JSON', says(fine([], '<html>')), 'html'],
    [
      'with numbers that JSON has not',
      says(fine([], ANSWER.replace('0', 'NaN'))),
      'truncated_json',
    ],
    [
      'that is too long',
      pours(raw('200 OK', [JSON_TYPE], '{"a":"'), 'a'.repeat(65_536)),
      'event_too_large',
    ],
  ])('%s', async (_, play, cause) => {
    await expectFailsOver(await stage(play), cause)
  })
})

describe('another provider answers for one whose stream', () => {
  test.each<[string, Play, string]>([
    [
      'is compressed',
      saysAndCloses(raw('200 OK', [STREAM_TYPE, 'content-encoding: gzip'], gzipSync(WORD + STOP))),
      'empty_stream',
    ],
    [
      'is a bomb',
      saysAndCloses(raw('200 OK', [STREAM_TYPE, 'content-encoding: gzip'], BOMB)),
      'empty_stream',
    ],
    [
      'is a line that never ends',
      pours(raw('200 OK', [STREAM_TYPE], 'data: '), 'a'.repeat(65_536)),
      'event_too_large',
    ],
    [
      'is a comment that never ends',
      pours(raw('200 OK', [STREAM_TYPE], ': '), 'a'.repeat(65_536)),
      'event_too_large',
    ],
    [
      'says nothing without end',
      pours(raw('200 OK', [STREAM_TYPE]), 'data: {"choices":[]}\n\n: x\n\n'.repeat(1000)),
      'event_too_large',
    ],
    ['is called JSON', says(fine([], WORD + STOP)), 'not_json'],
    ['is an answer in one piece', says(fine([])), 'unlike_answer'],
    [
      'is a refusal',
      says(raw('200 OK', [STREAM_TYPE, X], `data: {"error":{"message":"${HOSTILE}"}}\n\n`)),
      'provider_error',
    ],
  ])('%s', async (_, play, cause) => {
    await expectFailsOver(await stage(play), cause, STREAM)
  })
})

test('an error that never ends is judged by its beginning, and closed', async () => {
  const play = pours(raw('500 Broken', [JSON_TYPE, X]), HOSTILE.repeat(1000))
  const at = await stage(play)
  await expectFailsOver(at, 'provider_error')
  for (const socket of at.sockets) {
    await vi.waitFor(() => expect(socket.destroyed).toBe(true), { interval: 2 })
  }
})

const ELSEWHERE = `{"error":{"message":"${HOSTILE}: User location is not supported`

test.each<[string, Play, string]>([
  ['in drops', drips(raw('503 Busy', [JSON_TYPE, 'content-length: 60000'])), 'provider_error'],
  ['in drops, of any length', drips(raw('500 Broken', [STREAM_TYPE, X])), 'provider_error'],
  ['not at all', says(raw('529 Busy', [JSON_TYPE, 'content-length: 9'])), 'overloaded'],
  [
    'half, and the half says more than the status',
    drips(raw('403 No', [JSON_TYPE, 'content-length: 9000'], ELSEWHERE)),
    'region_unsupported',
  ],
])(
  'an error whose body comes %s is judged by what there is, and closed',
  async (_, play, cause) => {
    const at = await stage(play, { timers: { refusalMs: 50 } })
    await expectFailsOver(at, cause)
    for (const socket of at.sockets) {
      await vi.waitFor(() => expect(socket.destroyed).toBe(true), { interval: 2 })
    }
  },
)

test('of errors before the answer, a storm of them as well, the time is bounded', async () => {
  const early = raw('103 Early Hints', ['link: <a>', X]).toString().repeat(100)
  const at = await stage(pours('', early), { timers: { headersMs: 200 } })
  await expectFailsOver(at, 'headers_timeout')
})

describe('an answer passes', () => {
  test.each<[string, Play]>([
    [
      'behind a thousand words before it',
      says(raw('102 Processing', [X]).toString().repeat(1000), fine([])),
    ],
    [
      'without a header of its own',
      says(
        fine([
          X,
          `set-cookie: a=${HOSTILE}`,
          `connection: keep-alive, x-hostile`,
          `proxy-authenticate: ${HOSTILE}`,
          `www-authenticate: ${HOSTILE}`,
          `strict-transport-security: ${HOSTILE}`,
          `access-control-allow-origin: ${HOSTILE}`,
          `alt-svc: ${HOSTILE}`,
          `location: ${HOSTILE}`,
          `upgrade: ${HOSTILE}`,
          `x-unhardcoded-receipt: ${HOSTILE}`,
          `cache-control: ${HOSTILE}`,
          `content-disposition: ${HOSTILE}`,
          `server: ${HOSTILE}`,
        ]),
      ),
    ],
    [
      'without what trails it',
      says(
        raw('200 OK', [JSON_TYPE, 'transfer-encoding: chunked', 'trailer: x-hostile']),
        `${ANSWER.length.toString(16)}\r\n${ANSWER}\r\n0\r\n${X}\r\nset-cookie: ${HOSTILE}\r\n\r\n`,
      ),
    ],
    [
      'that is called text',
      says(raw('200 OK', ['content-type: text/plain', lengthOf(ANSWER)], ANSWER)),
    ],
    ['that is called a stream', says(raw('200 OK', [STREAM_TYPE, lengthOf(ANSWER)], ANSWER))],
    [
      'that is called a page',
      says(raw('200 OK', ['content-type: text/html', lengthOf(ANSWER)], ANSWER)),
    ],
    ['that is called nothing', says(raw('200 OK', [lengthOf(ANSWER)], ANSWER))],
    ['that is called twice', says(fine(['content-type: text/html']))],
    ['with a phrase', says(raw(`200 ${HOSTILE}`, [JSON_TYPE, lengthOf(ANSWER)], ANSWER))],
    [
      'that ends with its connection',
      saysAndCloses(raw('200 OK', [JSON_TYPE, 'connection: close'], ANSWER)),
    ],
  ])('%s', async (_, play) => {
    const { room } = await stage(play)
    for (const count of [1, 2]) {
      const { status, heard } = await asked(room)
      expect([status, heard.text]).toEqual([200, 'hostile'])
      expect((await room.receipt(count)).hops).toHaveLength(1)
    }
    await expectClean(room, 2)
  })

  test.each([
    ['nests without end', `"deep":${'['.repeat(200_000)}${']'.repeat(200_000)}`],
    ['has a million members', Array.from({ length: 1_000_000 }, (_, i) => `"${i}":1`).join()],
  ])('that %s, as it came', async (_, members) => {
    const answer = ANSWER.replace('{', `{${members},`)
    const { room } = await stage(says(fine([], answer)))
    const { status, text } = await asked(room)
    expect([status, text === answer]).toEqual([200, true])
    await expectClean(room)
  })

  test('with a hundred thousand choices', async () => {
    const choice = CHOICES.slice(CHOICES.indexOf('{'), -1)
    const answer = ANSWER.replace('[', `[${`${choice},`.repeat(100_000)}`)
    const { room } = await stage(says(fine([], answer)))
    const { status, heard } = await asked(room)
    expect([status, heard.text]).toEqual([200, 'hostile'])
    await expectClean(room)
  })

  test('that comes before its request was read', async () => {
    const { room } = await stage(says(fine([])))
    const content = 'x'.repeat(8_000_000)
    const { status } = await asked(room, WHOLE, {
      policy: undefined,
      model: 'pin:alpha/small',
      messages: [{ role: 'user', content }],
    })
    expect(status).toBe(200)
    await expectClean(room)
  })

  test('that no other is hidden behind', async () => {
    const poison = raw(
      '200 OK',
      [JSON_TYPE, X, lengthOf(ANSWER)],
      ANSWER.replace('hostile', HOSTILE),
    )
    const { room, sockets } = await stage(says(Buffer.concat([fine([]), poison])))
    for (const count of [1, 2, 3]) {
      const { heard } = await asked(room)
      expect(heard.text).toBe('hostile')
      await room.receipt(count)
    }
    expect(new Set(sockets).size).toBe(3)
    await expectClean(room, 3)
  })

  test.each<[string, string, object]>([
    ['nothing', '{}', { origin: 'estimated' }],
    ['less than nothing', '{"prompt_tokens":-5,"completion_tokens":-5}', { origin: 'estimated' }],
    ['no whole number', '{"prompt_tokens":1.5,"completion_tokens":1}', { origin: 'estimated' }],
    ['texts', '{"prompt_tokens":"5","completion_tokens":"5"}', { origin: 'estimated' }],
    [
      'more than there is',
      '{"prompt_tokens":1e400,"completion_tokens":1e400}',
      { origin: 'estimated' },
    ],
    [
      'more than anybody writes',
      '{"prompt_tokens":9007199254740991,"completion_tokens":9007199254740991}',
      { origin: 'estimated' },
    ],
    [
      'a cache larger than all',
      '{"prompt_tokens":5,"completion_tokens":5,"prompt_tokens_details":{"cached_tokens":1e308}}',
      { origin: 'reported', input: 5, output: 5 },
    ],
    [
      'it twice',
      '{"prompt_tokens":1,"completion_tokens":1},"usage":{"prompt_tokens":7,"completion_tokens":3}',
      { origin: 'reported', input: 7, output: 3 },
    ],
  ])('that says of its usage %s', async (_, usage, told) => {
    for (const way of [WHOLE, STREAM]) {
      const body =
        way === WHOLE
          ? fine([], ANSWER.replace('{', `{"usage":${usage},`))
          : raw('200 OK', [STREAM_TYPE], WORD + STOP.replace('{', `{"usage":${usage},`))
      const { room } = await stage(way === WHOLE ? says(body) : saysAndCloses(body))
      const { heard } = await asked(room, way)
      expect([heard.text, heard.isWhole]).toEqual(['hostile', true])
      const receipt = await room.receipt()
      if (way === WHOLE && !('input' in told)) expect(receipt.usage.origin).not.toBe('reported')
      else expect(receipt.usage).toMatchObject(told)
      const { settled, estimated } = receipt.cost
      for (const usd of [settled, estimated]) expect(usd ?? '0').toMatch(/^0(\.\d+)?$/)
      expect(Number(settled ?? estimated ?? 0)).toBeLessThan(0.01)
      await expectClean(room)
    }
  })
})

test.each([301, 302, 303, 307, 308])('nobody follows a redirect with %d', async (status) => {
  const trap: string[] = []
  const home = await lab({
    stubs: {
      alpha: (request, response) => {
        trap.push(request.rawHeaders.join())
        response.end(ANSWER)
      },
    },
  })
  const location = home.setting.providers.alpha?.base_url ?? expect.unreachable()
  const fields = [`location: ${location}/chat/completions`, X, 'content-length: 0']
  await expectFailsOver(await stage(says(raw(`${status} Moved`, fields))), 'redirected')
  expect(trap).toEqual([])
})

describe('a stream that turns hostile after its first word ends with an error', () => {
  test.each<[string, Play]>([
    [
      'by a line without end',
      pours(raw('200 OK', [STREAM_TYPE], `${WORD}data: `), 'a'.repeat(65_536)),
    ],
    ['by what is no JSON', says(raw('200 OK', [STREAM_TYPE], `${WORD}data: ${HOSTILE}\n\n`))],
    [
      'by an event that nests without end',
      says(
        raw(
          '200 OK',
          [STREAM_TYPE],
          `${WORD}data: {"x_router":${'['.repeat(100_000)}${']'.repeat(100_000)}}\n\n`,
        ),
      ),
    ],
    ['by an error', says(raw('200 OK', [STREAM_TYPE], `${WORD}data: {"error":"${HOSTILE}"}\n\n`))],
    [
      'by a chunk of no size',
      says(
        raw(
          '200 OK',
          [STREAM_TYPE, 'transfer-encoding: chunked'],
          `${WORD.length.toString(16)}\r\n${WORD}\r\nzz\r\n`,
        ),
      ),
    ],
    [
      'by another answer in its place',
      saysAndCloses(
        raw('200 OK', [STREAM_TYPE, lengthOf(WORD)], WORD + raw('200 OK', [X]).toString()),
      ),
    ],
  ])('%s', async (_, play) => {
    const { room } = await stage(play)
    const { status, heard } = await asked(room, STREAM)
    expect([status, heard]).toMatchObject([
      200,
      { text: 'hostile', isWhole: false, error: 'upstream_failed' },
    ])
    expect((await room.receipt()).outcome).toBe('incomplete')
    const { heard: again } = await asked(room, WHOLE, { policy: 'any where provider is beta' })
    expect(again.isWhole).toBe(true)
    await expectClean(room, 2)
  })
})
