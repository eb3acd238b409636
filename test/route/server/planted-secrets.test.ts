import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { createRouter } from '../../../src/route/server/create-router.ts'
import type { RouterEvent } from '../../../src/route/server/router-options.ts'
import { type Serving, serving } from '../../cli/serving.ts'
import { LAB_CATALOG } from './lab.ts'

/** A text that nobody else writes, found again whatever letters become of it. */
const planted = (name: string) => `sk-planted-${name}-7f3a9c`

/** The names of what was planted in a text, each once. */
const plantsIn = (text: string): readonly string[] =>
  [...new Set([...text.matchAll(/planted-([a-z_]+)-7f3a9c/gi)].map(([, name = '']) => name))].sort()

// What a client sends

const CLIENT_HEADERS = {
  'x-api-key': planted('api_key'),
  cookie: `session=${planted('cookie')}`,
  'x-forwarded-for': planted('forwarded'),
  'x-secret': planted('header'),
  'user-agent': planted('agent'),
  'openai-organization': planted('organization'),
  'anthropic-beta': `!${planted('beta')}`,
  traceparent: planted('trace'),
  tracestate: planted('trace'),
  'idempotency-key': planted('idempotency'),
} as const

const IMAGE = {
  type: 'image_url',
  image_url: { url: `data:image/png;base64,${planted('image')}` },
}

/** What a body may say beside what it asks, in whatever member. */
const SAID = {
  user: planted('user'),
  metadata: { id: planted('metadata') },
  service_tier: planted('tier'),
  reasoning_effort: planted('effort'),
  verbosity: planted('verbosity'),
  encoding_format: planted('format'),
  temperature: planted('temperature'),
  max_tokens: planted('most'),
  stop: planted('stop'),
  unknown: planted('unknown'),
  x_router: { note: planted('own_member') },
  policy_note: planted('own_member'),
}

const CALL = { name: 'look_up', arguments: JSON.stringify({ key: planted('arguments') }) }

const CHAT = {
  messages: [
    { role: 'system', content: planted('system') },
    { role: 'user', content: planted('prompt') },
    { role: 'assistant', tool_calls: [{ id: 'c1', type: 'function', function: CALL }] },
    { role: 'tool', tool_call_id: 'c1', content: planted('result') },
  ],
}

const SEEN = { role: 'user', content: [{ type: 'text', text: planted('prompt') }, IMAGE] }

interface Asked {
  readonly path: string
  /** What every provider can be told. */
  readonly plain: object
  /** What is planted beside it. */
  readonly more: object
}

const ASKED: ReadonlyMap<string, Asked> = new Map<string, Asked>([
  [
    'chat',
    {
      path: '/v1/chat/completions',
      plain: CHAT,
      more: { ...SAID, messages: [...CHAT.messages, SEEN] },
    },
  ],
  ['chat stream', { path: '/v1/chat/completions', plain: { ...CHAT, stream: true }, more: SAID }],
  [
    'responses',
    {
      path: '/v1/responses',
      plain: { instructions: planted('system'), input: planted('prompt') },
      more: SAID,
    },
  ],
  ['embeddings', { path: '/v1/embeddings', plain: { input: planted('prompt') }, more: SAID }],
  [
    'messages',
    {
      path: '/v1/messages',
      plain: {
        max_tokens: 100,
        system: planted('system'),
        messages: [{ role: 'user', content: planted('prompt') }],
      },
      more: { ...SAID, max_tokens: 100 },
    },
  ],
])

// What providers answer

/** Nothing of these headers is for the client. */
const PROVIDER_HEADERS = {
  'x-provider': planted('provider_header'),
  'set-cookie': `session=${planted('provider_cookie')}`,
  'x-request-id': planted('provider_id'),
  'x-unhardcoded-receipt': planted('provider_receipt'),
  'access-control-allow-origin': planted('provider_origin'),
  'retry-after': planted('provider_wait'),
}

type Play = (request: IncomingMessage, response: ServerResponse, asked: string) => void

const answer: Play = (request, response) => {
  const headers = { ...PROVIDER_HEADERS, 'content-type': 'application/json' }
  const text = planted('answer')
  const more = {
    model: 'm',
    service_tier: planted('answer_tier'),
    system_fingerprint: planted('answer_mark'),
    x_router: { receipt: planted('false_receipt') },
  }
  const usage = { prompt_tokens: 5, completion_tokens: 5, input_tokens: 5, output_tokens: 5 }
  const path = request.url ?? ''
  const stop = { index: 0, finish_reason: 'stop' }
  if (path.endsWith('/embeddings')) {
    const data = [{ object: 'embedding', index: 0, embedding: [1] }]
    response.writeHead(200, headers).end(JSON.stringify({ ...more, object: 'list', data, usage }))
  } else if (path.endsWith('/responses')) {
    const content = [{ type: 'output_text', text }]
    const output = [{ type: 'message', role: 'assistant', status: 'completed', content }]
    const whole = { ...more, object: 'response', status: 'completed', output, usage }
    response.writeHead(200, headers).end(JSON.stringify(whole))
  } else if (path.endsWith('/messages')) {
    const content = [{ type: 'text', text }]
    const whole = { ...more, type: 'message', role: 'assistant', content, stop_reason: 'end_turn' }
    response.writeHead(200, headers).end(JSON.stringify({ ...whole, usage }))
  } else if (request.headers.accept === 'text/event-stream') {
    const chunk = (members: object) =>
      `data: ${JSON.stringify({ ...more, object: 'chat.completion.chunk', ...members })}\n\n`
    response.writeHead(200, { ...headers, 'content-type': 'text/event-stream' })
    response.write(`: x_router {"receipt":"${planted('false_receipt')}"}\n\n`)
    response.write(`:x_router {"receipt":"${planted('false_receipt')}"}\n\n`)
    response.write(chunk({ choices: [{ index: 0, delta: { content: text } }] }))
    response.write(chunk({ choices: [{ ...stop, delta: {} }], usage }))
    response.end('data: [DONE]\n\n')
  } else {
    const choices = [{ ...stop, message: { role: 'assistant', content: text } }]
    const whole = { ...more, object: 'chat.completion', choices, usage }
    response.writeHead(200, headers).end(JSON.stringify(whole))
  }
}

/** A refusal in which the provider repeats all that it was sent. */
function refusal(status: number, more: Readonly<Record<string, string>> = {}): Play {
  return (request, response, asked) => {
    const message = `${planted('provider_error')} ${asked} ${request.rawHeaders.join(' ')}`
    const error = { message, type: planted('provider_type'), code: planted('provider_code') }
    const headers = { ...PROVIDER_HEADERS, 'content-type': 'application/json', ...more }
    response.writeHead(status, planted('provider_phrase'), headers).end(JSON.stringify({ error }))
  }
}

function text(status: number, mediaType: string, body: string): Play {
  return (_, response) => {
    response.writeHead(status, { ...PROVIDER_HEADERS, 'content-type': mediaType }).end(body)
  }
}

const SECRET_TEXT = planted('provider_error')

const PLAYS: ReadonlyMap<string, Play> = new Map<string, Play>([
  ...[400, 401, 402, 403, 404, 408, 413, 422, 429, 500, 503, 529].map((status): [string, Play] => [
    `a refusal with ${status}`,
    refusal(status),
  ]),
  ['a redirect', refusal(307, { location: `http://127.0.0.1/${planted('location')}` })],
  ['a page', text(200, 'text/html', `<html>${SECRET_TEXT}</html>`)],
  ['a kind of text that tells', text(200, `text/${SECRET_TEXT}`, SECRET_TEXT)],
  ['JSON that breaks off', text(200, 'application/json', `{"choices":[{"a":"${SECRET_TEXT}`)],
  [
    'an error in an answer',
    text(200, 'application/json', `{"error":{"message":"${SECRET_TEXT}","code":"${SECRET_TEXT}"}}`),
  ],
  [
    'an error in a stream',
    text(
      200,
      'text/event-stream',
      `event: ${SECRET_TEXT}\ndata: {"error":{"message":"${SECRET_TEXT}","code":429}}\n\n`,
    ),
  ],
  [
    'a stream that is no JSON',
    text(
      200,
      'text/event-stream',
      `: ${SECRET_TEXT}\nid: ${SECRET_TEXT}\ndata: ${SECRET_TEXT}\n\n`,
    ),
  ],
  ['no answer', (_, response) => response.destroy()],
])

// The router

interface Provider {
  readonly url: string
  /** All that it was sent: the first line and the headers, and the bodies. */
  readonly heads: string[]
  readonly bodies: string[]
}

/** A provider that plays what `next` says for each call. */
async function provider(next: () => Play): Promise<Provider> {
  const heads: string[] = []
  const bodies: string[] = []
  const server = createServer(async (request, response) => {
    let body = ''
    for await (const piece of request) body += String(piece)
    heads.push(`${request.url} ${request.rawHeaders.join(' ')}`)
    bodies.push(body)
    next()(request, response, body)
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  // What listens on TCP has such an address.
  const { port } = server.address() as AddressInfo
  return { url: `http://127.0.0.1:${port}/v1`, heads, bodies }
}

async function directory(): Promise<string> {
  const made = await mkdtemp(join(tmpdir(), 'unhardcoded-'))
  onTestFinished(() => rm(made, { recursive: true, force: true }))
  return made
}

const hashOf = (key: string) => `sha256:${createHash('sha256').update(key).digest('hex')}`

interface House {
  readonly server: Serving
  readonly providers: Readonly<Record<'alpha' | 'beta' | 'claude', Provider>>
  /** Called for one call after another; the last of them is played from then on. */
  play: (...plays: readonly Play[]) => void
  /** Ends the router. @returns what it logged, and the receipts. */
  readonly leftBehind: () => Promise<{ readonly log: string; readonly receipts: string }>
}

/** `serve` over three providers, with keys from the environment and from a file. */
async function house(): Promise<House> {
  let script: readonly Play[] = [answer]
  const next = (): Play => {
    const [first = answer, ...rest] = script
    if (rest.length > 0) script = rest
    return first
  }
  const providers = {
    alpha: await provider(next),
    beta: await provider(next),
    claude: await provider(next),
  }
  const cwd = await directory()
  const { alpha, beta, claude } = LAB_CATALOG.providers
  const catalog = {
    ...LAB_CATALOG,
    providers: {
      alpha: { ...alpha, base_url: providers.alpha.url },
      beta: { ...beta, base_url: providers.beta.url },
      claude: { ...claude, base_url: providers.claude.url },
    },
  }
  await writeFile(join(cwd, 'catalog.json'), JSON.stringify(catalog))
  await writeFile(join(cwd, 'beta.key'), `${planted('beta_key')}\n`)
  await writeFile(
    join(cwd, 'named.uh'),
    'uh 1\npolicy one(who: text) = any where provider is who\n',
  )
  const config = {
    catalog: 'catalog.json',
    policies: ['named.uh'],
    router: {
      keys: { beta: { file: 'beta.key' } },
      callers: [{ name: 'app', keys: [hashOf(planted('caller_key'))] }],
    },
    trace: { dir: 'receipts' },
  }
  await writeFile(join(cwd, 'unhardcoded.yaml'), JSON.stringify(config))
  const env = { ALPHA_KEY: planted('alpha_key'), CLAUDE_KEY: planted('claude_key') }
  const server = await serving([], { cwd, env })
  return {
    server,
    providers,
    play: (...plays) => {
      script = plays
    },
    async leftBehind() {
      await writeFile(
        join(cwd, 'unhardcoded.yaml'),
        JSON.stringify({
          ...config,
          router: { callers: [{ name: 'app', keys: [planted('unhashed_key')] }] },
        }),
      )
      expect(await server.reload()).toMatchObject({ event: 'reload refused' })
      const { stdout, stderr } = await server.end()
      const files = await readdir(join(cwd, 'receipts')).catch(() => [])
      const texts = files.map((file) => readFile(join(cwd, 'receipts', file), 'utf8'))
      return { log: stdout + stderr, receipts: (await Promise.all(texts)).join('') }
    },
  }
}

const KEY = { authorization: `Bearer ${planted('caller_key')}` }

/** Asks as the client of the house; what came is told apart by who wrote it. */
async function ask({ server }: House, path: string, body: unknown) {
  const response = await server.post(`${path}?key=${planted('query')}`, body, {
    ...CLIENT_HEADERS,
    ...KEY,
  })
  return {
    status: response.status,
    headers: plantsIn(`${response.statusText} ${JSON.stringify([...response.headers])}`),
    body: plantsIn(await response.text()),
  }
}

const PAGES = ['/metrics', '/healthz', '/readyz', '/v1/models', '/x/fields']

async function expectNothingLeft(at: House, kept: readonly string[] = []): Promise<void> {
  for (const path of PAGES) {
    const init = { headers: KEY }
    const response = await fetch(new URL(path, at.server.url), init)
    expect([path, response.status]).toEqual([path, 200])
    const told = JSON.stringify([...response.headers]) + (await response.text())
    expect([path, plantsIn(told)]).toEqual([path, []])
  }
  const { log, receipts } = await at.leftBehind()
  expect(plantsIn(log)).toEqual([])
  expect(plantsIn(receipts)).toEqual(kept)
  for (const [name, { heads }] of Object.entries(at.providers)) {
    for (const head of heads) expect(plantsIn(head)).toEqual([`${name}_key`])
  }
}

/** Whoever can do it, however it fares, and the next one after every failure. */
const WHOEVER = [
  'policy',
  ['meets_req'],
  ['scale', -1, ['field', 'price_out']],
  ['argmax'],
  ['id'],
  ['always', { action: 'next_candidate' }],
]

describe.each([...ASKED])('by way of %s', (way, { path, plain, more }) => {
  test('what is asked goes to the provider alone, and what it answers to the client alone', async () => {
    const at = await house()
    const body = { ...plain, ...more }
    const { status, headers, body: told } = await ask(at, path, { policy: 'cheapest', ...body })
    const answered = way === 'embeddings' ? [] : ['answer']
    expect(status).toBe(200)
    expect(headers).toEqual([])
    expect(told).toEqual([...answered, 'answer_mark', 'answer_tier'])
    const sent = Object.values(at.providers).flatMap(({ bodies }) => bodies)
    expect(sent).toHaveLength(1)
    const asked = plantsIn(JSON.stringify(body)).filter((name) => name !== 'own_member')
    expect(plantsIn(sent.join())).toEqual(asked)
    await expectNothingLeft(at)
  })

  test('what a provider says of a failure goes nowhere', async () => {
    const at = await house()
    const body = { policy_ir: WHOEVER, ...plain }
    for (const [what, play] of PLAYS) {
      at.play(play, answer)
      const over = await ask(at, path, body)
      expect([what, over.status, over.headers]).toEqual([what, 200, []])
      const strange = over.body.filter((name) => !name.startsWith('answer'))
      expect([what, strange]).toEqual([what, []])
      at.play(play)
      const failed = await ask(at, path, body)
      expect([what, failed.headers, failed.body]).toEqual([what, [], []])
      expect(failed.status).toBeGreaterThanOrEqual(400)
    }
    await expectNothingLeft(at)
  })
})

describe('a request that is refused', () => {
  /** What is sent, and what of it the client may read again: only what is wrong with its policy. */
  const REFUSED: readonly (readonly [what: string, body: unknown, told: readonly string[]])[] = [
    ['no JSON', `{"messages":"${planted('prompt')}`, []],
    ['two members that end nowhere', `{"messages":"${planted('prompt')}",}`, []],
    ['no object', JSON.stringify([planted('prompt')]), []],
    ['no policy', CHAT, []],
    ['an unknown policy', { ...CHAT, model: `policy:${planted('name')}` }, ['name']],
    ['an unknown model', { ...CHAT, model: planted('name') }, ['name']],
    ['an unknown pin', { ...CHAT, model: `pin:alpha/${planted('name')}` }, ['name']],
    ['an unknown flow', { ...CHAT, model: `flow:${planted('name')}` }, ['name']],
    ['a text that does not compile', { ...CHAT, policy: `any where ${planted('text')}` }, ['text']],
    ['a term that is none', { ...CHAT, policy_ir: ['policy', [planted('term')]] }, ['term']],
    [
      'a parameter that there is not',
      { ...CHAT, model: 'policy:one', policy_params: { who: 'alpha', more: planted('value') } },
      [],
    ],
    [
      'a parameter of another kind',
      { ...CHAT, model: 'policy:one', policy_params: { who: [planted('value')] } },
      [],
    ],
    ['parameters that are none', { ...CHAT, model: 'policy:one', policy_params: 1 }, []],
    [
      'a transform that it may not set',
      { ...CHAT, policy: `any set user = "${planted('set')}"` },
      [],
    ],
    [
      'requirements that are none',
      { ...CHAT, policy: 'any', policy_requirements: { tier: planted('tier') } },
      ['tier'],
    ],
    ['a policy that nobody passes', { ...CHAT, policy: 'any where context >= 9M' }, []],
  ]

  test('is told what is wrong with its policy, and nothing else is told anywhere', async () => {
    const at = await house()
    for (const [what, body, told] of REFUSED) {
      const init = { method: 'POST', body: typeof body === 'string' ? body : JSON.stringify(body) }
      for (const path of ['/v1/chat/completions', '/x/rank', '/x/policy/normalize']) {
        const url = new URL(`${path}?key=${planted('query')}`, at.server.url)
        const headers = { ...CLIENT_HEADERS, ...KEY, 'content-type': 'application/json' }
        const response = await fetch(url, { ...init, headers })
        const heads = plantsIn(response.statusText + JSON.stringify([...response.headers]))
        const strange = plantsIn(await response.text()).filter((name) => !told.includes(name))
        expect([what, path, heads, strange]).toEqual([what, path, [], []])
      }
    }
    for (const path of [`/${planted('path')}`, `/v1/${planted('path')}/completions`]) {
      expect(await ask(at, path, CHAT)).toEqual({ status: 404, headers: [], body: [] })
    }
    const media = await at.server.post('/v1/chat/completions', CHAT, {
      ...KEY,
      'content-type': planted('media'),
    })
    expect([media.status, plantsIn(await media.text())]).toEqual([415, []])
    for (const { bodies } of Object.values(at.providers)) expect(bodies).toEqual([])
    await expectNothingLeft(at)
  })

  test('after its policy was taken leaves that policy in its receipt, and nothing else', async () => {
    const at = await house()
    const { status, headers, body } = await ask(at, '/v1/chat/completions', {
      ...CHAT,
      model: 'policy:one',
      policy_params: { who: planted('value') },
    })
    expect([status, headers, body]).toEqual([422, [], ['value']])
    await expectNothingLeft(at, ['value'])
  })

  test('for its key is not told the key', async () => {
    const at = await house()
    for (const headers of [
      { authorization: `Bearer ${planted('wrong_key')}` },
      { authorization: `Basic ${planted('wrong_key')}` },
      { 'x-api-key': planted('wrong_key') },
      { authorization: planted('caller_key') },
    ]) {
      const response = await at.server.post('/v1/chat/completions', CHAT, headers)
      expect(response.status).toBe(401)
      expect(plantsIn(JSON.stringify([...response.headers]) + (await response.text()))).toEqual([])
    }
    await expectNothingLeft(at)
  })
})

describe('a router that is made by a program', () => {
  const CATALOG = LAB_CATALOG

  test('tells of a fault by its name and place', async () => {
    const events: RouterEvent[] = []
    const created = await createRouter({
      catalog: CATALOG,
      sandboxUrl: 'http://127.0.0.1:9',
      log: (event) => events.push(event),
      onReceipt: () => {
        throw new Error(planted('fault'))
      },
    })
    const router = created.ok ? created.value : expect.unreachable()
    const server = createServer(router.handle).listen(0, '127.0.0.1')
    await once(server, 'listening')
    // What listens on TCP has such an address.
    const { port } = server.address() as AddressInfo
    const response = await fetch(`http://127.0.0.1:${port}/v1/chat/completions`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ policy: 'cheapest', ...CHAT }),
    })
    await response.text()
    server.closeAllConnections()
    server.close()
    await router.close(0)
    expect(events).toMatchObject([{ kind: 'fault', error: 'Error' }])
    expect(plantsIn(JSON.stringify(events))).toEqual([])
  })

  test.each([
    ['where its hash belongs', { callers: { callers: [{ name: 'app', keys: [planted('key')] }] } }],
    ['with a blank', { keys: new Map([['alpha', `${planted('key')} `]]) }],
    [
      'as the name of a caller',
      { callers: { callers: [{ name: `${planted('key')} `, keys: [hashOf('a')] }] } },
    ],
  ])('is not made with a key %s, and does not tell it', async (_, wrong) => {
    const created = await createRouter({ catalog: CATALOG, ...wrong })
    const told = created.ok ? expect.unreachable() : created.error
    expect(told).toHaveLength(1)
    expect(plantsIn(told.join())).toEqual([])
  })
})
