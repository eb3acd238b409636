import { describe, expect, test } from 'vitest'
import { cli, type Setup } from '../cli.ts'
import { withExamples } from '../shell.ts'

function explain(argv: readonly string[], setup: Setup = {}) {
  return withExamples((cwd) =>
    cli(['explain', 'acme.uh', '--catalog', 'acme.yaml', '--policy', 'support', ...argv], {
      cwd,
      ...setup,
    }),
  )
}

const golden = (name: string) => `../../../fixtures/cli/commands/explain-${name}.out`

describe('why a route is where it is', () => {
  test.each([
    ['one-clause', ['--why-not', 'groq/kimi-k2']],
    ['two-clauses', ['--why-not', 'groq/llama-3.3-70b']],
    ['unknown-value', ['--why-not', 'groq/gpt-oss-20b']],
    ['too-dear', ['--why-not', 'anthropic/claude-sonnet-4.5']],
    ['first', ['--why', 'openai/gpt-5-nano']],
    ['second', ['--why', 'anthropic/claude-haiku-4.5']],
    ['request', ['--request', 'request.json', '--param', 'plan=free', '--why-not', 'groq/kimi-k2']],
    ['provider-down', ['--down', 'openai', '--why', 'openai/gpt-5']],
    ['left-out', ['--param', 'plan=free', '--why', 'openai/gpt-5']],
    ['every-route', []],
    ['json-rejected', ['--why-not', 'groq/llama-3.3-70b', '--format', 'json']],
    ['json-ranked', ['--why', 'anthropic/claude-haiku-4.5', '--format', 'json']],
  ])('%s', async (name, argv) => {
    const { code, stdout, stderr } = await explain(argv)
    expect([code, stderr]).toEqual([0, ''])
    await expect(stdout).toMatchFileSnapshot(golden(name))
  })

  test.each([
    ['score', 'rank by 0.7 * norm(quality) - 0.3 * norm(price_out)', 'openai/gpt-5'],
    ['gate', 'rank by quality + (0.2 if no_log)', 'openai/gpt-5'],
    ['prefer', 'cheapest prefer provider is anthropic prefer no_log', 'openai/gpt-5'],
    ['in-order', 'in order [openai/"gpt-5", groq/"kimi-k2"]', 'openai/gpt-5-nano'],
    ['fastest', 'fastest', 'openai/gpt-5'],
    ['negated', 'any where not (provider is openai or tier is partner)', 'openai/gpt-5'],
    ['alternatives', 'any where no_log or quality >= 0.8 or price_in < $1/Mtok', 'openai/gpt-5'],
  ])('a policy that ranks or filters by %s', async (name, policy, id) => {
    const { stdout } = await withExamples((cwd) =>
      cli(['explain', policy, '--catalog', 'acme.yaml', '--why', id], { cwd }),
    )
    await expect(stdout).toMatchFileSnapshot(golden(`by-${name}`))
  })

  test('a policy given as a term has no lines to show', async () => {
    await withExamples(async (cwd) => {
      const { stdout: term } = await cli(['compile', 'cheapest where no_log', '--emit', 'term'])
      const argv = ['explain', '-', '--catalog', 'acme.yaml', '--why', 'openai/gpt-5']
      const { stdout } = await cli(argv, { cwd, stdin: term })
      expect(stdout).toContain('wanted: `no_log`; seen: no_log unknown')
      expect(stdout).not.toContain('┌─')
    })
  })

  test.each([
    [['--why', 'kimi-k2'], 'the catalog has no route `kimi-k2`', 'did you mean `groq/kimi-k2`?'],
    [
      ['--why', 'openai/gtp-5'],
      'the catalog has no route `openai/gtp-5`',
      'did you mean `openai/gpt-5`?',
    ],
    [['--why', 'xyz'], 'the catalog has no route `xyz`', '`unhardcoded catalog show` lists them'],
    [['--why', 'a', '--why-not', 'b'], '`--why` and `--why-not` ask the same question', 'give one'],
  ])('%j', async (argv, message, help) => {
    const { code, stderr } = await explain(argv)
    expect(stderr).toContain(`error: ${message}`)
    expect(stderr).toContain(help)
    expect(code).toBe(2)
  })
})

describe('what a code means', () => {
  test.each([['UH8009'], ['uh8009']])('%s is its page', async (code) => {
    const { code: exit, stdout } = await cli(['explain', code])
    expect(stdout).toMatch(/^# UH8009: .+\n\n/)
    expect(stdout).toContain('## Triggers')
    expect(exit).toBe(0)
  })

  test('its page comes as JSON too', async () => {
    const { code, stdout } = await cli(['explain', 'UH8009', '--format', 'json'])
    const { page, ...rest } = JSON.parse(stdout)
    expect(rest).toMatchObject({ schema_version: 1, code: 'UH8009', severity: 'error' })
    expect(page).toMatch(/^# UH8009: /)
    expect(code).toBe(0)
  })

  test('a code treats no route', async () => {
    const { code, stderr } = await cli(['explain', 'UH8009', '--why', 'openai/gpt-5'])
    expect(stderr).toContain('`UH8009` is a code')
    expect(code).toBe(2)
  })

  test('on a terminal the page is laid out', async () => {
    const { stdout } = await cli(['explain', 'UH8009'], { terminal: 60 })
    expect(stdout).not.toContain('```')
    // biome-ignore lint/suspicious/noControlCharactersInRegex: the escape sequences of colours
    const lines = stdout.replace(/\u001b\[\d+m/g, '').split('\n')
    expect(lines[0]).toMatch(/^UH8009: /)
    for (const line of lines.slice(1)) expect(line.length).toBeLessThanOrEqual(60)
  })

  test.each([
    ['UH8999', 'there is no code `UH8999`'],
    ['uh1', 'there is no code `uh1`'],
    ['UH99999999', '`unhardcoded rules` lists them'],
  ])('%s is none', async (code, message) => {
    const { code: exit, stderr } = await cli(['explain', code])
    expect(stderr).toContain(message)
    expect(exit).toBe(2)
  })

  test('every code of the rules has a page', async () => {
    const { stdout } = await cli(['rules', '--format', 'json'])
    const { rules } = JSON.parse(stdout) as { rules: { code: string; title: string }[] }
    expect(rules.length).toBeGreaterThan(100)
    for (const { code, title } of rules) {
      const page = await cli(['explain', code])
      expect(page.stdout.split('\n')[0]).toBe(`# ${code}: ${title}`)
    }
  })
})
