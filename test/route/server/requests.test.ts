import { describe, expect, test } from 'vitest'
import { expectClean } from './expect-clean.ts'
import { lab } from './lab.ts'
import { rawClient, rawRequest } from './raw-client.ts'

const HELLO = { policy: 'cheapest', messages: [{ role: 'user', content: 'hello' }] }

interface Refused {
  readonly path?: string
  readonly init?: RequestInit
  readonly body?: unknown
  readonly status: number
  readonly code: string
  readonly message: RegExp
}

const deep = `{"policy":"cheapest","messages":${'['.repeat(5000)}${']'.repeat(5000)}}`

describe('what is no request is refused with a clear error and leaves no receipt:', () => {
  test.each<[string, Refused]>([
    [
      'a path with a slip',
      {
        path: '/chat/completion',
        status: 404,
        code: 'unknown_path',
        message: /Did you mean \/v1\/chat\/completions\?/,
      },
    ],
    [
      'a path of something else',
      { path: '/images/generations', status: 404, code: 'unknown_path', message: /no such path/ },
    ],
    ['GET', { init: { method: 'GET' }, status: 405, code: 'wrong_method', message: /POST/ }],
    ['DELETE', { init: { method: 'DELETE' }, status: 405, code: 'wrong_method', message: /POST/ }],
    [
      'a form',
      {
        init: { headers: { 'content-type': 'application/x-www-form-urlencoded' } },
        status: 415,
        code: 'wrong_media_type',
        message: /application\/json/,
      },
    ],
    [
      'text',
      {
        init: { headers: { 'content-type': 'text/plain' } },
        status: 415,
        code: 'wrong_media_type',
        message: /application\/json/,
      },
    ],
    ['no body', { body: '', status: 400, code: 'malformed_body', message: /byte 0/ }],
    [
      'half a body',
      { body: '{"messages":[', status: 400, code: 'malformed_body', message: /byte 13/ },
    ],
    ['a list', { body: '[]', status: 400, code: 'malformed_body', message: /object/ }],
    [
      'bytes that are no text',
      { body: '{"policy":"\ud800"}', status: 400, code: 'invalid_policy_text', message: /./ },
    ],
    [
      'a body that is nested too deeply',
      { body: deep, status: 400, code: 'malformed_body', message: /nest|deep/ },
    ],
    [
      'a body that is too long',
      {
        body: { ...HELLO, user: 'x'.repeat(300_000) },
        status: 413,
        code: 'body_too_large',
        message: /200000 bytes/,
      },
    ],
    [
      'no policy',
      { body: { messages: [] }, status: 400, code: 'missing_policy', message: /policy/ },
    ],
    [
      'an unknown policy',
      {
        body: { ...HELLO, policy: undefined, model: 'policy:supprot' },
        status: 400,
        code: 'unknown_policy',
        message: /supprot/,
      },
    ],
    [
      'a policy that does not compile',
      {
        body: { ...HELLO, policy: 'cheapest wehre x' },
        status: 400,
        code: 'invalid_policy_text',
        message: /wehre/,
      },
    ],
  ])('%s', async (_, { path = '/chat/completions', init, body = HELLO, status, code, message }) => {
    const room = await lab({
      rules: { maxBodyBytes: 200_000 },
      policies: 'policy support = cheapest',
    })
    const hasBody = init?.method !== 'GET'
    const response = hasBody
      ? await room.post(path, body, init)
      : await fetch(`${room.url}${path}`, init)
    const { error } = (await response.json()) as { readonly error: Record<string, unknown> }
    expect([response.status, error.code]).toEqual([status, code])
    // There is no receipt that it could name.
    expect(response.headers.get('x-unhardcoded-receipt')).toBeNull()
    expect(response.headers.get('x-unhardcoded-attempts')).toBe('0')
    const idName = path === '/messages' ? 'request-id' : 'x-request-id'
    expect(response.headers.get(idName)).toMatch(/^[0-9A-Z]{26}$/)
    expect(error.message).toMatch(message)
    expect(error.message).not.toMatch(/\bat .*\.ts|node:/)
    expect(room.calls).toEqual([])
    await expectClean(room, 0)
    // The router is none the worse for it.
    const good = await room.post('/chat/completions', HELLO)
    expect(good.status).toBe(200)
    await good.text()
    await expectClean(room)
  })

  test.each([
    ['OPTIONS', 405],
    ['HEAD', 405],
    ['PUT', 405],
  ])('%s', async (method, status) => {
    const room = await lab()
    const response = await fetch(`${room.url}/chat/completions`, { method })
    expect(response.status).toBe(status)
    await expectClean(room, 0)
  })
})

test('a page can be asked for by its head alone', async () => {
  const room = await lab()
  const response = await fetch(`${room.url}/models`, { method: 'HEAD' })
  expect([response.status, await response.text()]).toEqual([200, ''])
  expect(Number(response.headers.get('content-length'))).toBeGreaterThan(0)
})

describe('over the wire', () => {
  test('a body that is too long is refused before it is sent', async () => {
    const room = await lab({ rules: { maxBodyBytes: 1000 } })
    const client = await rawClient(room)
    client.send(rawRequest(HELLO).replace(/content-length: \d+/, 'content-length: 99999999'))
    await client.until('HTTP/1.1 413 ', 'body_too_large')
    client.leave()
    await expectClean(room, 0)
  })

  test('a body that is too long and has no length is refused while it is sent', async () => {
    const room = await lab({ rules: { maxBodyBytes: 1000 } })
    const client = await rawClient(room)
    client.send(
      rawRequest('').replace(/content-length: \d+\r\n\r\n""/, 'transfer-encoding: chunked\r\n\r\n'),
    )
    const piece = `fff\r\n${'x'.repeat(0xfff)}\r\n`
    for (let i = 0; i < 100; i++) client.send(piece)
    await client.until('HTTP/1.1 413 ', 'body_too_large')
    client.leave()
    await expectClean(room, 0)
  })

  test('a client that is told the error of a body it goes on sending can read it', async () => {
    const room = await lab({ rules: { maxBodyBytes: 1000 } })
    const response = await room.post('/chat/completions', { ...HELLO, user: 'x'.repeat(8_000_000) })
    expect(response.status).toBe(413)
    expect(await response.json()).toMatchObject({ error: { code: 'body_too_large' } })
  })

  test('a client that asks whether it may go on is told so', async () => {
    const room = await lab()
    const client = await rawClient(room)
    const [head = '', body = ''] = rawRequest(HELLO, ['expect: 100-continue']).split('\r\n\r\n')
    client.send(`${head}\r\n\r\n`)
    await client.until('HTTP/1.1 100 Continue')
    client.send(body)
    await client.until('HTTP/1.1 200 OK', 'x_router')
    client.leave()
    await expectClean(room)
  })

  test.each([
    ['an answer', HELLO, '"x_router"'],
    ['a stream', { ...HELLO, stream: true }, 'data: [DONE]\n\n'],
  ])('a client of HTTP/1.0 gets %s without chunks, and its end', async (_, body, last) => {
    const room = await lab()
    const client = await rawClient(room)
    client.send(rawRequest(body).replace('HTTP/1.1', 'HTTP/1.0'))
    const all = await client.all()
    expect(all).toContain(last)
    expect(all).not.toMatch(/transfer-encoding/i)
    await expectClean(room)
  })

  test.each([
    ['a request that is refused', '{"messages":[]}', 400],
    ['a request that is no JSON', '{', 400],
  ])('a connection goes on after %s', async (_, text, status) => {
    const room = await lab()
    const client = await rawClient(room)
    client.send(
      rawRequest('').replace(
        /content-length: \d+\r\n\r\n""/,
        `content-length: ${text.length}\r\n\r\n${text}`,
      ),
    )
    await client.until(`HTTP/1.1 ${status}`, '"error"')
    client.send(rawRequest(HELLO))
    await client.until(`HTTP/1.1 ${status}`, 'HTTP/1.1 200 OK', 'x_router')
    client.leave()
    await expectClean(room)
  })

  test('a connection goes on after a stream that broke off, and after a fallback', async () => {
    const room = await lab({ faults: ['alpha=cut@5'] })
    const client = await rawClient(room)
    client.send(rawRequest({ ...HELLO, stream: true }))
    await client.until('"error"')
    client.send(rawRequest(HELLO))
    await client.until('"error"', 'HTTP/1.1 200 OK', 'x_router')
    client.leave()
    await expectClean(room, 2)
  })

  test('requests that do not wait for the answers before are answered in their order', async () => {
    const room = await lab({ faults: ['alpha=slow@100:x1'] })
    const client = await rawClient(room)
    const ask = (user: string) => rawRequest({ ...HELLO, stream: user === 'b', user })
    client.send(ask('a') + ask('b') + ask('c'))
    const text = await client.until('x_router', ': x_router', '[DONE]', '"x_router"')
    expect(text.match(/HTTP\/1\.1 200 OK/g)).toHaveLength(3)
    client.leave()
    await expectClean(room, 3)
  })

  test('a client that leaves takes all of its requests with it, those that wait their turn too', async () => {
    const room = await lab({ faults: ['alpha=silence'] })
    const client = await rawClient(room)
    client.send(rawRequest(HELLO).repeat(12))
    await room.called(12)
    client.leave()
    await expectClean(room, 12)
    expect(room.receipts.map(({ outcome }) => outcome)).toEqual(Array(12).fill('cancelled'))
    expect(room.sandbox.counts().aborted).toBe(12)
    await room.router.drain(60_000)
  })

  test('more at once than the router takes are told to come back', async () => {
    const room = await lab({ faults: ['alpha=slow@300'], rules: { maxConcurrent: 1 } })
    const first = room.post('/chat/completions', HELLO)
    await room.called(1)
    const second = await room.post('/chat/completions', HELLO)
    expect([second.status, second.headers.get('retry-after')]).toEqual([503, '1'])
    expect(await second.json()).toMatchObject({ error: { code: 'overloaded' } })
    expect((await first).status).toBe(200)
    await (await first).text()
    await expectClean(room)
  })
})
