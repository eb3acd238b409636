import { describe, expect, test } from 'vitest'
import { displayWidth } from '../../../src/cli/report/glyphs.ts'
import { cli, type Setup } from '../cli.ts'
import { withExamples } from '../shell.ts'

/** A run over the example files. */
function simulate(argv: readonly string[], setup: Setup = {}) {
  return withExamples((cwd) =>
    cli(['simulate', 'acme.uh', '--catalog', 'acme.yaml', '--policy', ...argv], { cwd, ...setup }),
  )
}

const golden = (name: string) => `../../../fixtures/cli/commands/simulate-${name}.out`

describe('as people read it', () => {
  test.each([
    ['60', { env: { COLUMNS: '60' } }],
    ['100', { env: { COLUMNS: '100' } }],
    ['pipe', {}],
    ['color', { terminal: 100 }],
  ])('%s', async (name, setup) => {
    const { code, stdout, stderr } = await simulate(['support'], setup)
    expect([code, stderr]).toEqual([0, ''])
    await expect(stdout).toMatchFileSnapshot(golden(name))
  })

  test('colour changes nothing but colour', async () => {
    const plain = await simulate(['support'], { env: { COLUMNS: '100' } })
    const colored = await simulate(['support'], { terminal: 100 })
    // biome-ignore lint/suspicious/noControlCharactersInRegex: the escape sequences of colours
    expect(colored.stdout.replace(/\u001b\[\d+m/g, '')).toBe(plain.stdout)
  })

  test('nothing is selected: who came nearest, and what would let them in', async () => {
    const { code, stdout } = await simulate(['strict', '--param', 'max_out=$1/Mtok'])
    expect(code).toBe(3)
    await expect(stdout).toMatchFileSnapshot(golden('nothing'))
  })

  test('ties are marked, and told', async () => {
    const { stdout } = await withExamples((cwd) =>
      cli(['simulate', 'any where provider is groq', '--catalog', 'acme.yaml'], { cwd }),
    )
    await expect(stdout).toMatchFileSnapshot(golden('ties'))
  })

  test.each([60, 80, 100, 120])('at %i columns no line is wider', async (width) => {
    const outcomes = [
      await simulate(['support'], { env: { COLUMNS: `${width}` } }),
      await simulate(['strict', '--param', 'max_out=$1/Mtok'], { env: { COLUMNS: `${width}` } }),
    ]
    for (const { stdout } of outcomes) {
      for (const line of stdout.split('\n')) expect(displayWidth(line)).toBeLessThanOrEqual(width)
    }
  })

  test('--top shows some, and says how many more there are', async () => {
    const { stdout } = await simulate(['support', '--top', '1'])
    expect(stdout).toContain('  2 more, `--top 3` shows all\n')
    expect(stdout).not.toContain('2  anthropic')
  })
})

describe('what if', () => {
  const ranked = async (argv: readonly string[], setup: Setup = {}) => {
    const { stdout } = await simulate([...argv, '--format', 'json'], setup)
    return JSON.parse(stdout).ranked.map(({ id }: { id: string }) => id)
  }

  test.each([
    ['nothing else', [], ['openai/gpt-5-nano', 'anthropic/claude-haiku-4.5', 'openai/gpt-5']],
    ['a provider is down', ['--down', 'openai'], ['anthropic/claude-haiku-4.5']],
    ['two are', ['--down', 'openai', '--down', 'anthropic'], []],
    [
      'a price changes',
      ['--price', 'openai/gpt-5-nano=2,10', '--price', 'anthropic/claude-sonnet-4.5=0.1,0.1'],
      ['anthropic/claude-sonnet-4.5', 'anthropic/claude-haiku-4.5', 'openai/gpt-5'],
    ],
    ['a parameter is another', ['--param', 'plan=enterprise'], ['openai/gpt-5']],
  ])('%s', async (_, argv, expected) => {
    expect(await ranked(['support', ...argv])).toEqual(expected)
  })

  test('the request needs something', async () => {
    const { stdout } = await simulate([
      'support',
      '--param',
      'plan=free',
      '--request',
      'request.json',
    ])
    expect(stdout).toContain('the request needs vision')
    expect(await ranked(['support', '--request', 'request.json'])).toHaveLength(3)
  })

  test('the seed decides a draw, and only that', async () => {
    const drawn = (seed: string) =>
      withExamples((cwd) =>
        cli(
          ['simulate', 'any sample 5', '--catalog', 'acme.yaml', '--seed', seed, '--format', 'csv'],
          { cwd },
        ),
      )
    expect(await drawn('1')).toEqual(await drawn('1'))
    expect((await drawn('1')).stdout).not.toBe((await drawn('2')).stdout)
  })

  test('ranks follow other prices', async () => {
    const { stdout } = await withExamples((cwd) =>
      cli(
        [
          'simulate',
          'any where top 1 by price_in',
          '--catalog',
          'acme.yaml',
          '--format',
          'csv',
          '--price',
          'openai/gpt-5-nano=9,9',
        ],
        { cwd },
      ),
    )
    expect(stdout.split('\r\n')[1]).toMatch(/^1,groq\/gpt-oss-20b,/)
  })
})

describe('the cost of a request', () => {
  test.each([
    ['is for the tokens that the policy names', 'cheapest for 4k in, 800 out', [], 0.00052],
    ['is for the usual mix elsewhere', 'cheapest', [], 0.00055],
    ['is for the tokens asked for', 'cheapest', ['--tokens', '1000000,0'], 0.05],
  ])('%s', async (_, policy, argv, cost) => {
    const { stdout } = await withExamples((cwd) =>
      cli(['simulate', policy, '--catalog', 'acme.yaml', '--format', 'json', ...argv], { cwd }),
    )
    expect(JSON.parse(stdout).ranked[0]).toMatchObject({ id: 'openai/gpt-5-nano', cost_usd: cost })
  })
})

test('small costs are written in digits, and one token is one', async () => {
  const { stdout } = await withExamples((cwd) =>
    cli(['simulate', 'cheapest', '--catalog', 'acme.yaml', '--tokens', '1,2'], { cwd }),
  )
  expect(stdout).toContain('a request of 1 token in and 2 out')
  expect(stdout).toContain('$0.00000085')
  expect(stdout).not.toMatch(/\$\d+e-/)
})

describe('for programs', () => {
  test('JSON', async () => {
    const { code, stdout } = await simulate(['support', '--format', 'json'])
    expect(code).toBe(0)
    await expect(stdout).toMatchFileSnapshot(golden('json'))
  })

  test('JSON also when nothing is selected', async () => {
    const { code, stdout } = await simulate([
      'strict',
      '--param',
      'max_out=$1/Mtok',
      '--format',
      'json',
    ])
    expect(code).toBe(3)
    expect(JSON.parse(stdout)).toMatchObject({
      schema_version: 1,
      ranked: [],
      nearest: [
        { id: 'anthropic/claude-sonnet-4.5', relaxation: [{ kind: 'move', source: 'acme.uh' }] },
        {},
        {},
      ],
    })
  })

  test('CSV', async () => {
    const { stdout } = await simulate(['support', '--format', 'csv'])
    await expect(stdout).toMatchFileSnapshot(golden('csv'))
  })
})

describe('a command line that is wrong', () => {
  test.each([
    [['suport'], 'no policy or flow is called `suport`', 'did you mean `support`?', 1],
    [
      ['support', '--down', 'opnai'],
      'the catalog has no provider `opnai`',
      'did you mean `openai`?',
      2,
    ],
    [['support', '--down', 'xyz'], 'the catalog has no provider `xyz`', '`anthropic`, `groq`', 2],
    [['support', '--price', 'gpt-5=1'], '`--price gpt-5=1` is not a price', 'IN,OUT', 2],
    [
      ['support', '--price', 'gpt-5=1,2'],
      'the catalog has no route `gpt-5`',
      'did you mean `openai/gpt-5`?',
      2,
    ],
    [['support', '--price', 'x=-1,2'], 'is not a price', 'openai/gpt-5=1.25,10', 2],
    [['support', '--tokens', 'many'], '`--tokens many` is not', 'write `--tokens 4000,800`', 2],
    [['support', '--top', '0'], 'needs a whole number, 1 or more, not `0`', 'simulate --help', 2],
    [['support', '--seed', '1.5'], 'needs a whole number, 0 or more, not `1.5`', '', 2],
    [['support', '--request', 'none.json'], 'no such file: `none.json`', '', 2],
    [['support', '--request', 'acme.uh'], '`acme.uh` is not JSON', 'expected a value', 2],
    [
      ['support', '--request', 'terms.jsonl'],
      '`terms.jsonl` is not JSON',
      'expected nothing more',
      2,
    ],
    [['support', '--catalog', 'acme.uh'], '', 'given twice', 2],
  ])('%j', async (argv, message, help, exit) => {
    const { code, stdout, stderr } = await simulate(argv)
    expect(stderr).toContain(message)
    expect(stderr).toContain(help)
    expect(code).toBe(exit)
    expect(stdout).toBe('')
  })

  test('several policies and no choice', async () => {
    const { code, stderr } = await withExamples((cwd) => cli(['simulate', 'acme.uh'], { cwd }))
    expect(stderr).toContain('there are several policies: `support`, `strict`')
    expect(code).toBe(2)
  })

  test('a catalog with errors is no catalog', async () => {
    const { code, stdout, stderr } = await withExamples((cwd) =>
      cli(['simulate', 'any', '--catalog', 'request.json', '--format', 'json'], { cwd }),
    )
    expect(stderr).toMatch(/^error\[UH6\d{3}\]/)
    expect(JSON.parse(stdout).diagnostics[0].source).toBe('request.json')
    expect(code).toBe(2)
  })
})

test('a term is a policy too', async () => {
  await withExamples(async (cwd) => {
    const { stdout: term } = await cli(['compile', 'cheapest', '--emit', 'term'], { cwd })
    const { code, stdout } = await cli(['simulate', '-', '--catalog', 'acme.yaml'], {
      cwd,
      stdin: term,
    })
    expect(stdout).toContain('1  openai/gpt-5-nano')
    expect(code).toBe(0)
    const other = await cli(['simulate', '-'], { cwd, stdin: '["top"]' })
    expect(other.stderr).toContain('`<stdin>` is a term, but not a policy')
    expect(other.code).toBe(2)
  })
})

test('the built-in catalog is there when nothing else is', async () => {
  const { code, stdout } = await cli(['simulate', 'cheapest where quality >= 0.7'])
  expect(stdout).toMatch(/\d+ routes in built-in of \d{4}-\d{2}-\d{2}/)
  expect(code).toBe(0)
})
