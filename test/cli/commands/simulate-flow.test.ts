import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { displayWidth } from '../../../src/cli/report/glyphs.ts'
import { cli, type Setup } from '../cli.ts'
import { withExamples } from '../shell.ts'

/** A run over the example files. */
function simulate(argv: readonly string[], setup: Setup = {}) {
  return withExamples((cwd) =>
    cli(['simulate', 'research.uh', '--catalog', 'acme.yaml', ...argv], { cwd, ...setup }),
  )
}

const golden = (name: string) => `../../../fixtures/cli/commands/simulate-flow-${name}.out`

describe('as people read it', () => {
  test.each<[name: string, argv: readonly string[], setup: Setup]>([
    ['60', [], { env: { COLUMNS: '60' } }],
    ['pipe', [], {}],
    ['limits', ['--deadline', '2m', '--budget', '0.001'], {}],
    ['kept', ['--deadline', '10m', '--budget', '$5'], {}],
    ['top', ['--top', '1', '--tokens', '10000,200'], {}],
    ['csv', ['--format', 'csv'], {}],
    ['json', ['--format', 'json', '--deadline', '30s', '--budget', '5'], {}],
  ])('%s', async (name, argv, setup) => {
    const { code, stdout, stderr } = await simulate(argv, setup)
    expect([code, stderr]).toEqual([0, ''])
    await expect(stdout).toMatchFileSnapshot(golden(name))
  })

  test('a step that selects nobody leaves the flow without an answer', async () => {
    const { code, stdout } = await simulate(['--down', 'openai', '--down', 'anthropic'])
    expect(code).toBe(3)
    expect(stdout).toContain('no answer: `check` selects nobody')
    expect(stdout).toContain('would be selected with')
  })

  test.each([60, 80, 100])('at %i columns no line is wider', async (width) => {
    const { stdout } = await simulate(['--top', '2'], { env: { COLUMNS: `${width}` } })
    for (const line of stdout.split('\n')) expect(displayWidth(line)).toBeLessThanOrEqual(width)
  })

  test('a flow that asks nobody gives its input', async () => {
    const flow = '["flow",{"u":{"kind":"input"},"o":{"kind":"output","inputs":["u"]}}]'
    const { code, stdout } = await cli(['simulate', flow])
    expect(code).toBe(0)
    expect(stdout).toContain('the answer is the input')
  })
})

describe('which flow', () => {
  test('a flow beside policies is named as a policy is', async () => {
    await withExamples(async (cwd) => {
      const both = `policy p = cheapest flow f = a = ask p "A" with input return a`
      const named = await cli(['simulate', both, '--policy', 'f', '--format', 'csv'], { cwd })
      expect(named.stdout).toContain('\r\n1,a,p,input,')
      const other = await cli(['simulate', both, '--format', 'csv'], { cwd })
      expect(other.stdout).toContain('position,id,score')
    })
  })

  test('a flow in the wire format is shown under its own labels', async () => {
    await withExamples(async (cwd) => {
      const compiled = await cli(['compile', 'research.uh', '--emit', 'term'], { cwd })
      const term = compiled.stdout.replaceAll('"n1"', '"évil \\u001b[2J"')
      const { code, stdout } = await cli(['simulate', '-', '--catalog', 'acme.yaml'], {
        cwd,
        stdin: term,
      })
      expect(code).toBe(0)
      expect(stdout).toContain('évil ␛[2J')
      expect(stdout).not.toContain('\u001b')
    })
  })

  test('the whole flow decides as its steps do alone', async () => {
    const { stdout } = await simulate(['--format', 'json'])
    const { steps } = JSON.parse(stdout)
    for (const { policy, ranked } of steps) {
      const params = Object.entries(policy.params).map(([name, value]) => [name, value])
      const alone = await withExamples(async (cwd) =>
        cli(
          [
            'simulate',
            await readFile(join(cwd, 'acme.uh'), 'utf8'),
            ...['--catalog', 'acme.yaml', '--policy', policy.name, '--format', 'json'],
            ...params.flatMap(([name, value]) => [
              '--param',
              `${name}=${name === 'max_out' ? `$${value}/Mtok` : value}`,
            ]),
          ],
          { cwd },
        ),
      )
      const ids = (list: readonly { readonly id: string }[]) => list.map(({ id }) => id)
      expect(ids(ranked)).toEqual(ids(JSON.parse(alone.stdout).ranked))
    }
  })
})

test.each<[argv: readonly string[], said: string]>([
  [['--param', 'plan=free'], '`research` is a flow, and has no parameters'],
  [['--trace', 't.jsonl'], 'a receipt tells one decision, and a flow makes several'],
  [['--deadline', '3 days'], '`--deadline 3 days` is not a time'],
  [['--budget', '-1'], '`--budget -1` is not an amount in USD'],
  [['--tokens', 'many'], '`--tokens many` is not a number of tokens in and out'],
  [['--policy', 'reserch'], 'no policy or flow is called `reserch`'],
])('%j is refused', async (argv, said) => {
  const { code, stdout, stderr } = await simulate(argv)
  expect([code, stdout]).toEqual([argv[0] === '--policy' ? 1 : 2, ''])
  expect(stderr).toContain(said)
})

test.each(['deadline', 'budget'])('--%s is for flows', async (option) => {
  const { code, stderr } = await cli(['simulate', 'cheapest', `--${option}`, '1s'])
  expect(code).toBe(2)
  expect(stderr).toContain(`\`--${option}\` is for flows`)
})

test('one of several flows has to be named', async () => {
  const step = 'a = ask p "A" with input return a'
  const { code, stderr } = await withExamples((cwd) =>
    cli(['simulate', `use "./acme.uh" (support as p) flow f = ${step} flow g = ${step}`], { cwd }),
  )
  expect([code, stderr]).toEqual([2, expect.stringContaining('there are several flows: `f`, `g`')])
})
