import { once } from 'node:events'
import { execa, type Options } from 'execa'
import { beforeAll, describe, expect, test } from 'vitest'
import { COMMANDS } from '../../src/cli/command-table.ts'
import { built } from './built.ts'
import { cli } from './cli.ts'
import { shell, withExamples } from './shell.ts'

beforeAll(built)

/** Runs the program as it is installed. */
function bin(argv: readonly string[], options: Options = {}) {
  return execa('node', [SCRIPT, ...argv], { reject: false, stripFinalNewline: false, ...options })
}

const SCRIPT = `${process.cwd()}/bin/unhardcoded.js`

/** One line for every command: what the bundle answers is what the sources answer. */
const LINES: Readonly<Record<string, readonly string[]>> = {
  compile: ['acme.uh'],
  build: ['acme.uh'],
  decompile: ['support.json'],
  lint: ['acme.uh', '--catalog', 'acme.yaml', '--format', 'sarif'],
  fmt: ['--check', 'acme.uh'],
  simulate: ['acme.uh', '--policy', 'support', '--catalog', 'acme.yaml'],
  explain: ['UH2003'],
  diff: ['acme.uh', 'acme-strict.uh', '--catalog', 'acme.yaml'],
  test: ['acme.test.uh', '--catalog', 'acme.yaml', '--coverage'],
  prove: ['acme.test.uh', '--catalog', 'acme.yaml'],
  run: ['--help'],
  sandbox: ['--help'],
  serve: ['--help'],
  replay: ['trace.jsonl'],
  'trace show': ['--list', 'trace.jsonl'],
  'trace verify': ['trace.jsonl'],
  'trace stats': ['trace.jsonl'],
  'trace import': ['answers.jsonl', '--catalog', 'acme.yaml', '-o', 'imported.jsonl'],
  'catalog show': ['--catalog', 'acme.yaml'],
  'catalog check': ['acme.yaml', '--max-age', '100000'],
  'catalog import': ['openrouter', 'models.json', '--as-of', '2026-11-10'],
  'catalog diff': ['acme.yaml', 'acme-next.yaml'],
  'catalog fields': [],
  'ir check': ['support.json'],
  'ir normalize': ['support.json'],
  'ir encode': ['support.json'],
  'ir fingerprint': ['support.json'],
  conformance: ['vectors.jsonl'],
  init: ['begun'],
  lsp: ['--help'],
  grammar: ['ebnf'],
  rules: [],
  completion: ['bash'],
  version: ['--json'],
}

describe('through bin/', () => {
  test('every command is tried', () => {
    expect(Object.keys(LINES).sort()).toEqual(COMMANDS.map(({ name }) => name).sort())
  })

  test.each(Object.entries(LINES))('%s', async (name, args) => {
    const argv = [...name.split(' '), ...args]
    const installed = await withTerm(async (cwd) => {
      const { exitCode, stdout, stderr } = await bin(argv, { cwd })
      return { code: exitCode, stdout, stderr }
    })
    expect(installed).toEqual(await withTerm((cwd) => cli(argv, { cwd })))
  })
})

/** A copy of the example files for each run: some commands write. */
function withTerm<T>(run: (cwd: string) => Promise<T>): Promise<T> {
  return withExamples(async (cwd) => {
    await shell('unhardcoded compile acme.uh --policy support --emit term -o support.json', cwd)
    return run(cwd)
  })
}

test('standard input is a pipe', async () => {
  const { stdout, exitCode } = await bin(['ir', 'check'], { input: '["top"]' })
  expect([stdout, exitCode]).toEqual(['a predicate\n', 0])
})

test('a reader that closes early is no failure', async () => {
  const { stdout, stderr, exitCode } = await execa(
    'bash',
    ['-c', 'set -o pipefail; node bin/unhardcoded.js catalog show --format json | head -c 10'],
    { reject: false },
  )
  expect([stdout.length, stderr, exitCode]).toEqual([10, '', 0])
})

test('a large output is not cut', async () => {
  const { stdout } = await execa('bash', ['-c', `node ${SCRIPT} catalog show --format json | cat`])
  expect(JSON.parse(stdout).routes.length).toBeGreaterThan(250)
})

test('a mistake is told, and the exit code says so', async () => {
  const { exitCode, stderr, stdout } = await bin(['compile', 'nope.uh'])
  expect(exitCode).toBe(2)
  expect(stderr).toBe('error: no such file: `nope.uh`\n')
  expect(JSON.parse(`${stdout}`).error.message).toBe('no such file: `nope.uh`')
})

test.each(['SIGINT', 'SIGTERM'] as const)('a sandbox answers until it gets %s', async (signal) => {
  const running = execa(
    'node',
    [SCRIPT, 'sandbox', '--catalog', 'fixtures/cli/examples/acme.yaml', '--fault', 'groq=529'],
    { reject: false },
  )
  const [url] = (await once(running.stdout, 'data')).map((chunk) => String(chunk).trim())
  const ask = (model: string) =>
    fetch(`${url}/chat/completions`, {
      method: 'POST',
      body: JSON.stringify({ model, messages: [{ role: 'user', content: 'hi' }] }),
    })
  const statuses = [(await ask('gpt-5')).status, (await ask('kimi-k2')).status]
  running.kill(signal)
  const { exitCode } = await running
  expect([...statuses, exitCode]).toEqual([200, 529, 0])
})
