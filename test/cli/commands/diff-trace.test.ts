import { readFile } from 'node:fs/promises'
import { describe, expect, test } from 'vitest'
import { cli, withFiles } from '../cli.ts'

const TRACE = await readFile('fixtures/cli/examples/trace.jsonl', 'utf8')
const ACME = await readFile('fixtures/cli/examples/acme.yaml', 'utf8')

function diff(before: string, after: string, more: readonly string[] = [], trace = TRACE) {
  return withFiles({ 'trace.jsonl': trace, 'acme.yaml': ACME }, (cwd) =>
    cli(['diff', before, after, '--trace', 'trace.jsonl', '--catalog', 'acme.yaml', ...more], {
      cwd,
    }),
  )
}

const [BEFORE, AFTER] = [
  'cheapest where quality >= 0.6',
  'cheapest where quality >= 0.7 and no_log',
]

describe('the requests of a trace', () => {
  test('that would go elsewhere are told by where from and where to', async () => {
    const { code, stdout, stderr } = await diff(BEFORE, AFTER)
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
    await expect(stdout).toMatchFileSnapshot('../../../fixtures/cli/commands/diff-on-trace.out')
  })

  test('are read behind a byte order mark, and lines that are not UTF-8 are counted', async () => {
    const bytes = Buffer.concat([Buffer.from('\ufeff'), Buffer.from(TRACE), Buffer.of(0xff, 10)])
    const report = await withFiles({ 'trace.jsonl': bytes, 'acme.yaml': ACME }, (cwd) =>
      cli(
        [
          'diff',
          BEFORE,
          AFTER,
          '--trace',
          'trace.jsonl',
          '--catalog',
          'acme.yaml',
          '--format',
          'json',
        ],
        { cwd },
      ),
    )
    expect(JSON.parse(report.stdout).trace).toMatchObject({ receipts: 14, unreadable: 1 })
  })

  test('are counted for programs', async () => {
    const report = JSON.parse((await diff(BEFORE, AFTER, ['--format', 'json'])).stdout)
    expect(report.trace).toEqual({
      name: 'trace.jsonl',
      receipts: 14,
      unusable: 0,
      unreadable: 0,
      beyond: 0,
    })
    const { trace } = report.policies[0].variants[0]
    expect(trace).toMatchObject({ tried: 14, moved: 14, refused: 0 })
    expect(trace.moves).toHaveLength(3)
    expect(trace.moves[2]).toEqual({
      from: 'openai/gpt-5-nano',
      to: null,
      receipts: 1,
      ids: ['01M7MAXH0G0W3GE1R70W3GE1R7'],
    })
  })

  test('go where they went when nothing but the rest of the list changes', async () => {
    expect((await diff('cheapest', 'cheapest take 1')).stdout).toContain(
      '  on trace.jsonl, 14 receipts: nothing changes\n',
    )
  })

  test('are not spoken of where the policies are the same, nor where no trace is given', async () => {
    expect((await diff(BEFORE, BEFORE)).stdout).not.toContain('receipts')
    const { stdout } = await cli(['diff', BEFORE, AFTER, '--format', 'json'])
    expect(stdout).not.toContain('"trace"')
  })

  test('whose catalog lacks a field that a policy names are left out, and why is told', async () => {
    const before = 'cheapest where quality.coding >= 0.5'
    const files = { 'trace.jsonl': TRACE }
    await withFiles(files, async (cwd) => {
      const argv = ['diff', before, 'cheapest', '--trace', 'trace.jsonl']
      const { code, stdout } = await cli(argv, { cwd })
      expect(code).toBe(0)
      expect(stdout).toContain('on trace.jsonl, 0 receipts')
      expect(stdout).toMatch(/14 receipts left out: .*quality\.coding/)
    })
  })

  test('that cannot be used are told', async () => {
    const { stdout } = await diff(BEFORE, AFTER, [], `${TRACE}{"record":"rec`)
    expect(stdout).toContain('\ntrace.jsonl: 1 line that cannot be read\n')
  })

  test.each([
    ['', 'it is empty'],
    ['[1, 2]', 'it holds no receipt; line 1'],
  ])('cannot be had from %j', async (trace, reason) => {
    const { code, stdout, stderr } = await diff(BEFORE, AFTER, [], trace)
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
    expect(stderr).toContain(`\`trace.jsonl\` is no trace to try policies on: ${reason}`)
  })
})
