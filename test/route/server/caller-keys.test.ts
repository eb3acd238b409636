import { describe, expect, test } from 'vitest'
import { ENDPOINTS } from '../../../src/route/server/endpoints.ts'
import { type LabSetup, lab } from './lab.ts'
import { callerNamed, SURFACES } from './surfaces.ts'

const CALLERS: LabSetup = { callers: { callers: [callerNamed('app'), callerNamed('web')] } }

const OPEN_PATHS = ['/healthz', '/readyz']

const PATHS = [...ENDPOINTS].map(([path, { method }]) => ({ path, method }))

describe('a router with callers', () => {
  const CREDENTIALS: readonly (readonly [what: string, headers: Record<string, string>])[] = [
    ['no key', {}],
    ['the key of nobody', { authorization: 'Bearer key-of-nobody' }],
    ['a key of another scheme', { authorization: 'Basic key-of-app' }],
    ['the name of a caller', { authorization: 'Bearer app' }],
    ['a key in part', { authorization: 'Bearer key-of-ap' }],
    ['the hash of a key', { authorization: `Bearer ${callerNamed('app').keys[0]}` }],
    ['the key of a provider', { authorization: 'Bearer secret-of-alpha' }],
    ['a key beside a wrong one', { authorization: 'Bearer no', 'x-api-key': 'key-of-app' }],
    ['a key in a cookie', { cookie: 'authorization=Bearer key-of-app' }],
  ]

  test.each(CREDENTIALS)('wants a key on all but two paths: %s', async (_, headers) => {
    const room = await lab(CALLERS)
    for (const { path, method } of PATHS) {
      const url = new URL(`${path}?key=key-of-app&api_key=key-of-app`, room.url)
      const body = method === 'POST' ? { body: '{"policy":"cheapest"}' } : {}
      const response = await fetch(url, {
        method,
        headers: { 'content-type': 'application/json', ...headers },
        ...body,
      })
      expect([path, response.status]).toEqual([path, OPEN_PATHS.includes(path) ? 200 : 401])
      const told = await response.text()
      if (!OPEN_PATHS.includes(path)) {
        const isAnthropic = path === '/v1/messages'
        expect(JSON.parse(told)).toMatchObject(isAnthropic ? ANTHROPIC : OPENAI)
      }
      expect(told).not.toMatch(/key-of|secret-of|app\b|web\b/)
    }
    expect(room.calls).toEqual([])
    expect(room.receipts).toEqual([])
  })

  const OPENAI = {
    error: { type: 'authentication_error', code: 'unknown_caller', param: null },
  }
  const ANTHROPIC = { type: 'error', error: { type: 'authentication_error' } }

  test('knows a key that comes as clients of either company send it', async () => {
    const room = await lab(CALLERS)
    for (const { path, body } of SURFACES) {
      for (const headers of [
        { authorization: 'Bearer key-of-app' },
        { 'x-api-key': 'key-of-app' },
      ]) {
        const response = await room.post(path, { policy: 'cheapest', ...body }, { headers })
        expect([path, response.status]).toEqual([path, 200])
        await response.text()
      }
    }
    await room.receipt(2 * SURFACES.length)
    expect(new Set(room.receipts.map(({ request }) => request.caller))).toEqual(new Set(['app']))
  })

  test('has keys on no path of an unusual spelling', async () => {
    const room = await lab(CALLERS)
    const headers = { 'content-type': 'application/json' }
    for (const path of [
      '/V1/MODELS',
      '/v1/models/',
      '//v1/models',
      '/v1/%6dodels',
      '/healthz/../v1/models',
      '/healthz;/v1/models',
      '/v1/models#healthz',
      '/healthz%3f/v1/models',
    ]) {
      const response = await fetch(new URL(room.url).origin + path, { headers })
      expect([path, [401, 404].includes(response.status)]).toEqual([path, true])
      expect(await response.text()).not.toContain('"data"')
    }
  })
})

describe('what a provider is sent', () => {
  const OURS = [
    'accept',
    'accept-encoding',
    'connection',
    'content-length',
    'content-type',
    'host',
    'user-agent',
  ]
  const SENT = {
    authorization: 'Bearer key-of-app',
    'x-api-key': 'key-of-web',
    'api-key': 'planted-1',
    cookie: 'session=planted-2',
    'proxy-authorization': 'Basic planted-3',
    'x-goog-api-key': 'planted-4',
    'openai-organization': 'planted-5',
    'openai-project': 'planted-6',
    forwarded: 'for=planted-7',
    'x-forwarded-for': 'planted-8',
    referer: 'http://planted-9/',
    'user-agent': 'planted-10',
    'accept-language': 'planted-11',
    baggage: 'user=planted-12',
    tracestate: 'a=planted-13',
    'anthropic-version': 'planted-14: x',
    'anthropic-beta': 'planted 15',
    'x-stainless-os': 'planted-16',
    'idempotency-key': 'planted-17',
  }

  test.each(SURFACES)(
    'by $path has its own key and nothing of the client but the body',
    async ({ path, body }) => {
      const room = await lab(CALLERS)
      const asked = { policy: 'any', policy_params: {}, ...body, stream: false }
      for (const model of ['pin:alpha/small', 'pin:claude/large']) {
        const { policy: _, ...rest } = asked
        await (await room.post(path, { ...rest, model }, { headers: SENT })).text()
      }
      expect(room.calls.length).toBeGreaterThan(0)
      for (const { provider, headers, body } of room.calls) {
        const {
          authorization,
          'x-api-key': apiKey,
          'anthropic-version': version,
          ...rest
        } = headers
        const key = `secret-of-${provider}`
        expect([authorization, apiKey]).toEqual(
          provider === 'claude' ? [undefined, key] : [`Bearer ${key}`, undefined],
        )
        expect(version).toBe(provider === 'claude' ? '2023-06-01' : undefined)
        expect(Object.keys(rest).sort()).toEqual(OURS)
        expect(rest['user-agent']).toMatch(/^unhardcoded\/[\w.-]+$/)
        expect(JSON.stringify(headers)).not.toMatch(/planted|key-of/)
        expect(Buffer.from(body).toString()).not.toMatch(/planted|key-of|policy/)
      }
    },
  )

  test('chooses the version of the interface, where the client speaks it itself', async () => {
    const room = await lab()
    const headers = {
      'anthropic-version': '2023-01-01',
      'anthropic-beta': 'tools-2024-04-04,a-1',
    }
    const asked = {
      model: 'pin:claude/large',
      messages: [{ role: 'user', content: 'x' }],
      max_tokens: 9,
    }
    await (await room.post('/messages', asked, { headers })).text()
    await (await room.post('/chat/completions', asked, { headers })).text()
    expect(
      room.calls.map(({ headers }) => [headers['anthropic-version'], headers['anthropic-beta']]),
    ).toEqual([
      ['2023-01-01', 'tools-2024-04-04,a-1'],
      ['2023-06-01', undefined],
    ])
  })

  test('goes on with the trace of the client, and with nothing else in that header', async () => {
    const room = await lab()
    const trace = 'ab'.repeat(16)
    for (const traceparent of [
      `00-${trace}-${'cd'.repeat(8)}-01`,
      `00-${trace}-${'cd'.repeat(8)}-01-planted`,
      `00-${'0'.repeat(32)}-${'cd'.repeat(8)}-01`,
      `00-${trace}-${'0'.repeat(16)}-01`,
      'planted',
    ]) {
      const asked = { model: 'family:small', messages: [{ role: 'user', content: 'x' }] }
      await (await room.post('/chat/completions', asked, { headers: { traceparent } })).text()
    }
    expect(room.calls.map(({ headers }) => headers.traceparent)).toEqual([
      expect.stringMatching(new RegExp(`^00-${trace}-(?!cdcd)[0-9a-f]{16}-01$`)),
      ...Array(4).fill(undefined),
    ])
    await room.receipt(5)
    expect(room.receipts.map(({ request }) => request.trace)).toEqual([
      trace,
      ...Array(4).fill(undefined),
    ])
  })

  test('is the key of the provider that is called, also after another one has failed', async () => {
    const room = await lab({ faults: ['alpha=500', 'beta=500'] })
    const asked = { policy: 'cheapest', messages: [{ role: 'user', content: 'x' }] }
    await (await room.post('/chat/completions', asked)).text()
    expect(
      room.calls.map(({ provider, headers }) => [
        provider,
        headers.authorization ?? headers['x-api-key'],
      ]),
    ).toEqual([
      ['alpha', 'Bearer secret-of-alpha'],
      ['beta', 'Bearer secret-of-beta'],
      ['beta', 'Bearer secret-of-beta'],
      ['claude', 'secret-of-claude'],
    ])
  })
})
