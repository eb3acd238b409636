import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { createServer, get, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { execa } from 'execa'
import { beforeAll, describe, expect, test } from 'vitest'
import { built } from '../built.ts'
import { cli, type Setup } from '../cli.ts'
import { serving } from '../serving.ts'
import { withExamples } from '../shell.ts'

const PLANTED = 'sk-planted-1f6a0c'

const HELLO = { messages: [{ role: 'user', content: 'hello' }] }

const SANDBOX = ['acme.uh', '--catalog', 'acme.yaml', '--sandbox']

/** What is said where a server does not begin. */
async function refused(argv: readonly string[], setup: Setup & { readonly config?: string } = {}) {
  return withExamples(async (cwd) => {
    if (setup.config !== undefined) await writeFile(join(cwd, 'unhardcoded.yaml'), setup.config)
    const { code, stdout, stderr } = await cli(['serve', '--port', '0', ...argv], { cwd, ...setup })
    expect([code, stdout]).toEqual([2, ''])
    return stderr
  })
}

describe('serve', () => {
  test('answers by a policy that it knows by name, and tells what it is', async () => {
    await withExamples(async (cwd) => {
      const server = await serving(SANDBOX, { cwd })
      const answer = await server.post('/v1/chat/completions', {
        model: 'policy:support',
        policy_params: { plan: 'free' },
        ...HELLO,
      })
      expect(answer.status).toBe(200)
      expect(answer.headers.get('x-unhardcoded-model')).toBe('openai/gpt-5-nano')
      const { code, stdout, stderr } = await server.end()
      expect([code, stdout]).toEqual([0, `${server.url}\n`])
      const events = stderr
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line))
      expect(events).toMatchObject([
        {
          event: 'listening',
          mode: 'sandbox',
          catalog: 'acme.yaml',
          providers: ['anthropic', 'groq', 'openai'],
          without_key: [],
          policies: ['strict', 'support'],
          flows: [],
          callers: 0,
          receipts: null,
        },
        { event: 'draining', seconds: 30 },
        { event: 'stopped' },
      ])
    })
  })

  test('is told to people on a terminal', async () => {
    await withExamples(async (cwd) => {
      const env = { OPENAI_API_KEY: PLANTED, NO_COLOR: '1' }
      const { stderr } = await cli(['serve', '--catalog', 'acme.yaml', '--port', '0'], {
        cwd,
        env,
        terminal: 80,
      })
      expect(stderr.replace(/\d+\n/, 'N\n')).toContain(
        `listening on http://127.0.0.1:N
catalog      acme.yaml
providers    openai
no key for   anthropic, groq
policies     none is named: requests bring their own
callers      whoever reaches it
receipts     are not kept; \`--trace DIR\` keeps them
`.trimEnd(),
      )
    })
  })

  test('tells which flows it knows by name', async () => {
    await withExamples(async (cwd) => {
      const argv = ['serve', 'acme.uh', 'research.uh', '--catalog', 'acme.yaml', '--sandbox']
      const setup = { cwd, env: { NO_COLOR: '1' } }
      const asJson = await cli([...argv, '--port', '0'], setup)
      expect(asJson.stderr).toContain('"policies":["strict","support"],"flows":["research"]')
      const asText = await cli([...argv, '--port', '0'], { ...setup, terminal: 80 })
      expect(asText.stderr).toContain('policies     strict, support\nflows        research\n')
    })
  })

  test('leaves receipts that verify and replay', async () => {
    await withExamples(async (cwd) => {
      const server = await serving([...SANDBOX, '--trace', 'receipts'], { cwd })
      for (const plan of ['free', 'pro', 'enterprise']) {
        const { status } = await server.post('/v1/chat/completions', {
          model: 'policy:support',
          policy_params: { plan },
          ...HELLO,
        })
        expect(status).toBe(200)
      }
      const { stderr } = await server.end()
      expect(stderr).toContain('"receipts":{"written":3,"dropped":0,"failed":0}')
      const [file = ''] = await readdir(join(cwd, 'receipts'))
      for (const words of [['trace', 'verify'], ['replay']]) {
        expect((await cli([...words, join('receipts', file)], { cwd })).code).toBe(0)
      }
    })
  })

  test('holds callers to their keys, envelopes and budgets, as configured', async () => {
    await withExamples(async (cwd) => {
      const hash = createHash('sha256').update(PLANTED).digest('hex')
      await writeFile(
        join(cwd, 'unhardcoded.yaml'),
        `catalog: acme.yaml
policies: acme.uh
router:
  default_policy: { policy: support, params: { plan: free }, covers: every model }
  callers:
    - name: desk
      keys: ['sha256:${hash}']
      envelope: provider = anthropic
      budgets: [{ window: month, requests: 1 }]
`,
      )
      const server = await serving(['--sandbox'], { cwd })
      const body = { model: 'gpt-5', ...HELLO }
      const unknown = await server.post('/v1/chat/completions', body)
      expect(unknown.status).toBe(401)
      const key = { authorization: `Bearer ${PLANTED}` }
      const known = await server.post('/v1/chat/completions', body, key)
      expect(known.headers.get('x-unhardcoded-model')).toMatch(/^anthropic\//)
      const second = await server.post('/v1/chat/completions', body, key)
      expect(second.status).toBe(429)
      expect(await second.text()).toContain('budget')
      const { stderr } = await server.end()
      expect(stderr).not.toContain(PLANTED)
    })
  })

  test('is not asked by a name that is not its own', async () => {
    await withExamples(async (cwd) => {
      const server = await serving(SANDBOX, { cwd })
      const { statusCode } = await new Promise<IncomingMessage>((resolve) =>
        get(`${server.url}/models`, { headers: { host: 'evil.example' } }, resolve),
      )
      expect(statusCode).toBe(404)
      expect((await server.get('/v1/models')).status).toBe(200)
      await server.end()
    })
  })
})

describe('a server that is asked to read everything again', () => {
  test('takes up what changed', async () => {
    await withExamples(async (cwd) => {
      const server = await serving(SANDBOX, { cwd })
      await writeFile(join(cwd, 'acme.uh'), 'uh 1\npolicy other = cheapest\n')
      expect(await server.reload()).toMatchObject({ event: 'reloaded', policies: ['other'] })
      const old = await server.post('/v1/chat/completions', { model: 'policy:support', ...HELLO })
      expect(old.status).toBe(400)
      const fresh = await server.post('/v1/chat/completions', { model: 'policy:other', ...HELLO })
      expect(fresh.status).toBe(200)
      await server.end()
    })
  })

  test('keeps what it had where anything is wrong, and says so until it is put right', async () => {
    await withExamples(async (cwd) => {
      const server = await serving(SANDBOX, { cwd })
      const sound = await readFile(join(cwd, 'acme.uh'), 'utf8')
      await writeFile(join(cwd, 'acme.uh'), 'uh 1\npolicy support = cheapest where qualty >= 1\n')
      const told = await server.reload()
      expect(told).toMatchObject({
        event: 'reload refused',
        level: 'warning',
        diagnostics: [{ severity: 'error', source: 'acme.uh', line: 2 }],
      })
      const health = async () =>
        JSON.parse(await (await server.get('/healthz')).text()).configuration
      expect(await health()).toMatchObject({ refused: '2026-12-01T00:00:00.000Z' })
      const { status } = await server.post('/v1/chat/completions', {
        model: 'policy:support',
        policy_params: { plan: 'free' },
        ...HELLO,
      })
      expect(status).toBe(200)
      await writeFile(join(cwd, 'acme.uh'), sound)
      expect(await server.reload()).toMatchObject({ event: 'reloaded' })
      expect(await health()).toMatchObject({ refused: null })
      await server.end()
    })
  })

  test('says what only a restart takes up', async () => {
    await withExamples(async (cwd) => {
      const config = join(cwd, 'unhardcoded.yaml')
      await writeFile(config, 'router: { max_body_mb: 1 }\n')
      const server = await serving(SANDBOX, { cwd })
      await writeFile(config, 'router: { max_body_mb: 2, max_concurrent: 5 }\n')
      await server.reload()
      const { stderr } = await server.end()
      expect(stderr).toContain('"changed":["router.max_body_mb","router.max_concurrent"]')
    })
  })

  test('refuses to become open to anyone', async () => {
    await withExamples(async (cwd) => {
      const config = join(cwd, 'unhardcoded.yaml')
      await writeFile(
        config,
        `router: { host: 0.0.0.0, callers: [{ name: a, keys: ['sha256:${'0'.repeat(64)}'] }] }\n`,
      )
      const server = await serving(SANDBOX, { cwd })
      await writeFile(config, 'router: { host: 0.0.0.0 }\n')
      expect(await server.reload()).toMatchObject({ event: 'reload refused' })
      await server.end()
    })
  })
})

describe('serve does not begin, and says why', () => {
  test.each<[string, readonly string[], string]>([
    [
      'for other machines, where nobody has a key',
      ['--host', '0.0.0.0', ...SANDBOX],
      '`--allow-anyone`',
    ],
    ['with a fault and no sandbox', ['--fault', 'openai=429'], 'add `--sandbox`'],
    ['with a fault in vain', [...SANDBOX, '--fault', 'opnai=429'], 'did you mean `openai`?'],
    ['with no key at all', ['--catalog', 'acme.yaml'], 'set ANTHROPIC_API_KEY or the variable'],
    [
      'with a policy twice',
      ['acme.uh', 'copy', '--catalog', 'acme.yaml', '--sandbox'],
      'no such file: `copy`',
    ],
    ['with a policy that is wrong', ['broken.uh', ...SANDBOX], 'no such file: `broken.uh`'],
    [
      'with a configuration that is not there',
      ['--config', 'none.yaml'],
      'no such file: `none.yaml`',
    ],
  ])('%s', async (_, argv, message) => {
    expect(await refused(argv)).toContain(message)
  })

  test('with workers, where callers have budgets that only one process can count', async () => {
    const config = 'router: { anonymous: { budgets: [{ window: day, usd: 1 }] } }\n'
    const report = await refused([...SANDBOX, '--workers', '2'], { config })
    expect(report).toContain('several workers would each count for themselves')
  })

  test('where two files have a policy of the same name', async () => {
    await withExamples(async (cwd) => {
      await mkdir(join(cwd, 'more'))
      await writeFile(join(cwd, 'more', 'b.uh'), 'uh 1\npolicy strict = cheapest\n')
      const { code, stderr } = await cli(['serve', ...SANDBOX, 'more', '--port', '0'], { cwd })
      expect([code, stderr]).toEqual([
        2,
        'error: there are two policies `strict`: in `acme.uh` and in `more/b.uh`\n' +
          '  = help: a request asks for a policy by its name alone: rename one of them\n',
      ])
    })
  })

  test('where a policy does not compile, with its place', async () => {
    await withExamples(async (cwd) => {
      await writeFile(join(cwd, 'b.uh'), 'uh 1\npolicy b = cheapest where qualty >= 1\n')
      const argv = ['serve', 'b.uh', '--catalog', 'acme.yaml', '--sandbox', '--port', '0']
      const { code, stderr } = await cli(argv, { cwd })
      expect(code).toBe(2)
      expect(stderr).toContain('b.uh:2:27')
    })
  })

  test.each<[string, string, string]>([
    [
      'a default policy that there is not',
      'router:\n  default_policy: supprot\n',
      'unhardcoded.yaml:2:19',
    ],
    [
      'an envelope that is none',
      'router:\n  callers:\n    - name: a\n      keys: [sha256:' +
        '0'.repeat(64) +
        ']\n      envelope: price_out <\n',
      'unhardcoded.yaml:5:17',
    ],
    [
      'a default policy of everyone that there is not',
      'router:\n  default_policy: support\n  anonymous: { default_policy: supprot }\n',
      'unhardcoded.yaml:3:32',
    ],
    [
      'a parameter that no policy has',
      'router:\n  anonymous:\n    params: { plan: free, pln: free }\n',
      'unhardcoded.yaml:3:32',
    ],
    [
      'a parameter fixed at no value of it',
      'router:\n  anonymous:\n    params:\n      plan: fre\n',
      'unhardcoded.yaml:4:13',
    ],
    [
      'parameters that are none',
      'router:\n  anonymous: { params: [plan] }\n',
      'unhardcoded.yaml:2:24',
    ],
    [
      'a provider that there is not',
      'router:\n  keys: { opnai: MY_KEY }\n',
      'unhardcoded.yaml:2:18',
    ],
    [
      'a budget of nothing',
      'router: { budget: { attempts: 0 } }\n',
      '`router.budget.attempts` is 0',
    ],
    [
      'a key of traces that is none',
      'trace: { dir: t, key: acme.uh }\n',
      'holds no Ed25519 private key',
    ],
  ])('where the configuration has %s', async (_, config, place) => {
    const env = { OPENAI_API_KEY: PLANTED }
    expect(await refused(['acme.uh', '--catalog', 'acme.yaml'], { config, env })).toContain(place)
  })

  test.each<[string, string]>([
    ['where a variable is named', `router:\n  keys: { openai: ${PLANTED} }\n`],
    ['where its hash belongs', `router:\n  callers: [{ name: a, keys: [${PLANTED}] }]\n`],
  ])('with a key %s, which is not shown', async (_, config) => {
    const report = await refused(SANDBOX, { config })
    expect(report).toContain('`unhardcoded.yaml`, line 2')
    expect(report).not.toContain(PLANTED)
  })

  test('with a key that is none, which is not shown', async () => {
    const env = { OPENAI_API_KEY: `${PLANTED} # for acme` }
    const report = await refused(['--catalog', 'acme.yaml'], { env })
    expect(report).toContain('what is kept as the key of `openai` is no key')
    expect(report).not.toContain('planted')
  })

  test('where its port is in use', async () => {
    const other = createServer().listen(0, '127.0.0.1')
    await once(other, 'listening')
    // What a server listens on is an address, since it is no pipe.
    const { port } = other.address() as AddressInfo
    const { code, stderr } = await withExamples((cwd) =>
      cli(['serve', ...SANDBOX, '--port', String(port)], { cwd }),
    )
    other.close()
    expect(code).toBe(2)
    expect(stderr).toContain(`port ${port} of \`127.0.0.1\` is taken`)
  })
})

describe('a key', () => {
  test('in a file is used for its provider alone, and shown nowhere', async () => {
    const seen: (string | undefined)[] = []
    const provider = createServer((request, response) => {
      seen.push(request.headers.authorization)
      request.resume()
      response.writeHead(500, { 'content-type': 'application/json' })
      response.end(JSON.stringify({ error: { message: `no: ${request.headers.authorization}` } }))
    }).listen(0, '127.0.0.1')
    await once(provider, 'listening')
    const { port } = provider.address() as AddressInfo
    await withExamples(async (cwd) => {
      const catalog = (await readFile(join(cwd, 'acme.yaml'), 'utf8')).replace(
        'https://api.openai.com',
        `http://127.0.0.1:${port}`,
      )
      await writeFile(join(cwd, 'acme.yaml'), catalog)
      await writeFile(join(cwd, 'openai.key'), `${PLANTED}\n`)
      await writeFile(
        join(cwd, 'unhardcoded.yaml'),
        'catalog: acme.yaml\nrouter: { keys: { openai: { file: openai.key } } }\ntrace: { dir: receipts }\n',
      )
      const server = await serving([], { cwd })
      const answer = await server.post('/v1/chat/completions', {
        policy: 'cheapest fallback next',
        ...HELLO,
      })
      const told = [await answer.text(), JSON.stringify([...answer.headers])]
      told.push(
        await (await server.get('/healthz')).text(),
        await (await server.get('/metrics')).text(),
      )
      const { stdout, stderr } = await server.end()
      const [file = ''] = await readdir(join(cwd, 'receipts'))
      told.push(stdout, stderr, await readFile(join(cwd, 'receipts', file), 'utf8'))
      expect(new Set(seen)).toEqual(new Set([`Bearer ${PLANTED}`]))
      for (const text of told) expect(text).not.toContain(PLANTED)
    })
    provider.close()
  })
})

describe('through bin', () => {
  beforeAll(built, 120_000)

  test('a stream that runs comes to its end after SIGTERM, and its receipt is kept', async () => {
    await withExamples(async (cwd) => {
      const server = bin(
        [...SANDBOX, '--port', '0', '--trace', 'receipts', '--fault', '*=slow'],
        cwd,
      )
      const [line] = await once(server.stdout, 'data')
      const url = String(line).trim()
      const answer = await fetch(`${url}/chat/completions`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ policy: 'cheapest', stream: true, ...HELLO }),
      })
      server.kill('SIGTERM')
      const text = await answer.text()
      expect(text.trimEnd()).toMatch(/data: \[DONE\]$/)
      const { exitCode, stderr } = await server
      expect(exitCode).toBe(0)
      expect(stderr).toContain('"receipts":{"written":1,"dropped":0,"failed":0}')
      const [file = ''] = await readdir(join(cwd, 'receipts'))
      expect((await cli(['trace', 'verify', join('receipts', file)], { cwd })).code).toBe(0)
    })
  })

  test('SIGHUP has everything read again', async () => {
    await withExamples(async (cwd) => {
      const server = bin([...SANDBOX, '--port', '0'], cwd)
      await once(server.stdout, 'data')
      await writeFile(join(cwd, 'acme.uh'), 'uh 1\npolicy other = cheapest\n')
      server.kill('SIGHUP')
      let told = ''
      for await (const part of server.stderr) {
        told += String(part)
        if (told.includes('"event":"reloaded"')) break
      }
      expect(told).toContain('"policies":["other"]')
      server.kill('SIGINT')
      expect((await server).exitCode).toBe(0)
    })
  })

  test('several processes share a port, one that dies is replaced, and all end', async () => {
    await withExamples(async (cwd) => {
      const server = bin([...SANDBOX, '--port', '0', '--workers', '2', '--trace', 'receipts'], cwd)
      const events = eventsOf(server.stderr)
      const [line] = await once(server.stdout, 'data')
      const url = String(line).trim()
      await events.next('listening')
      await events.next('listening')
      const ask = () =>
        fetch(`${url}/chat/completions`, {
          method: 'POST',
          headers: { 'content-type': 'application/json', connection: 'close' },
          body: JSON.stringify({ policy: 'cheapest', ...HELLO }),
        })
      for (let i = 0; i < 6; i++) expect((await ask()).status).toBe(200)
      server.kill('SIGHUP')
      await events.next('reloaded')
      await events.next('reloaded')
      const children = await readFile(`/proc/${server.pid}/task/${server.pid}/children`, 'utf8')
      process.kill(Number(children.split(' ')[0]), 'SIGKILL')
      expect(await events.next('worker died')).toMatchObject({ how: 'SIGKILL' })
      await events.next('listening')
      expect((await ask()).status).toBe(200)
      server.kill('SIGTERM')
      expect((await server).exitCode).toBe(0)
      for (const file of await readdir(join(cwd, 'receipts'))) {
        const { stderr } = await cli(['trace', 'verify', join('receipts', file)], { cwd })
        expect(stderr).not.toContain('changed')
      }
    })
  })

  test('several processes that cannot begin say so, and end', async () => {
    await withExamples(async (cwd) => {
      const other = createServer().listen(0, '127.0.0.1')
      await once(other, 'listening')
      const { port } = other.address() as AddressInfo
      const { exitCode, stdout, stderr } = await bin(
        [...SANDBOX, '--port', String(port), '--workers', '2'],
        cwd,
      )
      other.close()
      expect([exitCode, stdout]).toEqual([2, ''])
      expect(stderr).toContain('is taken')
    })
  })
})

function bin(argv: readonly string[], cwd: string) {
  return execa(process.execPath, [join(process.cwd(), 'bin/unhardcoded.js'), 'serve', ...argv], {
    cwd,
    reject: false,
    env: { NODE_DISABLE_COMPILE_CACHE: '1' },
  })
}

/** The events of a log, in their order. */
function eventsOf(stream: NodeJS.ReadableStream) {
  const lines = createInterface({ input: stream })[Symbol.asyncIterator]()
  return {
    /** The next one of that name, those before it being passed over. */
    async next(event: string): Promise<unknown> {
      for (;;) {
        const { value, done } = await lines.next()
        if (done === true) throw new Error(`it ended before \`${event}\``)
        const entry = JSON.parse(value)
        if (entry.event === event) return entry
      }
    },
  }
}
