import { createServer } from 'node:net'
import { describe, expect, test } from 'vitest'
import { LISTEN_LIMITS, listen } from '../../../src/route/server/listen.ts'
import { lab } from './lab.ts'
import { requestText, responseIn, wired } from './wire.ts'

const ASK = '{"policy":"cheapest","messages":[{"role":"user","content":"hello"}]}'
const PATH = '/v1/chat/completions'
const CHUNKED = 'transfer-encoding: chunked'

const ROUTER = { handle: () => {}, drain: () => Promise.resolve() }

describe('listening', () => {
  test('answers with the address', async () => {
    const opened = await listen({ host: '127.0.0.1', port: 0, router: ROUTER })
    if (!opened.ok) throw new Error(opened.error.message)
    expect(opened.value.url).toBe(`http://127.0.0.1:${opened.value.port}`)
    await opened.value.close(0)
  })

  test('fails with a sentence where the port is taken', async () => {
    const other = createServer()
    const port = await new Promise<number>((resolve) => {
      other.listen(0, '127.0.0.1', () => {
        const address = other.address()
        resolve(typeof address === 'object' ? (address?.port ?? 0) : 0)
      })
    })
    expect(await listen({ host: '127.0.0.1', port, router: ROUTER })).toEqual({
      ok: false,
      error: {
        message: `port ${port} of \`127.0.0.1\` is taken: another program listens there`,
        help: 'end it, or choose another port; 0 takes a free one',
      },
    })
    other.close()
  })

  test.each([
    ['192.0.2.1', 0, '`192.0.2.1` is no address of this machine'],
    ['127.0.0.1', 65_536, '65536 is no port'],
    ['127.0.0.1', -1, '-1 is no port'],
    ['127.0.0.1', 1.5, '1.5 is no port'],
  ])('fails with a sentence at %s, port %d', async (host, port, message) => {
    const opened = await listen({ host, port, router: ROUTER })
    expect(opened).toEqual({ ok: false, error: { message, help: expect.any(String) } })
  })

  test('waits for what runs when it closes, and takes nothing new', async () => {
    const room = await lab({ faults: ['*=stall@3'] })
    const opened = await listen({ host: '127.0.0.1', port: 0, router: room.router })
    if (!opened.ok) throw new Error(opened.error.message)
    const { url, close } = opened.value
    const idle = await wired(url)
    const wire = await wired(url)
    wire.send(requestText(PATH, ASK.replace('{', '{"stream":true,')))
    await wire.hears(/data: /)
    const closing = close(0)
    const heard = await wire.closed
    expect(heard).toContain('shutting_down')
    expect(heard).not.toContain('[DONE]')
    await closing
    await idle.closed
    await expect(fetch(`${url}/healthz`)).rejects.toThrow('fetch failed')
    expect((await room.receipt()).outcome).toBe('incomplete')
  })

  test('ends requests that never become whole when it closes', async () => {
    const room = await lab({ rules: { lastWordsMs: 50 } })
    const opened = await listen({ host: '127.0.0.1', port: 0, router: room.router })
    if (!opened.ok) throw new Error(opened.error.message)
    const wires = [await wired(opened.value.url), await wired(opened.value.url)]
    wires[0]?.send('POST /v1/chat/completions HTTP/1.1\r\nhost: a\r\n')
    wires[1]?.send(requestText(PATH, '{', ['content-length: 100']))
    await wired(opened.value.url)
    await opened.value.close(0)
    await Promise.all(wires.map(({ closed }) => closed))
    expect(room.calls).toEqual([])
  })

  test('lets whoever has no request go before long, and nobody before the usual balancers', () => {
    expect(LISTEN_LIMITS.keepAliveMs).toBeGreaterThan(60_000)
    expect(LISTEN_LIMITS.headersMs).toBeLessThan(LISTEN_LIMITS.requestMs)
  })
})

/** Milliseconds; soon for who waits, and long for whoever sends what it has. */
const SOON = 250

describe('a client that is slow', () => {
  const LIMITS = { headersMs: SOON, requestMs: SOON, keepAliveMs: SOON }

  const SLOW: ReadonlyMap<string, string> = new Map([
    ['says nothing', ''],
    ['does not end its first line', 'POST /v1'],
    ['does not end its headers', `POST ${PATH} HTTP/1.1\r\nhost: a\r\nx: `],
    ['sends no body', requestText(PATH, '', ['content-length: 10'])],
    ['sends a part of its body', requestText(PATH, '{"a"', ['content-length: 10'])],
    ['does not end a chunk', requestText(PATH, '10\r\n{"a"', [CHUNKED])],
    ['does not end its chunks', requestText(PATH, '4\r\n{"a"\r\n', [CHUNKED])],
    ['does not end the size of a chunk', requestText(PATH, '0'.repeat(100), [CHUNKED])],
    ['does not end what follows chunks', requestText(PATH, '0\r\nx: ', [CHUNKED])],
  ])

  test('is told so, wherever it stops', async () => {
    const room = await lab({ listen: LIMITS })
    const answers = [...SLOW].map(async ([what, sent]) => {
      const wire = await wired(room.url)
      wire.send(sent)
      const { status, body } = responseIn(await wire.closed)
      return [what, status, JSON.parse(body).error.code]
    })
    const told = [...SLOW.keys()].map((what) => [what, 408, 'client_too_slow'])
    expect(await Promise.all(answers)).toEqual(told)
    expect(room.calls).toEqual([])
    expect(room.receipts).toEqual([])
  })

  test('is not helped by a byte now and then', async () => {
    const room = await lab({ listen: LIMITS })
    const wire = await wired(room.url)
    wire.send(requestText(PATH, '', ['content-length: 1000000']))
    const drip = setInterval(() => wire.send('a'), 10)
    wire.socket.on('close', () => clearInterval(drip))
    expect(responseIn(await wire.closed).status).toBe(408)
  })

  test('is cut off where it goes on with a body that was refused', async () => {
    const room = await lab({ listen: LIMITS, rules: { maxBodyBytes: 10 } })
    const wire = await wired(room.url)
    const chunk = 'a\r\n0123456789\r\n'
    wire.send(requestText(PATH, chunk + chunk, [CHUNKED]))
    const drip = setInterval(() => wire.send(chunk), 20)
    wire.socket.on('close', () => clearInterval(drip))
    expect(responseIn(await wire.closed).status).toBe(413)
  })

  test('is let go between its requests', async () => {
    const room = await lab({ listen: LIMITS })
    const wire = await wired(room.url)
    wire.send('GET /healthz HTTP/1.1\r\nhost: a\r\n\r\n')
    expect(responseIn(await wire.closed).status).toBe(200)
  })

  test('is let go where it does not read, and what was made for it is thrown away', async () => {
    const long = JSON.stringify({
      object: 'chat.completion',
      choices: [
        {
          index: 0,
          message: { role: 'assistant', content: 'x'.repeat(2 ** 25) },
          finish_reason: 'stop',
        },
      ],
    })
    const room = await lab({
      rules: { clientIdleMs: SOON },
      stubs: {
        alpha: (_, response) => response.setHeader('content-type', 'application/json').end(long),
      },
    })
    const wire = await wired(room.url)
    wire.socket.pause()
    wire.send(requestText(PATH, ASK))
    expect(await room.receipt()).toMatchObject({
      outcome: 'cancelled',
      hops: [{ candidate: 'alpha/small', sent: 'part' }],
    })
    wire.socket.resume()
    await wire.closed
  })

  test('who does not read keeps its own requests waiting, and nobody else', async () => {
    const room = await lab({ rules: { clientIdleMs: SOON } })
    const wire = await wired(room.url)
    wire.socket.pause()
    for (let i = 0; i < 2000; i += 1) wire.send('GET /x/fields HTTP/1.1\r\nhost: a\r\n\r\n')
    expect((await room.post('/chat/completions', ASK)).status).toBe(200)
    wire.socket.destroy()
  })
})

describe('many clients', () => {
  test('are served, each of them', async () => {
    const room = await lab()
    const answers = await Promise.all(
      Array.from({ length: 150 }, async () => {
        const response = await room.post('/chat/completions', ASK)
        await response.text()
        return response.status
      }),
    )
    expect(new Set(answers)).toEqual(new Set([200]))
    expect(room.receipts).toHaveLength(150)
  })

  test('who only connect keep nobody out for whom there is room', async () => {
    const room = await lab()
    const wires = await Promise.all(Array.from({ length: 500 }, () => wired(room.url)))
    for (const { send } of wires) send('POST /v1/chat')
    expect((await room.post('/chat/completions', ASK)).status).toBe(200)
  })

  test('past the last place are closed, and served once there is one', async () => {
    const room = await lab({ listen: { maxConnections: 2 } })
    const [first] = [await wired(room.url), await wired(room.url)]
    const third = await wired(room.url)
    expect(await third.closed).toBe('')
    first?.socket.destroy()
    for (;;) {
      const next = await wired(room.url)
      next.send('GET /healthz HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n')
      const heard = await next.closed
      if (heard === '') continue
      expect(responseIn(heard).status).toBe(200)
      return
    }
  })

  test('past what is run at once are told to come back', async () => {
    const room = await lab({ faults: ['*=silence'], rules: { maxConcurrent: 3 } })
    const asked = Array.from({ length: 3 }, () =>
      room.post('/chat/completions', ASK).catch(() => undefined),
    )
    await room.called(3)
    const response = await room.post('/chat/completions', ASK)
    expect(response.status).toBe(503)
    expect(response.headers.get('retry-after')).toBe('1')
    expect(await response.json()).toMatchObject({ error: { code: 'overloaded' } })
    expect((await fetch(new URL('/healthz', room.url))).status).toBe(200)
    await room.router.drain(0)
    await Promise.all(asked)
  })
})
