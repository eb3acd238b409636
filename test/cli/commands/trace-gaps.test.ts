import { describe, expect, test } from 'vitest'
import { sampleEntries, traceOf } from '../../trace/sample-trace.ts'
import { cli, withFiles } from '../cli.ts'

const FIRST = { receipts: 2, from: '2026-11-02T10:00:00.000Z', to: '2026-11-02T10:04:00.000Z' }
const SECOND = { receipts: 1, from: '2026-11-03T09:00:00.000Z', to: '2026-11-03T09:00:00.000Z' }
const BOTH = { receipts: 3, from: FIRST.from, to: SECOND.to }

const TOLD = (count: string, when: string) =>
  `warning: ${count}, of ${when}, could not be written by the router and `

/** Receipts, and two gaps behind them. */
function withGaps(): string {
  const lines = traceOf(sampleEntries()).trimEnd().split('\n')
  const end = JSON.parse(lines.pop() ?? '')
  const gaps = [FIRST, SECOND].map((gap) => JSON.stringify({ ...end, ...gap, record: 'gap' }))
  return [...lines, ...gaps, JSON.stringify(end), ''].join('\n')
}

function ran(argv: readonly string[]) {
  return withFiles({ 't.jsonl': withGaps() }, (cwd) => cli([...argv, 't.jsonl'], { cwd }))
}

describe('receipts that could not be written are told of by', () => {
  test.each([
    [['trace', 'stats']],
    [['trace', 'show', '--last']],
    [['trace', 'show', '--list']],
    [['replay']],
    [['replay', '--without', 'openai']],
    [['replay', '--without', 'openai', '--format', 'csv']],
  ])('%j', async (argv) => {
    const { code, stderr } = await ran(argv)
    expect(code).toBe(0)
    expect(stderr).toContain(TOLD('3 receipts', `${BOTH.from} to ${BOTH.to}`))
  })

  test.each([[['trace', 'stats']], [['replay']], [['replay', '--without', 'openai']]])(
    '%j as JSON',
    async (argv) => {
      const { stdout } = await ran([...argv, '--format', 'json'])
      expect(JSON.parse(stdout)).toMatchObject({ not_written: BOTH })
    },
  )

  test('the page of replay', async () => {
    const { stdout } = await ran(['replay', '--without', 'openai', '--format', 'html'])
    expect(stdout).toMatch(
      /<dt>Not written<\/dt><dd>3, of 2026-11-02 10:00:00 UTC to 2026-11-03 09:00:00 UTC/,
    )
  })
})

test.each([
  ['--since', '2026-11-03', '1 receipt', SECOND.from],
  ['--until', '2026-11-02', '2 receipts', `${FIRST.from} to ${FIRST.to}`],
])('%s %s leaves out those of another time', async (option, day, count, when) => {
  const { stderr } = await ran(['trace', 'stats', option, day])
  expect(stderr).toContain(TOLD(count, when))
})

test('where nothing is missing nothing is said', async () => {
  const files = { 't.jsonl': traceOf(sampleEntries()) }
  await withFiles(files, async (cwd) => {
    const { stdout, stderr } = await cli(['trace', 'stats', 't.jsonl', '--format', 'json'], { cwd })
    expect(stderr).toBe('')
    expect(JSON.parse(stdout)).toMatchObject({ not_written: null })
  })
})
