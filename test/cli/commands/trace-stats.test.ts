import { describe, expect, test } from 'vitest'
import { displayWidth } from '../../../src/cli/report/glyphs.ts'
import { DIMENSIONS } from '../../../src/trace/stats/index.ts'
import { sampleEntries, traceOf } from '../../trace/sample-trace.ts'
import { cli, type Setup, withFiles } from '../cli.ts'
import { withExamples } from '../shell.ts'

function stats(argv: readonly string[], setup: Setup = {}) {
  return withExamples((cwd) => cli(['trace', 'stats', 'trace.jsonl', ...argv], { cwd, ...setup }))
}

const golden = (name: string) => `../../../fixtures/cli/commands/trace-stats-${name}.out`

describe('as people read it', () => {
  test.each([
    ['60', { env: { COLUMNS: '60' } }],
    ['100', { env: { COLUMNS: '100' } }],
    ['pipe', {}],
    ['color', { terminal: 100 }],
  ])('%s', async (name, setup) => {
    const { code, stdout, stderr } = await stats([], setup)
    expect([code, stderr]).toEqual([0, ''])
    await expect(stdout).toMatchFileSnapshot(golden(name))
  })

  test('NO_COLOR changes nothing but colour', async () => {
    const plain = await stats([], { terminal: 100, env: { NO_COLOR: '1' } })
    const colored = await stats([], { terminal: 100 })
    expect(plain.stdout).not.toContain('\u001b')
    // biome-ignore lint/suspicious/noControlCharactersInRegex: the escape sequences of colours
    expect(colored.stdout.replace(/\u001b\[\d+m/g, '')).toBe(plain.stdout)
  })

  test.each(DIMENSIONS)('by %s', async (by) => {
    const { stdout } = await stats(['--by', by])
    await expect(stdout).toMatchFileSnapshot(golden(`by-${by}`))
  })

  test.each([60, 80, 100, 120])('at %i columns no line is wider', async (width) => {
    for (const argv of [[], ...DIMENSIONS.map((by) => ['--by', by])]) {
      const { stdout } = await stats(argv, { env: { COLUMNS: `${width}` } })
      for (const line of stdout.split('\n')) expect(displayWidth(line)).toBeLessThanOrEqual(width)
    }
  })
})

describe('for programs', () => {
  test.each(['json', 'csv'])('%s', async (format) => {
    const { stdout } = await stats(['--format', format])
    await expect(stdout).toMatchFileSnapshot(golden(format))
  })

  test('only by what is asked for', async () => {
    const { stdout } = await stats(['--format', 'json', '--by', 'day'])
    expect(Object.keys(JSON.parse(stdout).by)).toEqual(['day'])
  })
})

test('only the receipts that are selected count', async () => {
  const { stdout } = await stats(['--caller', 'acme-nightly', '--format', 'json'])
  expect(JSON.parse(stdout).all).toMatchObject({ requests: 2, calls: 6, failed: 5, retries: 2 })
})

test('where the decision stands changes nothing', async () => {
  const other = { 'trace.jsonl': traceOf(sampleEntries(), { decisions: 'once' }) }
  const { stdout } = await withFiles(other, (cwd) =>
    cli(['trace', 'stats', 'trace.jsonl'], { cwd }),
  )
  expect(stdout).toBe((await stats([])).stdout)
})

describe('what comes from outside', () => {
  const [entry] = sampleEntries().slice(1)
  if (entry === undefined) throw new Error('the sample has entries')
  const named = (caller: string) => ({
    ...entry,
    receipt: { ...entry.receipt, request: { ...entry.receipt.request, caller } },
  })

  test('names are names, and steer no terminal', async () => {
    const names = ['__proto__', 'constructor', '\u001b[31mred', '\u009b31m', 'x'.repeat(5000)]
    await withFiles({ 't.jsonl': traceOf(names.map(named)) }, async (cwd) => {
      for (const format of ['table', 'json', 'csv']) {
        const { stdout } = await cli(['trace', 'stats', 't.jsonl', '--format', format], { cwd })
        // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must not be there
        expect(stdout).not.toMatch(/[\u001b\u0080-\u009f]/)
        expect(stdout).toContain('__proto__')
        expect(stdout).toContain('constructor')
        expect(stdout).not.toContain('x'.repeat(121))
      }
    })
  })

  test('what is no record is told, and the rest is counted', async () => {
    const text = traceOf([named('a'), named('b')]).replace('{"record":"end"', '{"record":')
    await withFiles({ 't.jsonl': `${text}{"record":"rec` }, async (cwd) => {
      const { code, stdout, stderr } = await cli(['trace', 'stats', 't.jsonl'], { cwd })
      expect(stdout).toContain('requests     2, 2026-11-16')
      expect(stderr).toContain('error: `t.jsonl:6`: the line is not JSON')
      expect(stderr).toContain('warning: `t.jsonl:7`: the last line was cut off')
      expect(code).toBe(1)
    })
  })

  test('a file that is no trace is no answer', async () => {
    await withFiles({ 't.jsonl': 'hello\n' }, async (cwd) => {
      const { code, stdout, stderr } = await cli(['trace', 'stats', 't.jsonl'], { cwd })
      expect(stdout).toBe('requests     none\nspend        $0.00 settled, $0.00 estimated\n')
      expect(stderr).toContain('`t.jsonl` is not a trace')
      expect(code).toBe(2)
    })
  })
})
