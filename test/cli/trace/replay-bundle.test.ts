import { readFile } from 'node:fs/promises'
import { execa } from 'execa'
import { beforeAll, describe, expect, test } from 'vitest'
import { sampleEntries, sampleTrace, traceOf } from '../../trace/sample-trace.ts'
import { built } from '../built.ts'
import { cli, withFiles } from '../cli.ts'

beforeAll(built)

const SCRIPT = `${process.cwd()}/bin/unhardcoded.js`

/** What the installed program answers, in so many threads. */
function replay(argv: readonly string[], cwd: string) {
  return execa('node', [SCRIPT, 'replay', ...argv], { cwd, reject: false }).then(
    ({ exitCode, stdout, stderr }) => ({ exitCode, stdout, stderr }),
  )
}

/** So many traces of different writers, one below the other: more than one block. */
function longTrace(count: number, decisions?: 'once'): string {
  return Array.from({ length: count }, (_, i) =>
    sampleTrace({ writer: `w${i}`, ...(decisions !== undefined && { decisions }) }),
  ).join('')
}

describe('several threads answer as one does', () => {
  test.each([
    ['plainly', [], undefined],
    ['with decisions in records of their own', [], 'once'],
    ['line by line', ['--format', 'jsonl'], 'once'],
    ['of a part', ['--policy-name', 'support', '--format', 'json'], undefined],
    ['what would have been', ['--without', 'openai'], 'once'],
    ['what would have been, by line', ['--param', 'plan=free', '--format', 'csv'], undefined],
    ['what would have been, as JSON', ['--baseline', 'groq/kimi-k2', '--format', 'json'], 'once'],
  ] as const)('%s', async (_, argv, decisions) => {
    const lines = longTrace(80, decisions).split('\n')
    // Something that diverges, and something that is no record, far apart.
    lines[700] = (lines[700] ?? '').replace('"id":"', '"id":"x')
    lines[900] = '{"record":"receipt"'
    lines[1100] = (lines[1100] ?? '').replace('"tied":true', '"tied":false')
    await withFiles({ 'trace.jsonl': lines.join('\n') }, async (cwd) => {
      const one = await replay(['trace.jsonl', '--threads', '1', ...argv], cwd)
      expect(one.stderr).toContain('`trace.jsonl:901`')
      expect(await replay(['trace.jsonl', '--threads', '2', ...argv], cwd)).toEqual(one)
    })
  })
})

test('an error in a thread is told in a sentence', async () => {
  await withFiles({ 'trace.jsonl': longTrace(80), 'broken.cjs': BROKEN }, async (cwd) => {
    const { exitCode, stderr, stdout } = await execa(
      'node',
      [SCRIPT, 'replay', 'trace.jsonl', '--threads', '2'],
      { cwd, reject: false, env: { NODE_OPTIONS: `--require ${cwd}/broken.cjs` } },
    )
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' })
    expect(stderr).toContain('this is a bug of unhardcoded: it broke')
    expect(stderr).not.toContain('    at ')
  })
})

/** Every thread ends with an error. */
const BROKEN = `
const threads = require('node:worker_threads')
threads.Worker = class extends threads.Worker {
  constructor() { super('throw new Error("it broke")', { eval: true, execArgv: [] }) }
}
`

test.each(['1', '2'])(
  'a reader that closes early is no failure, with threads %s',
  async (threads) => {
    await withFiles({ 'trace.jsonl': longTrace(200) }, async (cwd) => {
      const line = `set -o pipefail; node ${SCRIPT} replay trace.jsonl --threads ${threads} --format jsonl | head -n 1`
      const { stdout, stderr, exitCode } = await execa('bash', ['-c', line], { cwd, reject: false })
      expect(JSON.parse(stdout)).toMatchObject({ verdict: 'reproduced' })
      expect({ stderr, exitCode }).toEqual({ stderr: '', exitCode: 0 })
    })
  },
)

/** What the command line says of a file. */
function replayOf(text: string, argv: readonly string[] = []) {
  return withFiles({ 'trace.jsonl': text }, (cwd) =>
    cli(['replay', 'trace.jsonl', ...argv], { cwd }),
  )
}

test.each(['', '\n\n'])('an empty file %j holds nothing that can be replayed', async (text) => {
  const { code, stderr } = await replayOf(text)
  expect(code).toBe(2)
  expect(stderr).toContain('`trace.jsonl` is empty: not even the header of a trace is there')
})

test('a trace of a newer format is refused, with what to do', async () => {
  const text = sampleTrace().replace('unhardcoded-trace/v1', 'unhardcoded-trace/v2')
  const { code, stdout, stderr } = await replayOf(text)
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
  expect(stderr).toContain('`trace.jsonl:1`: the trace is in the format `unhardcoded-trace/v2`')
  expect(stderr).toContain('npm install unhardcoded@latest')
})

test.each([{}, { decisions: 'once' }] as const)(
  'lines may end as on Windows, and begin with a byte order mark, written as %o',
  async (writing) => {
    const text = `\ufeff${sampleTrace(writing).replaceAll('\n', '\r\n')}`
    expect(await replayOf(text)).toEqual(await replayOf(sampleTrace(writing)))
  },
)

test.each([{}, { decisions: 'once' }] as const)(
  'two writers may write in turn, written as %o',
  async (writing) => {
    const [a = [], b = []] = ['w1', 'w2'].map((writer) =>
      traceOf(sampleEntries(), { writer, ...writing })
        .trimEnd()
        .split('\n'),
    )
    const woven = a.flatMap((line, i) => [line, b[i] ?? ''])
    const { code, stdout, stderr } = await replayOf(`${woven.join('\n')}\n`)
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
    expect(stdout).toContain('28 reproduced, 0 diverged')
  },
)

test('what a line is told by does not hang on the way it is read', async () => {
  const fixture = await readFile('fixtures/cli/examples/trace.jsonl', 'utf8')
  expect(await replayOf(fixture, ['--format', 'jsonl'])).toEqual(
    await replayOf(fixture.replaceAll('"decision":{', '"decision": {'), ['--format', 'jsonl']),
  )
})
