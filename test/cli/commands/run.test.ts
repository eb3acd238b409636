import { readFile, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { cli, type Outcome, type Setup, withFiles } from '../cli.ts'
import { shell, withExamples } from '../shell.ts'

const ACME = ['acme.uh', '--policy', 'support', '--catalog', 'acme.yaml']

/** Provider keys that are in the environment of every run; no output may hold one. */
const KEYS = { OPENAI_API_KEY: 'sk-of-openai', GROQ_API_KEY: 'gsk-of-groq' }

async function run(argv: readonly string[], setup: Setup = {}): Promise<Outcome> {
  const outcome = await withExamples((cwd) => cli(['run', ...argv], { cwd, env: KEYS, ...setup }))
  for (const key of Object.values(KEYS)) {
    expect(outcome.stdout + outcome.stderr).not.toContain(key)
  }
  return outcome
}

function sandbox(argv: readonly string[], setup: Setup = {}): Promise<Outcome> {
  return run([...argv, '--sandbox'], setup)
}

describe('run POLICY PROMPT', () => {
  test('answers on standard output, and tells the receipt on standard error', async () => {
    const { code, stdout, stderr } = await sandbox([...ACME, 'hi'])
    expect(code).toBe(0)
    expect(stdout).toMatch(/^The sandbox of unhardcoded answers for gpt-5-nano of openai: .*\.\n$/)
    expect(stderr).toMatch(/^answered by {2}openai\/gpt-5-nano, number 1 of 3 by `support`, in /)
    expect(stderr).toMatch(/^receipt {6}\w{26}, not kept: `--trace FILE` keeps it$/m)
  })

  test.each([
    ['a policy as text', ['best where no_log', '--catalog', 'acme.yaml', 'hi']],
    ['a parameter', [...ACME, 'hi', '--param', 'plan=free']],
    ['parameters in a file', [...ACME, 'hi', '--params', 'params.json']],
    ['a system text', [...ACME, '--system', 'be brief', 'hi']],
    ['a seed', ['best sample 0.5', '--catalog', 'acme.yaml', '--seed', '4', 'hi']],
  ])('takes %s', async (_, argv) => {
    const { code, stdout, stderr } = await sandbox(argv)
    expect([code, stdout.startsWith('The sandbox of unhardcoded')]).toEqual([0, true])
    expect(stderr).toContain('answered by')
  })

  test('runs a flow, and tells of each of its steps', async () => {
    const flow = `use "./acme.uh" (support)
flow research =
  draft  = ask support "Answer concisely." with input
  check  = ask support(plan: free) "Answer rigorously." with input
  answer = ask support "Write the best answer." with draft, check
  return answer
`
    const outcome = await withExamples(async (cwd) => {
      await writeFile(join(cwd, 'research.uh'), flow)
      const argv = ['run', 'research.uh', 'hi', '--catalog', 'acme.yaml', '--sandbox']
      return cli([...argv, '--trace', 'flow.jsonl'], { cwd }).then(async (ran) => ({
        ran,
        replayed: await cli(['replay', 'flow.jsonl'], { cwd }),
      }))
    })
    const { code, stdout, stderr } = outcome.ran
    expect([code, stdout]).toEqual([0, expect.stringContaining('gpt-5-nano')])
    const told = stderr
      .match(/^\w+ +openai\/gpt-5-nano, number 1 of/gm)
      ?.map((line) => line.split(' ')[0])
    expect(told?.toSorted()).toEqual(['answer', 'check', 'draft'])
    expect(outcome.replayed).toMatchObject({ code: 0 })
    expect(outcome.replayed.stdout).toContain('1 reproduced')
  })

  test('takes a policy as a term', async () => {
    const outcome = await withExamples(async (cwd) => {
      await shell('unhardcoded compile acme.uh --policy support --emit term -o support.json', cwd)
      return cli(['run', 'support.json', 'hi', '--catalog', 'acme.yaml', '--sandbox'], { cwd })
    })
    expect([outcome.code, outcome.stdout]).toEqual([0, expect.stringContaining('gpt-5-nano')])
  })

  test.each([
    [['-'], 'from standard input'],
    [[], 'from a pipe'],
  ])('takes the prompt %j %s', async (prompt) => {
    const { code, stdout } = await sandbox([...ACME, ...prompt], { stdin: 'one two three\n' })
    expect([code, stdout]).toEqual([0, expect.stringContaining('of openai: ')])
  })

  test('takes the name of a configured policy, and other names as texts', async () => {
    const config = { policies: ['policies'], catalog: 'acme.yaml' }
    const outcomes = await withExamples(async (cwd) => {
      await writeFile(join(cwd, 'unhardcoded.yaml'), JSON.stringify(config))
      const named = await cli(['run', 'budget', 'hi', '--sandbox'], { cwd })
      return [named, await cli(['run', 'cheapest', 'hi', '--sandbox'], { cwd })]
    })
    expect(outcomes.map(({ code }) => code)).toEqual([0, 0])
    expect(outcomes[0]?.stderr).toContain('by `budget`')
    expect(outcomes[1]?.stderr).toContain('by `default`')
  })

  test('tells who failed on the way, and why', async () => {
    const { code, stdout, stderr } = await sandbox([...ACME, 'hi', '--fault', 'openai=429'])
    expect([code, stdout]).toEqual([0, expect.stringContaining('claude-haiku-4.5')])
    expect(stderr).toMatch(/^failed {7}openai\/gpt-5-nano: 429 rate_limit after /)
    expect(stderr).toMatch(/^answered by {2}anthropic\/claude-haiku-4\.5, number 2 of 3/m)
  })

  test('as JSON has the text and the receipt, and says nothing else', async () => {
    const { code, stdout, stderr } = await sandbox([...ACME, 'hi', '--format', 'json'])
    expect([code, stderr]).toEqual([0, ''])
    expect(JSON.parse(stdout)).toMatchObject({
      schema_version: 1,
      text: expect.stringContaining('gpt-5-nano'),
      receipt: { model: 'openai/gpt-5-nano', outcome: 'complete', mode: 'sandbox' },
    })
  })

  test.each([
    ['429', 'rate_limit'],
    ['401', 'auth_error'],
    ['402', 'payment_required'],
    ['404', 'model_unavailable'],
    ['400', 'bad_request'],
    ['overflow', 'context_overflow'],
    ['filter', 'content_filter'],
    ['empty', 'bad_response'],
    ['blank', 'bad_response'],
    ['wrong-json', 'bad_response'],
    ['html', 'bad_response'],
    ['reset', 'network_error'],
  ])('exits with 4 where every attempt ends in %s', async (fault, failure) => {
    const argv = ['best fallback next', '--catalog', 'acme.yaml', 'hi', '--fault', `*=${fault}`]
    const { code, stdout, stderr } = await sandbox(argv)
    expect([code, stdout]).toEqual([4, ''])
    expect(stderr).toMatch(/^error: [^A-Z]/)
    expect(stderr).toMatch(new RegExp(`^failed {7}\\S+: (?:\\d{3} )?${failure} after `, 'm'))
    expect(stderr).not.toContain('answered by')
    const json = await sandbox([...argv, '--format', 'json'])
    expect(json.code).toBe(4)
    expect(JSON.parse(json.stdout)).toMatchObject({
      text: '',
      error: { code: expect.any(String), message: expect.any(String) },
      receipt: { outcome: 'exhausted', model: null },
    })
  })

  test.each(['cut@5', 'end@5', 'error@5', 'malformed@5', 'truncated@5'])(
    'keeps what came before %s, and exits with 4',
    async (fault) => {
      const { code, stdout, stderr } = await sandbox([...ACME, 'hi', '--fault', `*=${fault}`])
      expect([code, stdout]).toEqual([4, 'The sandbox of unhardcoded answers\n'])
      expect(stderr).toMatch(/^error: the answer broke off/)
      expect(stderr).toContain('in the middle of its answer')
    },
  )

  test('exits with 3 where the policy selects nothing, and names who came nearest', async () => {
    const argv = ['best where quality > 0.99', '--catalog', 'acme.yaml', 'hi']
    const { code, stdout, stderr } = await sandbox(argv)
    expect([code, stdout]).toEqual([3, ''])
    expect(stderr).toContain('error: none of 7 candidates passes the policy\n')
    expect(stderr).toContain('  = note: `quality > 0.99` keeps out 7, nearest openai/gpt-5 (0.77,')
    const live = await run(argv)
    expect(live.code).toBe(3)
    expect(live.stderr).toContain('= note: without a key, and so not asked: `anthropic`')
  })

  test.each([
    [['best', 'hi'], {}, 'since none has its key', 'or try it with'],
    [['best', 'hi', '--fault', 'openai=429'], KEYS, '`--fault` is for the sandbox', '`--sandbox`'],
    [['best', 'hi', 'you'], {}, 'unexpected argument `you`', '`--` in front'],
    [['best', ' ', '--sandbox'], {}, 'the prompt is empty', ''],
    [['-', '--sandbox'], {}, 'both to come from standard input', ''],
    [['none.uh', 'hi', '--sandbox'], {}, 'no such file: `none.uh`', ''],
    [['best', 'hi', '--sandbox', '--fault', 'opnai=500'], {}, '`opnai`', '`openai`'],
    [['best', 'hi', '--sandbox', '--max-tokens', '0'], {}, 'needs a whole number', ''],
    [['best', '--sandbox', '--'], {}, 'there is nothing behind `--`', 'write a command there'],
    [['best', 'hi', '--sandbox', '--', 'x'], {}, 'a prompt and a command', ''],
    [['best', '--sandbox', '--seed', '1', '--', 'x'], {}, '`--seed` is for a prompt', ''],
    [['best', '--sandbox', '--trace', 't.jsonl', '--', 'x'], {}, 'is a file', 'name a directory'],
    [['best', 'hi', '--config', 'none.yaml', '--sandbox'], {}, 'no such file: `none.yaml`', ''],
  ])('with %j says what is wrong', async (argv, env, message, help) => {
    const { code, stdout, stderr } = await run(['--catalog', 'acme.yaml', ...argv], { env })
    expect([code, stdout]).toEqual([2, ''])
    expect(stderr).toContain(message)
    expect(stderr).toContain(help)
    expect(stderr).toMatch(/^error: /)
  })

  test('shows a mistake in the policy where it stands', async () => {
    const { code, stdout, stderr } = await sandbox(['cheapest where qualty > 0.5', 'hi'])
    expect([code, stdout]).toEqual([1, ''])
    expect(stderr).toContain('error[UH1001]')
    expect(stderr).toContain('1 │ cheapest where qualty > 0.5')
  })

  test('fits 60 columns, and has colour on a terminal alone', async () => {
    const argv = [...ACME, 'hi', '--fault', 'openai=429']
    const narrow = await sandbox(argv, { terminal: 60 })
    const plain = await sandbox([...argv, '--color', 'never'], { terminal: 60 })
    expect(narrow.stderr).toContain('\u001b[')
    expect(plain.stderr).not.toContain('\u001b[')
    for (const line of plain.stderr.split('\n')) expect(line.length).toBeLessThanOrEqual(60)
  })

  test.each([
    ['a file', 'calls.jsonl'],
    ['a directory', 'calls'],
  ])('keeps receipts in %s', async (_, path) => {
    await withExamples(async (cwd) => {
      for (const prompt of ['one', 'two']) {
        const argv = ['run', ...ACME, prompt, '--sandbox', '--trace', path]
        const { code, stderr } = await cli(argv, {
          cwd,
          chance: prompt.length + prompt.charCodeAt(0),
        })
        expect([code, stderr]).toEqual([0, expect.stringContaining(`kept in ${path}\n`)])
      }
      const { code, stdout } = await cli(['replay', path], { cwd })
      expect([code, stdout]).toEqual([0, '2 reproduced, 0 diverged\n'])
    })
  })

  test('says when the receipt cannot be written', async () => {
    const { code, stderr, stdout } = await sandbox([...ACME, 'hi', '--trace', 'no/where.jsonl'])
    expect([code, stdout]).toEqual([2, expect.stringContaining('The sandbox')])
    expect(stderr).toContain('error: cannot write `no/where.jsonl`')
  })

  test('gives a call up when it is interrupted, and keeps its receipt', async () => {
    const controller = new AbortController()
    await withExamples(async (cwd) => {
      const argv = ['run', ...ACME, 'hi', '--sandbox', '--fault', '*=stall@5', '--trace', 't.jsonl']
      const { code, stdout, stderr } = await cli(argv, {
        cwd,
        interrupted: controller.signal,
        show: (text) => {
          if (text.includes('answers')) controller.abort()
        },
      })
      expect([code, stdout]).toEqual([130, 'The sandbox of unhardcoded answers\n'])
      expect(stderr).toMatch(/^given up\nasked {8}openai\/gpt-5-nano: given up after /)
      expect(await readFile(join(cwd, 't.jsonl'), 'utf8')).toContain('"outcome":"cancelled"')
    })
  })
})

describe('run POLICY PROMPT over a provider', () => {
  let url: string
  const seen: { readonly authorization: string | undefined; readonly body: unknown }[] = []

  beforeAll(async () => {
    const server = createServer(async (request, response) => {
      const pieces: Buffer[] = []
      for await (const piece of request) pieces.push(piece)
      const { authorization } = request.headers
      seen.push({ authorization, body: JSON.parse(Buffer.concat(pieces).toString()) })
      response.setHeader('content-type', 'text/event-stream')
      for (const content of ['a\u001b[31m', 'ü\t', 'b\nc']) {
        const choices = [{ index: 0, delta: { content }, finish_reason: null }]
        response.write(`data: ${JSON.stringify({ id: 'x', choices })}\n\n`)
      }
      const choices = [{ index: 0, delta: {}, finish_reason: 'stop' }]
      response.write(`data: ${JSON.stringify({ id: 'x', choices })}\n\n`)
      response.end('data: [DONE]\n\n')
    }).listen(0, '127.0.0.1')
    await new Promise((resolve) => server.once('listening', resolve))
    // What a server listens on is an address, since it is no pipe.
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`
    return () => server.close()
  })

  async function live(setup: Setup): Promise<Outcome> {
    const catalog = `catalog: 1
providers:
  own: { base_url: "${url}", key_env: OWN_KEY }
models:
  one: { served_by: [{ provider: own, price_in: 1, price_out: 2 }] }
`
    return withFiles({ 'own.yaml': catalog }, (cwd) =>
      cli(
        ['run', 'cheapest', 'hi', '--catalog', 'own.yaml', '--max-tokens', '9', '--system', 's'],
        {
          cwd,
          env: { OWN_KEY: 'own-key' },
          ...setup,
        },
      ),
    )
  }

  test('sends the key of the provider and no other, and what was asked for', async () => {
    const { code, stdout, stderr } = await live({})
    expect([code, stdout]).toEqual([0, 'a\u001b[31mü\tb\nc\n'])
    expect(stderr).toContain('answered by  own/one, number 1 of 1 by `default`')
    expect(stderr).not.toContain('own-key')
    expect(seen.at(-1)).toMatchObject({
      authorization: 'Bearer own-key',
      body: {
        model: 'one',
        max_completion_tokens: 9,
        messages: [
          { role: 'system', content: 's' },
          { role: 'user', content: 'hi' },
        ],
      },
    })
  })

  test('lets no text of a model steer a terminal', async () => {
    const { stdout } = await live({ terminal: 80 })
    expect(stdout).toBe('a␛[31mü\tb\nc\n')
  })
})

describe('run POLICY -- COMMAND', () => {
  const PROGRAM = `
    const { env } = process
    const ask = async (url, headers, more) => {
      const body = JSON.stringify({ model: 'gpt-4', messages: [{ role: 'user', content: 'hi' }], ...more })
      const response = await fetch(url, { method: 'POST', body, headers: { 'content-type': 'application/json', ...headers } })
      const { model } = await response.json()
      return [response.status, model]
    }
    const { OPENAI_BASE_URL: openai, ANTHROPIC_BASE_URL: anthropic } = env
    console.log(JSON.stringify([
      await ask(openai + '/chat/completions', { authorization: 'Bearer ' + env.OPENAI_API_KEY }),
      await ask(anthropic + '/v1/messages', { 'x-api-key': env.ANTHROPIC_API_KEY }, { max_tokens: 9 }),
      await ask(openai + '/chat/completions', { authorization: 'Bearer sk' }),
      await ask(openai + '/chat/completions', { authorization: 'Bearer ' + env.OPENAI_API_KEY }, { policy: 'best' }),
      [env.GROQ_API_KEY, env.ANTHROPIC_AUTH_TOKEN, env.OTHER, env.UNHARDCODED_POLICY, env.NO_PROXY],
    ]))
    process.exitCode = 7
  `

  test('gives a program a router, a key of its own, and no key of a provider', async () => {
    const faults = ['--sandbox', '--fault', 'openai/gpt-5-nano=429']
    const { code, stdout, stderr } = await run([...ACME, ...faults, '--', 'node', '-e', PROGRAM], {
      env: {
        ...KEYS,
        ANTHROPIC_AUTH_TOKEN: 'token',
        OTHER: 'kept',
        https_proxy: 'http://127.0.0.1:1',
        NO_PROXY: 'acme.test',
      },
    })
    expect(code).toBe(7)
    expect(JSON.parse(stdout)).toEqual([
      [200, 'claude-haiku-4-5'],
      [200, 'claude-haiku-4-5'],
      [401, null],
      [200, 'gpt-5-2025-08-07'],
      [null, null, 'kept', 'support', 'acme.test,127.0.0.1'],
    ])
    expect(stderr).toMatch(/^requests {5}3, \d{4}-\d\d-\d\d: 3 sandbox$/m)
    expect(stderr).toMatch(/^failures {5}openai rate_limit [12]$/m)
    expect(stderr).toMatch(/^models {7}anthropic\/claude-haiku-4.5 2, openai\/gpt-5 1$/m)
    expect(stderr).toMatch(/^receipts {5}not kept: `--trace DIRECTORY` keeps them$/m)
  })

  test('says when the program asked nothing', async () => {
    const { code, stderr } = await run([...ACME, '--sandbox', '--', 'node', '-e', '0'])
    expect([code, stderr]).toEqual([
      0,
      'requests     none: the program did not ask at `OPENAI_BASE_URL` or `ANTHROPIC_BASE_URL`\n',
    ])
  })

  test('keeps the receipts of a program in a directory', async () => {
    await withExamples(async (cwd) => {
      const argv = ['run', ...ACME, '--sandbox', '--trace', 'calls', '--', 'node', '-e', PROGRAM]
      const { stderr } = await cli(argv, { cwd })
      expect(stderr).toMatch(/^receipts {5}3 in calls$/m)
      const { code, stdout } = await cli(['replay', 'calls'], { cwd })
      expect([code, stdout]).toEqual([0, '3 reproduced, 0 diverged\n'])
    })
  })

  test('hands options behind `--` to the program', async () => {
    const argv = [...ACME, '--sandbox', '--', 'node', '-p', '1', '--', '--help', '--sandbox']
    const { code, stdout } = await run(argv)
    expect([code, stdout]).toEqual([0, '1\n'])
  })
})
