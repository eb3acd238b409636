import { describe, expect, test } from 'vitest'
import { cli, type Setup } from '../cli.ts'
import { withExamples } from '../shell.ts'

function explain(argv: readonly string[], setup: Setup = {}) {
  return withExamples((cwd) =>
    cli(['explain', 'research.uh', '--catalog', 'acme.yaml', ...argv], { cwd, ...setup }),
  )
}

const golden = (name: string) => `../../../fixtures/cli/commands/explain-flow-${name}.out`

describe('a flow is shown', () => {
  test.each<[name: string, argv: readonly string[], setup: Setup]>([
    ['100', [], {}],
    ['60', [], { env: { COLUMNS: '60' } }],
    ['ascii', [], { env: { COLUMNS: '60', LC_ALL: 'C', LANG: 'en_US.UTF-8' } }],
    ['color', [], { terminal: 80 }],
    ['list', [], { env: { COLUMNS: '40' } }],
    ['nobody', ['--down', 'openai', '--down', 'anthropic'], {}],
    ['mermaid', ['--format', 'mermaid'], {}],
    ['json', ['--format', 'json'], {}],
  ])('%s', async (name, argv, setup) => {
    const { code, stdout, stderr } = await explain(argv, setup)
    expect([code, stderr]).toEqual([0, ''])
    await expect(stdout).toMatchFileSnapshot(golden(name))
  })

  test('colour changes nothing but colour', async () => {
    const plain = await explain([], { env: { COLUMNS: '80' } })
    const colored = await explain([], { terminal: 80 })
    // biome-ignore lint/suspicious/noControlCharactersInRegex: the escape sequences of colours
    expect(colored.stdout.replace(/\u001b\[\d+m/g, '')).toBe(plain.stdout)
  })

  test('a flow of 254 steps is a list', async () => {
    const steps = Array.from(
      { length: 254 },
      (_, i) => `s${i} = ask p "A" with ${i === 0 ? 'input' : `s${i - 1}`}`,
    )
    const text = `policy p = cheapest flow f = ${steps.join('\n')} return s253`
    const { code, stdout } = await cli(['explain', text, '--policy', 'f'])
    expect(code).toBe(0)
    expect(stdout).toContain('stage 254\n  s253\n')
  })

  test.each([
    ['text', '␛[2J<b>"#;`'],
    ['mermaid', '#9243;#91;2J#60;b#62;#34;#35;#59;#96;'],
  ])('a hostile label steers nothing, as %s', async (format, shown) => {
    const hostile = '\u001b[2J<b>"#;`'
    await withExamples(async (cwd) => {
      const { stdout: term } = await cli(['compile', 'research.uh', '--emit', 'term'], { cwd })
      const flow = term.replaceAll('"n1"', JSON.stringify(hostile))
      const { code, stdout } = await cli(['explain', '-', '--format', format], { cwd, stdin: flow })
      expect(code).toBe(0)
      expect(stdout).toContain(shown)
      expect(stdout).not.toContain('\u001b')
    })
  })
})

test.each<[argv: readonly string[], said: string]>([
  [['--why', 'openai/gpt-5'], '`research` is a flow, whose steps ask several policies'],
  [['--why-not', 'openai/gpt-5'], '`research` is a flow, whose steps ask several policies'],
])('%j is refused', async (argv, said) => {
  const { code, stdout, stderr } = await explain(argv)
  expect([code, stdout]).toEqual([2, ''])
  expect(stderr).toContain(said)
})

test.each(['UH2003', 'cheapest'])('%s is not drawn', async (argument) => {
  const { code, stderr } = await cli(['explain', argument, '--format', 'mermaid'])
  expect(code).toBe(2)
  expect(stderr).toContain('only flows are drawn')
})
