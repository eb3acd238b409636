import { describe, expect, test } from 'vitest'
import type { Catalog } from '../../../src/catalog/catalog.ts'
import { LAB_CATALOG, lab } from './lab.ts'
import { requestText, responseIn, wired } from './wire.ts'

const ASK = '{"policy":"cheapest","messages":[{"role":"user","content":"hello"}]}'
const LENGTH = `content-length: ${ASK.length}`
const CHUNKED = 'transfer-encoding: chunked'
const CHUNKS = `${ASK.length.toString(16)}\r\n${ASK}\r\n0\r\n\r\n`
const PATH = '/v1/chat/completions'
/** What would be a request of its own for whoever ends the one before it elsewhere. */
const HIDDEN = 'GET /x/fields HTTP/1.1\r\nhost: 127.0.0.1\r\n\r\n'

describe('a request that two servers could read in two ways', () => {
  test.each<readonly [string, string]>([
    [
      'a length beside chunks',
      requestText(PATH, `0\r\n\r\n${HIDDEN}`, ['content-length: 4', CHUNKED]),
    ],
    [
      'chunks beside a length',
      requestText(PATH, `0\r\n\r\n${HIDDEN}`, [CHUNKED, 'content-length: 4']),
    ],
    ['two lengths', requestText(PATH, ASK + HIDDEN, [LENGTH, 'content-length: 0'])],
    ['the same length twice', requestText(PATH, ASK, [LENGTH, LENGTH])],
    ['lengths in a list', requestText(PATH, ASK, [`${LENGTH}, ${ASK.length}`])],
    ['a length with a sign', requestText(PATH, ASK, [`content-length: +${ASK.length}`])],
    ['a length below 0', requestText(PATH, ASK, ['content-length: -1'])],
    ['a length in hex', requestText(PATH, ASK, ['content-length: 0x10'])],
    ['a length past all numbers', requestText(PATH, ASK, [`content-length: ${'9'.repeat(30)}`])],
    [
      'a length with a blank before the colon',
      requestText(PATH, ASK, [`content-length : ${ASK.length}`]),
    ],
    [
      'chunks and something else',
      requestText(PATH, CHUNKS, ['transfer-encoding: chunked, identity']),
    ],
    ['chunks of a word alike', requestText(PATH, CHUNKS, ['transfer-encoding: xchunked'])],
    [
      'chunks with a tab of the old kind',
      requestText(PATH, CHUNKS, ['transfer-encoding:\vchunked']),
    ],
    ['chunks twice', requestText(PATH, CHUNKS, [CHUNKED, 'transfer-encoding: identity'])],
    ['a folded header', requestText(PATH, ASK, ['x-folded: a', ' b', LENGTH])],
    ['a folded first header', requestText(PATH, ASK, [' folded: a', LENGTH])],
    ['lines without a return', requestText(PATH, ASK).replaceAll('\r\n', '\n')],
    ['a header without a return', requestText(PATH, ASK, [`x: a\n${LENGTH}`])],
    ['a return within a header', requestText(PATH, ASK, [`x: a\rb`, LENGTH])],
    ['a zero byte in a header', requestText(PATH, ASK, ['x: a\0b', LENGTH])],
    ['a header without a colon', requestText(PATH, ASK, ['nothing', LENGTH])],
    ['a header without a name', requestText(PATH, ASK, [': nothing', LENGTH])],
    ['a chunk of no size', requestText(PATH, `zz\r\n${ASK}\r\n0\r\n\r\n`, [CHUNKED])],
    ['a chunk of a size with a sign', requestText(PATH, `-1\r\n${ASK}\r\n0\r\n\r\n`, [CHUNKED])],
    [
      'a chunk of a size past all numbers',
      requestText(PATH, `${'f'.repeat(20)}\r\n${ASK}`, [CHUNKED]),
    ],
    ['a chunk that ends early', requestText(PATH, `1\r\n${ASK}\r\n0\r\n\r\n`, [CHUNKED])],
    [
      'a chunk that ends without a return',
      requestText(PATH, CHUNKS.replaceAll('\r\n', '\n'), [CHUNKED]),
    ],
    ['another version', requestText(PATH, ASK).replace('HTTP/1.1', 'HTTP/3.0')],
    ['the beginning of HTTP/2', 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n'],
    ['the beginning of TLS', '\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03'],
    ['a blank in the path', requestText(`${PATH} /x`, ASK)],
    ['no method', requestText(PATH, ASK).replace('POST ', ' ')],
  ])('is refused as a whole: %s', async (_, sent) => {
    const room = await lab()
    const wire = await wired(room.url)
    wire.send(Buffer.from(sent, 'latin1'))
    const { status, headers, body } = responseIn(await wire.closed)
    expect(status).toBe(400)
    expect(headers.get('content-type')).toBe('application/json')
    expect(headers.get('connection')).toBe('close')
    expect(JSON.parse(body)).toEqual({
      error: expect.objectContaining({ code: 'malformed_request' }),
    })
    expect(room.calls).toEqual([])
    expect(room.faults).toEqual([])
    expect((await room.post('/chat/completions', ASK)).status).toBe(200)
  })

  test('is refused where it has no headers, as in the first version', async () => {
    const room = await lab()
    const wire = await wired(room.url)
    wire.send(`POST ${PATH}\r\n\r\n`)
    expect(responseIn(await wire.closed).status).toBe(415)
    expect(room.calls).toEqual([])
  })

  test('is told with a status alone where it names no host', async () => {
    const room = await lab()
    const wire = await wired(room.url)
    wire.send(requestText(PATH, ASK).replace('host: 127.0.0.1\r\n', ''))
    expect(await wire.closed).toMatch(/^HTTP\/1\.1 400 [^{]*$/)
    expect(room.calls).toEqual([])
  })

  test('ends where its length says, and the next one begins there', async () => {
    const room = await lab()
    const wire = await wired(room.url)
    wire.send(
      requestText(PATH, CHUNKS, [CHUNKED]) +
        HIDDEN.replace('\r\n\r\n', '\r\nconnection: close\r\n\r\n'),
    )
    const heard = await wire.closed
    expect(heard.match(/HTTP\/1\.1 \d+/g)).toEqual(['HTTP/1.1 200', 'HTTP/1.1 200'])
    expect(heard.indexOf('chat.completion')).toBeLessThan(heard.indexOf('price_in'))
  })
})

describe('after the answer to an earlier request', () => {
  test('what is broken is told, once that one is out', async () => {
    const room = await lab()
    const wire = await wired(room.url)
    wire.send(requestText(PATH, ASK))
    await wire.hears(/"x_router".*\}\}$/s)
    wire.send('nothing of HTTP\r\n\r\n')
    const heard = await wire.closed
    expect(heard.match(/HTTP\/1\.1 \d+/g)).toEqual(['HTTP/1.1 200', 'HTTP/1.1 400'])
  })

  test('what is broken is no part of an answer that is under way', async () => {
    const room = await lab({ faults: ['*=stall@3'] })
    const wire = await wired(room.url)
    wire.send(requestText(PATH, ASK.replace('{', '{"stream":true,')))
    await wire.hears(/data: /)
    wire.send('nothing of HTTP\r\n\r\n')
    expect(await wire.closed).not.toContain('malformed_request')
    expect((await room.receipt()).outcome).toBe('cancelled')
  })

  test('what is broken is not taken for the answer that is owed', async () => {
    const room = await lab({ faults: ['*=silence'] })
    const wire = await wired(room.url)
    wire.send(requestText(PATH, ASK))
    await room.called(1)
    wire.send('nothing of HTTP\r\n\r\n')
    expect(await wire.closed).toBe('')
    expect((await room.receipt()).outcome).toBe('cancelled')
  })
})

describe('heads', () => {
  test.each<readonly [string, string]>([
    ['one header that is long', `x: ${'a'.repeat(20_000)}`],
    ['many headers', Array.from({ length: 4000 }, (_, i) => `x-${i}: a`).join('\r\n')],
    ['a name that is long', `${'a'.repeat(20_000)}: x`],
  ])('that are too long are told so: %s', async (_, field) => {
    const room = await lab()
    const wire = await wired(room.url)
    wire.send(requestText(PATH, ASK, [field, LENGTH]))
    const { status, body } = responseIn(await wire.closed)
    expect(status).toBe(431)
    expect(JSON.parse(body).error.code).toBe('headers_too_large')
    expect((await room.post('/chat/completions', ASK)).status).toBe(200)
  })

  test('with a path that is too long are told so', async () => {
    const room = await lab()
    const wire = await wired(room.url)
    wire.send(requestText(`/${'a'.repeat(20_000)}`, ASK))
    expect(responseIn(await wire.closed).status).toBe(431)
  })

  test('with more headers than are looked at go without the rest', async () => {
    const room = await lab({ listen: { maxHeaders: 20 } })
    const wire = await wired(room.url)
    const many = Array.from({ length: 100 }, (_, i) => `x-${i}: a`)
    wire.send(requestText(PATH, ASK, [LENGTH, ...many, 'traceparent: x', 'connection: close']))
    expect((await wire.hears(/"x_router".*\}\}$/s)).slice(0, 12)).toBe('HTTP/1.1 200')
  })

  test('that ask for another protocol get this one', async () => {
    const room = await lab()
    for (const fields of [
      ['upgrade: websocket', 'connection: upgrade'],
      ['upgrade: h2c', 'connection: upgrade, close'],
    ]) {
      const response = await wired(room.url)
      response.send(requestText(PATH, ASK, [LENGTH, ...fields]))
      expect((await response.hears(/"x_router".*\}\}/s)).slice(0, 12)).toBe('HTTP/1.1 200')
    }
    const tunnel = await wired(room.url)
    tunnel.send('CONNECT 127.0.0.1:22 HTTP/1.1\r\nhost: 127.0.0.1:22\r\n\r\n')
    expect(await tunnel.closed).not.toContain('200')
  })

  test('that ask for a whole address are asked of nobody', async () => {
    const room = await lab()
    const wire = await wired(room.url)
    wire.send(
      'GET http://169.254.169.254/latest/meta-data HTTP/1.1\r\nhost: 169.254.169.254\r\nconnection: close\r\n\r\n',
    )
    expect(responseIn(await wire.closed).status).toBe(404)
  })
})

describe('headers of an answer', () => {
  const SPLITTING = 'a\r\nset-cookie: planted=1\r\n\r\nHTTP/1.1 200 OK'

  test('have no line of what a catalog calls a model or a provider', async () => {
    const catalog: Catalog = {
      catalog: 1,
      providers: { [SPLITTING]: LAB_CATALOG.providers.alpha ?? {} },
      models: {
        'modèle 💡\r\nx-planted: 1': {
          capabilities: { context: 16_000 },
          served_by: [{ provider: SPLITTING, price_in: 1, price_out: 1, as: 'm' }],
        },
      },
    }
    const room = await lab({ catalog })
    for (const stream of [true, false]) {
      const response = await room.post('/chat/completions', { ...JSON.parse(ASK), stream })
      expect([...response.headers.keys()].filter((name) => /planted|cookie/.test(name))).toEqual([])
      expect(response.headers.get('x-unhardcoded-model')).toContain('%0D%0Aset-cookie')
      await response.text()
    }
    expect(room.faults).toEqual([])
  })

  test.each([SPLITTING, 'a\nb', 'a\u2028b', 'ü', '\ud800', 'a'.repeat(500)])(
    'have no line of what a request calls its policy: %j',
    async (name) => {
      const room = await lab()
      const texts = [
        { model: `policy:${name}` },
        { model: `family:${name}` },
        { model: `pin:${name}/${name}` },
        { model: name },
        { policy_params: { [name]: name } },
      ]
      for (const ask of texts) {
        const response = await room.post('/chat/completions', { ...JSON.parse(ASK), ...ask })
        expect([...response.headers.keys()].filter((key) => /planted|cookie/.test(key))).toEqual([])
        await response.text()
      }
      expect(room.faults).toEqual([])
    },
  )
})
