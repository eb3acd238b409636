import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { displayWidth } from '../../../src/cli/report/glyphs.ts'
import { cli, type Setup } from '../cli.ts'
import { withExamples } from '../shell.ts'

function catalog(argv: readonly string[], setup: Setup = {}) {
  return withExamples((cwd) => cli(['catalog', ...argv], { cwd, ...setup }))
}

const golden = (name: string) => `../../../fixtures/cli/commands/catalog-${name}.out`

describe('show', () => {
  test.each([
    ['show', ['show', '--catalog', 'acme.yaml']],
    [
      'show-filtered',
      ['show', 'quality >= 0.6 and has tools', '--sort', 'price_out', '--catalog', 'acme.yaml'],
    ],
    ['show-sorted', ['show', '--sort', 'context', '--top', '2', '--catalog', 'acme.yaml']],
    ['show-csv', ['show', 'where provider is groq', '--format', 'csv', '--catalog', 'acme.yaml']],
    ['show-nothing', ['show', 'quality >= 0.99', '--catalog', 'acme.yaml']],
  ])('%s', async (name, argv) => {
    const { code, stdout, stderr } = await catalog(argv)
    expect([code, stderr]).toEqual([0, ''])
    await expect(stdout).toMatchFileSnapshot(golden(name))
  })

  test.each([60, 100])('the built-in catalog fits %i columns', async (width) => {
    const { stdout } = await catalog(['show'], { env: { COLUMNS: `${width}` } })
    for (const line of stdout.split('\n')) expect(displayWidth(line)).toBeLessThanOrEqual(width)
  })

  test('JSON holds every route, whatever --top says', async () => {
    const { stdout } = await catalog([
      'show',
      '--format',
      'json',
      '--top',
      '1',
      '--catalog',
      'acme.yaml',
    ])
    const { schema_version, routes } = JSON.parse(stdout)
    expect([schema_version, routes.length]).toEqual([1, 7])
    expect(routes[0]).toMatchObject({ cid: 'openai/gpt-5', quality: 0.77, quality_rank: 1 })
  })

  test.each([
    [['show', 'qualty > 0.5'], 1, '`qualty`', 'did you mean `quality`?'],
    [['show', '--sort', 'prise_in'], 2, 'there is no field `prise_in`', 'did you mean `price_in`?'],
    [['show', '--sort', 'no_log'], 2, '`no_log` is not a number', ''],
    [
      ['show', '--sort', 'xyz'],
      2,
      'there is no field `xyz`',
      '`unhardcoded catalog fields` lists them',
    ],
    [['show', '--catalog', 'acm.yaml'], 2, 'no such file: `acm.yaml`', 'did you mean `acme.yaml`?'],
  ])('%j', async (argv, exit, message, help) => {
    const { code, stderr } = await catalog(argv)
    expect(stderr).toContain(message)
    expect(stderr).toContain(help)
    expect(code).toBe(exit)
  })
})

describe('check', () => {
  test('tells what is doubtful, and where', async () => {
    const { code, stdout } = await catalog(['check', 'acme.yaml', '--max-age', '7'])
    expect(code).toBe(1)
    await expect(stdout).toMatchFileSnapshot(golden('check'))
  })

  test('what is only worth knowing is no finding', async () => {
    const { code, stdout } = await catalog(['check', 'acme.yaml'])
    expect(stdout).toMatch(/\n1 info\n$/)
    expect(code).toBe(0)
  })

  test('one finding a line, and JSON', async () => {
    const compact = await catalog(['check', 'acme.yaml', '--format', 'compact'])
    expect(compact.stdout).toMatch(/^acme\.yaml:4:3: info\[UH6026\]: .+\n$/)
    const json = await catalog(['check', 'acme.yaml', '--format', 'json'])
    expect(JSON.parse(json.stdout)).toMatchObject({
      schema_version: 1,
      diagnostics: [{ code: 'UH6026', source: 'acme.yaml', line: 4, column: 3 }],
    })
  })

  test('the built-in catalog has no errors', async () => {
    const { stdout } = await catalog(['check', 'built-in', '--format', 'compact'])
    expect(stdout).not.toContain(' error[')
  })

  test('a document that is no catalog', async () => {
    const { code, stdout } = await catalog(['check', 'request.json'])
    expect(stdout).toMatch(/^error\[UH6\d{3}\]: /)
    expect(code).toBe(1)
  })

  test('the configured catalog is the one that is checked', async () => {
    await withExamples(async (cwd) => {
      await writeFile(join(cwd, 'unhardcoded.yaml'), 'catalog: acme.yaml\n')
      const { stdout } = await cli(['catalog', 'check', '--format', 'compact'], { cwd })
      expect(stdout).toMatch(/^acme\.yaml:4:3: /)
    })
  })
})

test('a catalog with a doubtful name is told of wherever it decides', async () => {
  await withExamples(async (cwd) => {
    const text = await readFile(join(cwd, 'acme.yaml'), 'utf8')
    await writeFile(join(cwd, 'typo.yaml'), text.replace('supports_tools', 'support_tools'))
    const argv = ['simulate', 'cheapest where has tools', '--catalog', 'typo.yaml']
    const { code, stdout, stderr } = await cli([...argv, '--format', 'json'], { cwd })
    expect(stderr).toContain('did you mean `supports_tools`?')
    expect(JSON.parse(stdout)).toHaveProperty('catalog.name', 'typo.yaml')
    expect(code).toBe(0)
  })
})

test.each([60, 100])('findings and fields fit %i columns', async (width) => {
  for (const argv of [['check', 'built-in'], ['fields']]) {
    const { stdout } = await catalog(argv, { env: { COLUMNS: `${width}` } })
    for (const line of stdout.split('\n')) expect(displayWidth(line)).toBeLessThanOrEqual(width)
  }
})

describe('import', () => {
  test('on a terminal tells in lines that fit what was left out', async () => {
    const argv = ['import', 'openrouter', 'models.json', '-o', '/dev/null']
    const { stderr } = await catalog(argv, { env: { COLUMNS: '60' } })
    expect(stderr).toContain('1 left out')
    for (const line of stderr.split('\n')) expect(displayWidth(line)).toBeLessThanOrEqual(60)
  })

  test('makes a catalog that loads', async () => {
    await withExamples(async (cwd) => {
      const argv = ['catalog', 'import', 'openrouter', 'models.json', '-o', 'out.json']
      const { code, stdout, stderr } = await cli(argv, { cwd })
      expect([code, stdout]).toEqual([0, ''])
      expect(stderr).toMatch(/^models\.json:1:1: info\[UH6033\]: 1 left out/)
      const document = JSON.parse(await readFile(join(cwd, 'out.json'), 'utf8'))
      expect(document).toMatchObject({ catalog: 1, as_of: '2026-12-01' })
      const show = await cli(['catalog', 'show', '--catalog', 'out.json', '--format', 'csv'], {
        cwd,
      })
      expect(show.stdout).toContain('openrouter/gpt-5-nano')
    })
  })

  test.each([
    [
      ['openruter', 'models.json'],
      2,
      'there is no importer `openruter`',
      'did you mean `openrouter`?',
    ],
    [['xyz', 'models.json'], 2, 'there is no importer `xyz`', '`models.dev`'],
    [['__proto__', 'models.json'], 2, 'there is no importer `__proto__`', ''],
    [['openrouter', 'models.json', '--as-of', 'today'], 2, '`today` is not a day', '2026-11-10'],
    [['openrouter', 'models.json', '--as-of', '2026-13-01'], 2, 'is not a day', ''],
    [['openrouter', 'acme.yaml'], 2, '`acme.yaml` is not JSON', 'expected a value'],
    [
      ['litellm', 'models.json'],
      1,
      '`litellm`',
      'did you mean `unhardcoded catalog import openrouter`?',
    ],
    [['models.dev', 'params.json'], 1, '`models.dev`', ''],
    [[], 2, '`KIND` is missing', 'openrouter, litellm, models.dev, genai-prices'],
  ])('%j', async (argv, exit, message, help) => {
    const { code, stdout, stderr } = await catalog(['import', ...argv])
    expect(stderr).toContain(message)
    expect(stderr).toContain(help)
    expect(code).toBe(exit)
    expect(JSON.parse(stdout)).toHaveProperty('schema_version', 1)
  })
})

describe('diff', () => {
  test('tells what came, went and changed', async () => {
    const { code, stdout } = await catalog(['diff', 'acme.yaml', 'acme-next.yaml'])
    expect(code).toBe(0)
    await expect(stdout).toMatchFileSnapshot(golden('diff'))
  })

  test('--exit-code speaks up when there is a difference', async () => {
    const same = await catalog(['diff', 'acme.yaml', 'acme.yaml', '--exit-code'])
    expect(same).toEqual({ code: 0, stdout: '', stderr: '' })
    expect((await catalog(['diff', 'acme.yaml', 'acme-next.yaml', '--exit-code'])).code).toBe(1)
  })

  test('JSON', async () => {
    const { stdout } = await catalog(['diff', 'acme.yaml', 'acme-next.yaml', '--format', 'json'])
    expect(JSON.parse(stdout).changes).toContainEqual({
      kind: 'changed',
      what: 'route',
      name: 'openai/gpt-5-nano',
      member: 'price_in',
      before: 0.05,
      after: 0.04,
      percent: -20,
    })
  })

  test.each([
    [['diff', 'acme.yaml'], '`AFTER` is missing'],
    [['diff', 'acme.yaml', 'nope.yaml'], 'no such file: `nope.yaml`'],
    [['diff', 'a', 'b', 'c'], 'unexpected argument `c`'],
  ])('%j', async (argv, message) => {
    const { code, stderr } = await catalog(argv)
    expect(stderr).toContain(message)
    expect(code).toBe(2)
  })
})

describe('fields', () => {
  test('are listed with what they mean', async () => {
    const { code, stdout } = await catalog(['fields', '--catalog', 'acme.yaml'])
    expect(code).toBe(0)
    await expect(stdout).toMatchFileSnapshot(golden('fields'))
  })

  test('as JSON with the names that the catalog holds', async () => {
    const { stdout } = await catalog(['fields', '--catalog', 'acme.yaml', '--format', 'json'])
    const { fields, providers } = JSON.parse(stdout)
    expect(providers).toEqual(['anthropic', 'groq', 'openai'])
    expect(fields).toContainEqual(
      expect.objectContaining({
        name: 'price_in',
        sort: 'number',
        unit: 'price',
        domain: [0, null],
        absent: null,
      }),
    )
  })
})
