import { describe, expect, test } from 'vitest'
import { ENDPOINTS } from '../../../src/route/server/endpoints.ts'
import { type LabSetup, lab } from './lab.ts'
import { requestText, responseIn, wired } from './wire.ts'

const ASK = '{"policy":"cheapest","messages":[{"role":"user","content":"hello"}]}'
const ORIGIN = { origin: 'https://evil.example' }

const OURS: LabSetup = {
  rules: { hosts: new Set(['127.0.0.1', 'localhost', '[::1]', 'router.internal']) },
}

describe('a page in a browser', () => {
  test('is not told that it may ask', async () => {
    const room = await lab()
    for (const path of [...ENDPOINTS.keys(), '/elsewhere']) {
      for (const method of ['POST', 'GET', 'PUT', 'DELETE']) {
        const response = await fetch(new URL(path, room.url), {
          method: 'OPTIONS',
          headers: {
            ...ORIGIN,
            'access-control-request-method': method,
            'access-control-request-headers': 'authorization, content-type',
            'access-control-request-private-network': 'true',
          },
        })
        expect([path, response.status]).toEqual([path, path === '/elsewhere' ? 404 : 405])
        await response.text()
        expect(openingsOf(response)).toEqual([])
      }
    }
    expect(room.calls).toEqual([])
  })

  test('cannot read an answer', async () => {
    const room = await lab()
    for (const [path, { method }] of ENDPOINTS) {
      const body = method === 'POST' ? { body: ASK } : {}
      const headers = { ...ORIGIN, 'content-type': 'application/json' }
      const response = await fetch(new URL(path, room.url), { method, headers, ...body })
      await response.text()
      expect(openingsOf(response)).toEqual([])
    }
  })

  test.each([
    'text/plain',
    'text/plain; application/json',
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=application/json',
    'application/jsonp',
    '',
  ])('asks nothing with what it may send unasked: %s', async (mediaType) => {
    const room = await lab()
    for (const [path, { method }] of ENDPOINTS) {
      if (method !== 'POST') continue
      const wire = await wired(room.url)
      const request = requestText(path, ASK, [`content-length: ${ASK.length}`, 'connection: close'])
      wire.send(request.replace('application/json', mediaType))
      expect(responseIn(await wire.closed).status).toBe(415)
    }
    expect(room.calls).toEqual([])
  })

  test.each([
    'evil.example',
    'evil.example:80',
    'localhost.evil.example',
    '127.0.0.1.nip.io',
    '127.0.0.1@evil.example',
    '0x7f.1',
    '127.1',
    'localhost:80:80',
    'localhost.',
    '',
    '[::2]',
    'router.internal/',
  ])('whose own name leads here asks nothing: %s', async (host) => {
    const room = await lab(OURS)
    for (const [path, { method }] of ENDPOINTS) {
      const wire = await wired(room.url)
      const request = requestText(path, ASK, [`content-length: ${ASK.length}`, 'connection: close'])
      wire.send(request.replace('POST', method).replace('host: 127.0.0.1', `host: ${host}`))
      const { status, body } = responseIn(await wire.closed)
      expect([path, status]).toEqual([path, 404])
      expect(body).not.toContain('evil')
    }
    expect(room.calls).toEqual([])
  })
})

test.each(['127.0.0.1', 'localhost', 'LOCALHOST:4100', '[::1]:4100', 'router.internal:443'])(
  'who asks by a name of the router is answered: %s',
  async (host) => {
    const room = await lab(OURS)
    const wire = await wired(room.url)
    wire.send(`GET /v1/models HTTP/1.1\r\nhost: ${host}\r\nconnection: close\r\n\r\n`)
    expect(responseIn(await wire.closed).status).toBe(200)
  },
)

test('a second name in a request counts for nothing', async () => {
  const room = await lab(OURS)
  const wire = await wired(room.url)
  wire.send(
    'GET /v1/models HTTP/1.1\r\nhost: evil.example\r\nhost: localhost\r\nconnection: close\r\n\r\n',
  )
  expect(responseIn(await wire.closed).status).not.toBe(200)
})

/** The headers by which pages of other origins would be let in. */
function openingsOf({ headers }: Response): readonly string[] {
  return [...headers.keys()].filter((name) =>
    /^access-control|^cross-origin|^timing-allow/.test(name),
  )
}
