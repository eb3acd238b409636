import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { cli, withFiles } from '../cli.ts'

const EXAMPLES = 'fixtures/cli/examples'
const ACME = await readFile(`${EXAMPLES}/acme.uh`, 'utf8')
const TRACE = await readFile(`${EXAMPLES}/trace.jsonl`, 'utf8')
const LINES = TRACE.trimEnd().split('\n')

/** Runs the tests of a text beside a trace. */
function run(text: string, trace: string, more: readonly string[] = []) {
  const files = { 'acme.uh': ACME, 'trace.jsonl': trace, 'a.uh': text }
  return withFiles(files, async (cwd) => {
    const outcome = await cli(['test', 'a.uh', ...more], { cwd })
    return { ...outcome, text: await readFile(join(cwd, 'a.uh'), 'utf8') }
  })
}

const on = (expectations: string) =>
  `use "./acme.uh" (strict, support)\ntest "t" on "trace.jsonl" = ${expectations}`

describe('a test on a trace', () => {
  test('passes where it holds for every request, and tells how many there were', async () => {
    const { code, stdout, stderr } = await run(on('support keeps at least 2'), TRACE)
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
    expect(stdout).toBe('a.uh\n  ✓ t\n\ntrace.jsonl: 5 scenes of 14 receipts\n\n1 test passed\n')
  })

  test('fails with the first receipt for which it does not hold, and proposes nothing', async () => {
    const failing = on('support picks "openai/gpt-5-nano" strict keeps at least 1')
    const { code, stdout } = await run(failing, TRACE)
    expect(code).toBe(1)
    await expect(stdout).toMatchFileSnapshot('../../../fixtures/cli/commands/test-on-trace.out')
  })

  test.each([
    ['the request', 'keeps at least 3', '01M7MAXH0G0W3GE1R70W3GE1R7'],
    ['the state', 'picks "openai/gpt-5-nano"', '01M7PS00601850M2GA1850M2GA'],
  ])('is decided with %s of the receipt', async (_, expectation, id) => {
    const { stdout } = await run(on(`support ${expectation}`), TRACE)
    expect(stdout).toContain(`for the request of receipt \`${id}\``)
  })

  test('knows the routes of all catalogs of the trace, and no others', async () => {
    const { stdout } = await run(on('support rejects "groq/kimi-k3"'), TRACE)
    expect(stdout).toContain('error[UH3217]: `trace.jsonl` has no route `groq/kimi-k3`')
    expect(stdout).not.toContain('for the request of')
  })

  test('says what was counted to programs', async () => {
    const { stdout } = await run(on('support keeps at least 3'), TRACE, ['--format', 'json'])
    expect(JSON.parse(stdout).traces).toEqual([
      { name: 'trace.jsonl', scenes: 5, receipts: 14, unusable: 0, unreadable: 0, beyond: 0 },
    ])
  })

  test('is not rewritten', async () => {
    const text = on('support keeps at least 9')
    const outcome = await run(text, TRACE, ['--update'])
    expect(outcome.code).toBe(1)
    expect(outcome.text).toBe(text)
    expect(outcome.stdout).toContain('not updated: tests on the trace trace.jsonl')
  })

  test('covers what some request decides otherwise', async () => {
    const measured = 'policy p = any where price_out <= $5/Mtok test "t" on "trace.jsonl" ='
    const { stdout } = await run(`${measured} p keeps at least 1`, TRACE, ['--coverage'])
    expect(stdout).toContain('p: decided both ways 1 of 1')
  })
})

const CATALOG_LINE = LINES[1] ?? ''
const RECEIPT = JSON.parse(LINES[3] ?? '')

/** Receipts like the first one, each with what is given. */
function receipts(given: readonly object[]): readonly string[] {
  return given.map((each) => JSON.stringify({ ...RECEIPT, ...each }))
}

describe('a trace that is not whole', () => {
  const WANTED = on('support keeps at least 1')

  test('is used as far as it goes, and what is left out is told', async () => {
    const lines = [
      ...LINES.slice(0, 3),
      ...receipts([{}, { catalog: 'sha256:0' }]),
      '{"record":"weather","writer":"w","seq":9,"prev":null}',
      'no record',
      '{"record":"rec',
    ]
    const { code, stdout } = await run(WANTED, lines.join('\n'))
    expect(stdout).toContain(
      'trace.jsonl: 1 scene of 2 receipts, 1 receipt without a usable catalog, 2 lines that cannot be read\n',
    )
    expect(code).toBe(0)
  })

  test.each([
    ['nothing in it', '', 'it is empty'],
    ['no catalog', receipts([{}]).join('\n'), 'no receipt that can be used; line 1: no record'],
    ['no receipt', CATALOG_LINE, 'it holds no receipt'],
    ['a newer format', TRACE.replace('trace/v1', 'trace/v2'), 'a newer version of unhardcoded'],
    ['binary content', '\u0000\u0001\u0002\n\u0003', 'the line is not JSON'],
  ])('with %s is nothing to run on', async (_, trace, reason) => {
    const { code, stdout, stderr } = await run(WANTED, trace)
    expect({ code, stderr }).toEqual({ code: 1, stderr: '' })
    expect(stdout).toContain('error[UH3218]')
    expect(stdout.replace(/\n\s+/g, ' ')).toContain(reason)
  })

  test('is tried up to 10,000 different scenes', async () => {
    const many = receipts(
      Array.from({ length: 10_003 }, (_, seed) => ({ request: { seed }, hops: [] })),
    )
    const { stdout, code } = await run(WANTED, [CATALOG_LINE, ...many].join('\n'))
    expect(stdout).toContain(
      'trace.jsonl: 10000 scenes of 10003 receipts, 3 receipts not tried, beyond the first 10000 kinds of request\n',
    )
    expect(code).toBe(0)
  })
})

describe('what the recorded catalogs declare', () => {
  const simulate = async (cwd: string, catalog: string) =>
    expect(
      await cli(['simulate', 'any', '--catalog', catalog, '--trace', 'trace.jsonl'], { cwd }),
    ).toMatchObject({ code: 0 })

  const catalog = (field: string, absent: number) =>
    `catalog: 1\nas_of: 2026-11-10\nfields:\n  ${field}: { sort: number, unit: ratio, domain: [0, 1], absent: ${absent}, doc: "A figure." }\nproviders:\n  a: { base_url: "https://a.example", key_env: A }\n  b: { base_url: "https://b.example", key_env: B }\nmodels:\n  m:\n    ${field}: 0.5\n    served_by: [{ provider: a, model: m, price_in: 1, price_out: 2 }]\n  n:\n    served_by: [{ provider: b, model: n, price_in: 1, price_out: 2 }]\n`

  const POLICY = 'policy p = any where ours >= 0.4 test "t" on "trace.jsonl" = p keeps at least 1'

  test('is what policies may name, each catalog for itself', async () => {
    const files = { 'a.yaml': catalog('ours', -1), 'b.yaml': catalog('ours', 1), 'p.uh': POLICY }
    await withFiles(files, async (cwd) => {
      await simulate(cwd, 'a.yaml')
      await simulate(cwd, 'b.yaml')
      expect((await cli(['test', 'p.uh'], { cwd })).stdout).toContain('2 scenes of 2 receipts')
      const stdin = POLICY.replace('keeps at least 1', 'rejects "b/n" because ours')
      const { stdout } = await cli(['test', '-'], { cwd, stdin })
      // In the first catalog it is rejected; in the second one an unknown figure counts as 1.
      expect(stdout).toContain('0 of 1 test passed')
    })
  })

  test('a field that one of them lacks is an error that names the trace', async () => {
    const files = { 'a.yaml': catalog('ours', -1), 'b.yaml': catalog('theirs', -1), 'p.uh': POLICY }
    await withFiles(files, async (cwd) => {
      await simulate(cwd, 'a.yaml')
      await simulate(cwd, 'b.yaml')
      const { code, stderr } = await cli(['test', 'p.uh'], { cwd })
      expect(code).toBe(1)
      expect(stderr).toContain('error[UH1001]')
      expect(stderr).toContain('with the catalog that `trace.jsonl` holds for receipt `')
    })
  })
})
