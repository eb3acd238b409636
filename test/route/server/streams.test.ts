import type { ServerResponse } from 'node:http'
import { expect, test, vi } from 'vitest'
import { expectClean } from './expect-clean.ts'
import { lab } from './lab.ts'
import { rawClient, rawRequest } from './raw-client.ts'
import { speakerOf } from './speaker.ts'
import { wayOf } from './ways.ts'

const WAY = wayOf('chat stream')
const BODY = { policy: 'cheapest', ...WAY.body }

function chunk(delta: object, finish: string | null = null): string {
  const choices = [{ index: 0, delta, finish_reason: finish }]
  return `data: ${JSON.stringify({ id: 'x', object: 'chat.completion.chunk', model: 'small', choices })}\n\n`
}

const WORD = chunk({ content: 'stub' })
const STOP = chunk({}, 'stop')
const DONE = 'data: [DONE]\n\n'

/** A provider that writes this as a stream, and leaves the response open. */
function writes(...pieces: readonly string[]) {
  const responses: ServerResponse[] = []
  return {
    responses,
    listener(_: unknown, response: ServerResponse): void {
      responses.push(response)
      response.writeHead(200, { 'content-type': 'text/event-stream' })
      for (const piece of pieces) response.write(piece)
    },
  }
}

test.each([
  ['JSON', 200, 'application/json'],
  ['JSON, created', 201, 'application/json'],
])('%s instead of a stream is no answer to whoever asked for one', async (_, status, type) => {
  const message = { role: 'assistant', content: 'whole' }
  const answer = {
    id: 'x',
    object: 'chat.completion',
    choices: [{ index: 0, message, finish_reason: 'stop' }],
  }
  const room = await lab({
    stubs: {
      alpha: (_, response) => {
        response.writeHead(status, { 'content-type': type }).end(JSON.stringify(answer))
      },
    },
  })
  const heard = WAY.read(await (await room.post(WAY.path, BODY)).text())
  expect(speakerOf(heard.text)).toBe('beta/small')
  const { hops } = await room.receipt()
  expect(hops[0]).toMatchObject({
    failure: 'bad_response',
    cause: 'unlike_answer',
    sent: 'nothing',
  })
  await expectClean(room)
})

test('a stream that is done and stays open is over for the client, and is closed', async () => {
  const alpha = writes(chunk({ role: 'assistant' }), WORD, STOP, DONE)
  const room = await lab({ stubs: { alpha: alpha.listener } })
  const heard = WAY.read(await (await room.post(WAY.path, BODY)).text())
  expect(heard).toMatchObject({ text: 'stub', isWhole: true, error: undefined })
  await expectClean(room)
  await vi.waitFor(() => expect(alpha.responses[0]?.destroyed).toBe(true), { timeout: 10_000 })
})

test.each([
  ['an event that is no JSON', 'data: {"choices": tru\n\n', 'malformed_event'],
  [
    'an error',
    'data: {"error":{"message":"overloaded","code":"rate_limit_exceeded"}}\n\n',
    'rate_limited',
  ],
])(
  '%s in a stream that stays open closes it, before and after the first token',
  async (_, event, cause) => {
    const alpha = writes(event)
    const beta = writes(WORD, event)
    const room = await lab({ stubs: { alpha: alpha.listener, beta: beta.listener } })
    const heard = WAY.read(await (await room.post(WAY.path, BODY)).text())
    expect(heard).toMatchObject({ text: 'stub', isWhole: false, error: 'upstream_failed' })
    const { hops, outcome } = await room.receipt()
    expect(outcome).toBe('incomplete')
    expect(hops).toMatchObject([
      { candidate: 'alpha/small', cause, sent: 'nothing', action: 'next_candidate' },
      {
        candidate: 'beta/small',
        cause,
        failure: 'stream_interrupted',
        sent: 'part',
        action: 'abort',
      },
    ])
    await expectClean(room)
    await vi.waitFor(() => {
      for (const { responses } of [alpha, beta]) expect(responses[0]?.destroyed).toBe(true)
    })
  },
)

test.each([
  ['before a word', [chunk({ role: 'assistant' })]],
  ['with nothing but that it is done', [DONE]],
  ['with nothing at all', []],
])('a stream that ends %s is another provider’s to answer', async (_, pieces) => {
  const room = await lab({
    stubs: {
      alpha: (_, response) => {
        response.writeHead(200, { 'content-type': 'text/event-stream' }).end(pieces.join(''))
      },
    },
  })
  const heard = WAY.read(await (await room.post(WAY.path, BODY)).text())
  expect(speakerOf(heard.text)).toBe('beta/small')
  expect((await room.receipt()).hops[0]).toMatchObject({ failure: 'bad_response', sent: 'nothing' })
  await expectClean(room)
})

/** A provider that writes as fast as it is read, up to so many bytes. */
function pours(bytes: number) {
  const poured = { bytes: 0, isDone: false, isClosed: false }
  const piece = chunk({ content: 'x'.repeat(16_384) })
  const listener = (_: unknown, response: ServerResponse): void => {
    response.writeHead(200, { 'content-type': 'text/event-stream' })
    response.on('close', () => {
      poured.isClosed = true
    })
    const more = (): void => {
      while (poured.bytes < bytes) {
        poured.bytes += piece.length
        if (!response.write(piece)) {
          response.once('drain', more)
          return
        }
      }
      poured.isDone = true
      response.end(STOP + DONE)
    }
    more()
  }
  return { poured, listener }
}

const LARGE = 64 * 1024 * 1024

test('a client that reads slowly has the provider wait, and gets all of it', async () => {
  const { poured, listener } = pours(LARGE)
  const room = await lab({ stubs: { alpha: listener }, timers: { idleMs: 500 } })
  const response = await room.post(WAY.path, BODY)
  const reader = response.body?.getReader() ?? expect.unreachable()
  // The provider stops writing while nobody reads: what is on the way fits into buffers.
  let seen = -1
  await vi.waitFor(
    () => {
      const before = seen
      seen = poured.bytes
      expect(seen).toBe(before)
    },
    { interval: 700, timeout: 20_000 },
  )
  expect(poured.bytes).toBeLessThan(LARGE / 2)
  let length = 0
  let last = ''
  for (let read = await reader.read(); !read.done; read = await reader.read()) {
    length += read.value.length
    last = new TextDecoder().decode(read.value.subarray(-200))
  }
  expect(length).toBeGreaterThan(LARGE)
  expect(last).toMatch(/data: \[DONE\]\n\n$/)
  expect((await room.receipt()).outcome).toBe('complete')
  await expectClean(room)
})

test.each([
  ['in the middle of a stream', LARGE],
  ['when all of it is there', 8 * 1024 * 1024],
])('a client that takes nothing %s is given up', async (_, bytes) => {
  const { poured, listener } = pours(bytes)
  const room = await lab({ stubs: { alpha: listener }, rules: { clientIdleMs: 200 } })
  const client = await rawClient(room)
  client.pause()
  client.send(rawRequest(BODY))
  const { outcome, hops } = await room.receipt()
  expect(outcome).toBe('cancelled')
  expect(hops).toMatchObject([{ candidate: 'alpha/small', sent: 'part' }])
  expect(hops[0]?.failure).toBeUndefined()
  await vi.waitFor(() => expect(poured.isClosed).toBe(true))
  client.leave()
  await expectClean(room)
})
