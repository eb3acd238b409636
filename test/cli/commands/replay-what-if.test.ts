import { describe, expect, test } from 'vitest'
import { add, decimalFrom, plain, ZERO } from '../../../src/catalog/money.ts'
import { cli, withFiles } from '../cli.ts'
import { shell, withExamples } from '../shell.ts'

/** What `replay` says of the trace of the examples. */
async function replay(line: string, setup: { readonly terminal?: number } = {}) {
  return withExamples((cwd) =>
    cli(['replay', 'trace.jsonl', ...line.split(' ')], { cwd, ...setup }),
  )
}

function golden(name: string): string {
  return `../../../fixtures/cli/commands/replay-${name}.out`
}

describe('the report', () => {
  test.each([
    ['without', '--without openai'],
    ['param', '--param plan=free'],
    ['policy', '--policy acme.uh'],
    ['baseline', '--baseline groq/kimi-k2'],
    ['price', '--price openai/gpt-5-nano=5,40'],
    ['catalog', '--catalog acme-next.yaml'],
  ])('of %s', async (name, line) => {
    const { code, stdout, stderr } = await replay(line)
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
    await expect(stdout).toMatchFileSnapshot(golden(name))
  })

  test('fits a narrow terminal', async () => {
    const { stdout } = await replay('--without openai', { terminal: 60 })
    await expect(stdout).toMatchFileSnapshot(golden('narrow'))
    // biome-ignore lint/suspicious/noControlCharactersInRegex: colours are control characters.
    const widths = stdout.split('\n').map((line) => line.replace(/\u001b\[\d+m/g, '').length)
    expect(Math.max(...widths)).toBeLessThanOrEqual(60)
  })

  test('is JSON for programs', async () => {
    const { stdout } = await replay('--without openai --format json')
    await expect(stdout).toMatchFileSnapshot(golden('json'))
  })
})

describe('lines', () => {
  test('come to the totals', async () => {
    const whole = JSON.parse((await replay('--without openai --format json')).stdout)
    const lines = (await replay('--without openai --format jsonl')).stdout.trim().split('\n')
    const answers = lines.map((line) => JSON.parse(line))
    expect(answers).toHaveLength(whole.judged + whole.not_judged)
    expect(answers.filter(({ verdict }) => verdict === 'moved')).toHaveLength(whole.moved)
    const keptOut = new Set(['unanswered', 'unknown cost', 'unpriced'])
    const compared = answers.filter(({ bases }) => !bases?.some((one: string) => keptOut.has(one)))
    const sum = compared
      .map(({ cost_after }) => decimalFrom(cost_after ?? '') ?? ZERO)
      .reduce(add, ZERO)
    expect(plain(sum)).toBe(whole.total.cost_after)
  })

  test('are a table for spreadsheets', async () => {
    const { stdout } = await replay('--without openai --format csv')
    await expect(stdout).toMatchFileSnapshot(golden('csv'))
  })
})

describe('a gate', () => {
  test.each([
    ['--fail-on-change', 0, ''],
    ['--without openai --fail-on-change', 1, '7 of 14 requests would have ended in another way'],
    ['--without openai --max-cost-increase 5%', 1, 'above the limit of 5%'],
    ['--without openai --max-cost-increase 61%', 0, ''],
    ['--without openai --max-cost-increase $0.02', 1, 'above the limit of $0.02'],
    ['--without openai --max-cost-increase $1', 0, ''],
    ['--policy acme.uh --fail-on-change', 1, 'could not be judged, so no gate is passed'],
  ])('%s exits with %i', async (line, expected, told) => {
    const { code, stderr } = await replay(line)
    expect(code).toBe(expected)
    expect(stderr.replace(/\s+/g, ' ')).toContain(told)
    if (told === '') expect(stderr).toBe('')
  })
})

describe('what cannot be asked', () => {
  test.each([
    ['--without opnai', 'no catalog of the trace has a provider `opnai`'],
    ['--price opnai/x=1,2', 'no catalog of the trace has a route `opnai/x`'],
    ['--price groq/kimi-k2', 'is not a price'],
    ['--param plam=free', 'no policy of the trace has a parameter `plam`'],
    ['--param plan=gold --policy-name support', 'nothing can be said of any request'],
    ['--param plan', 'has no value'],
    ['--baseline groq/nobody', 'the catalog has no route `groq/nobody`'],
    ['--baseline groq/kimi-k2 --policy acme.uh', 'with `--baseline` no policy decides'],
    ['--catalog acme.yaml --without opnai', 'did you mean `openai`?'],
    ['--catalog nothing.yaml', 'nothing.yaml'],
    ['--policy nothing.uh', 'nothing.uh'],
    ['--max-cost-increase much', 'neither a share nor an amount'],
    ['--format csv', 'is for what would have been'],
  ])('%s', async (line, told) => {
    const { code, stdout, stderr } = await replay(line)
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
    expect(stderr).toContain(told)
  })

  test('a policy that is no policy, with its place', async () => {
    const { code, stderr } = await withFiles({ 'broken.uh': 'policy x { where }' }, (cwd) =>
      cli(['replay', '-', '--policy', 'broken.uh'], { cwd, stdin: '' }),
    )
    expect(code).toBe(2)
    expect(stderr).toContain('broken.uh:1')
  })
})

describe('a policy in place of the recorded one', () => {
  test('is the one of the same name, with the values that were recorded', async () => {
    const { stdout } = await replay('--policy acme.uh --policy-name support --format json')
    expect(JSON.parse(stdout)).toMatchObject({ moved: 0, reranked: 0, not_judged: 0 })
  })

  test('may be a text, or a term', async () => {
    await withExamples(async (cwd) => {
      const text = 'cheapest where quality >= 0.7'
      const term = (await shell(`unhardcoded compile '${text}' --emit term`, cwd)).stdout.trim()
      const answers = await Promise.all(
        [text, term].map((policy) =>
          cli(['replay', 'trace.jsonl', '--format', 'jsonl', '--policy', policy], { cwd }),
        ),
      )
      expect(answers[0]?.stdout).not.toBe('')
      expect(answers[1]?.stdout).toBe(answers[0]?.stdout)
    })
  })

  test('that was recorded without its text cannot have other parameters', async () => {
    await withExamples(async (cwd) => {
      const term = (await shell("unhardcoded compile 'any' --emit term", cwd)).stdout.trim()
      await cli(['simulate', term, '--catalog', 'acme.yaml', '--trace', 'own.jsonl'], { cwd })
      const { code, stderr } = await cli(['replay', 'own.jsonl', '--param', 'a=1'], { cwd })
      expect(code).toBe(2)
      expect(stderr.replace(/\s+/g, ' ')).toContain('is recorded without its text')
    })
  })
})

test('a text that a spreadsheet would calculate stands as text', async () => {
  await withExamples(async (cwd) => {
    const lines = await cli(['simulate', 'any', '--catalog', 'acme.yaml', '--trace', 'own.jsonl'], {
      cwd,
    })
    expect(lines.code).toBe(0)
    const policy = 'policy "=1+1" { cheapest }'
    await cli(['simulate', policy, '--catalog', 'acme.yaml', '--trace', 'own.jsonl'], { cwd })
    const { stdout } = await cli(['replay', 'own.jsonl', '--format', 'csv', '--fail-on-change'], {
      cwd,
    })
    expect(stdout).not.toMatch(/(^|,)=/m)
  })
})
