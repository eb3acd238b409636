import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { cli, withFiles } from '../cli.ts'

const EXAMPLES = 'fixtures/cli/examples'
const ACME = await readFile(`${EXAMPLES}/acme.uh`, 'utf8')
const CATALOG = await readFile(`${EXAMPLES}/acme.yaml`, 'utf8')

const MIXED = `uh 1

use "./acme.uh" (strict, support)

test "the cheapest that is good enough" on "acme.yaml" =
  support picks "openai/gpt-5-nano"

test "a second choice <for> every plan & cap" on "acme.yaml"
  for plan in [free, pro, enterprise] =
  support(plan: plan) keeps at least 2

test "one that is gone" on "acme.yaml" =
  support rejects "groq/kimi-k3"
`

const FILES = { 'acme.uh': ACME, 'acme.yaml': CATALOG, 'mixed.test.uh': MIXED }

const golden = (name: string) => `../../../fixtures/cli/commands/test-${name}.out`

describe('a run in which something fails', () => {
  test.each([
    ['pretty', [], undefined],
    ['pretty-40', [], 40],
    ['json', ['--format', 'json'], undefined],
    ['junit', ['--format', 'junit'], undefined],
    ['lcov', ['--format', 'lcov'], undefined],
    ['coverage', ['--coverage'], undefined],
    ['coverage-json', ['--coverage', '--format', 'json'], undefined],
  ] as const)('%s', async (name, options, terminal) => {
    await withFiles(FILES, async (cwd) => {
      const setup = terminal === undefined ? { cwd } : { cwd, terminal, env: { NO_COLOR: '1' } }
      const { code, stdout } = await cli(['test', 'mixed.test.uh', ...options], setup)
      expect(code).toBe(1)
      await expect(stdout).toMatchFileSnapshot(golden(name))
    })
  })

  test.each(['json', 'junit', 'lcov'])(
    'as %s, people read it on standard error',
    async (format) => {
      await withFiles(FILES, async (cwd) => {
        const { stderr } = await cli(['test', 'mixed.test.uh', '--format', format], { cwd })
        expect(stderr).toContain('error[UH3215]: `support` keeps 1 route, not at least 2')
        expect(stderr).toContain('error[UH3217]: `acme.yaml` has no route `groq/kimi-k3`')
      })
    },
  )
})

describe('nothing to run', () => {
  const NONE = { 'a.uh': 'cheapest' }

  test('is a mistake where paths were named', async () => {
    await withFiles(NONE, async (cwd) => {
      expect(await cli(['test', 'a.uh'], { cwd })).toEqual({
        code: 2,
        stdout: '',
        stderr:
          'error: there is no `test` in `a.uh`\n' +
          '  = help: a test is written `test "keeps a second model" = support keeps at least 2`\n',
      })
    })
  })

  test('is told where none were', async () => {
    await withFiles(NONE, async (cwd) => {
      expect(await cli(['test'], { cwd })).toEqual({
        code: 0,
        stdout: 'no tests found\n',
        stderr: '',
      })
    })
  })

  test.each([
    ['json', /^\{\n {2}"schema_version": 1,\n[\s\S]*"errors": \[\{ "message": "there is no `test`/],
    ['junit', /^<\?xml .*\n<testsuites name="unhardcoded test" tests="0" .*>\n<\/testsuites>\n$/],
    ['lcov', /^TN:\nSF:b.uh\n/],
  ])('is a whole document as %s', async (format, shape) => {
    await withFiles({ 'b.uh': 'cheapest where no_log' }, async (cwd) => {
      const { code, stdout } = await cli(['test', 'b.uh', '--format', format], { cwd })
      expect(code).toBe(2)
      expect(stdout).toMatch(shape)
    })
  })
})

describe('files that cannot be looked at do not keep the others from it', () => {
  const BROKEN = { ...FILES, 'broken.uh': 'policy a = cheapest where qualty >= 0.5 test "t" = a' }

  test('one with errors', async () => {
    await withFiles(BROKEN, async (cwd) => {
      const { code, stdout, stderr } = await cli(['test', 'broken.uh', 'mixed.test.uh'], { cwd })
      expect(stderr).toContain('┌─ broken.uh:1:')
      expect(stdout).toContain('✓ the cheapest that is good enough')
      expect(code).toBe(1)
    })
  })

  test('one that is not there', async () => {
    await withFiles(FILES, async (cwd) => {
      const argv = ['test', 'mixed.uh', 'mixed.test.uh', '--format', 'junit']
      const { code, stdout, stderr } = await cli(argv, { cwd })
      expect(stderr).toContain('error: no such file: `mixed.uh`')
      expect(stdout).toContain('<error type="error" message="no such file: `mixed.uh`">')
      expect(stdout).toContain('name="the cheapest that is good enough"')
      expect(code).toBe(2)
    })
  })

  test('a directory without policies', async () => {
    await withFiles({}, async (cwd) => {
      const { code, stdout, stderr } = await cli(['test'], { cwd })
      expect([code, stdout, stderr]).toEqual([2, '', 'error: there is no `.uh` file in `.`\n'])
    })
  })
})

describe('what tests run on', () => {
  const on = (path: string) => `policy p = cheapest test "t" on "${path}" = p keeps at least 1`

  // biome-ignore format: table
  test.each([
    ['catalog.yaml', 'no such file: `sub/catalog.yaml`'],
    ['../acme.yml', 'no such file: `acme.yml`'],
    ['../trace.jsonl', 'it is empty'],
    ['../none.jsonl', 'no such file: `none.jsonl`'],
    ['../lines.json', 'it holds no receipt; line 1'],
    ['../acme.uh', 'the catalog is a list; a record is expected'],
  ])('`%s` is none: %s', async (path, reason) => {
    const lines = '{"a": 1}\n{"a": 2}\n'
    const files = { 'acme.yaml': CATALOG, 'acme.uh': '- 1', 'trace.jsonl': '', 'lines.json': lines }
    await withFiles(files, async (cwd) => {
      await mkdir(join(cwd, 'sub'))
      await writeFile(join(cwd, 'sub', 'a.uh'), on(path))
      const { code, stdout } = await cli(['test', 'sub'], { cwd })
      expect(stdout).toContain(`error[UH3218]: \`${path}\` is nothing to run on: `)
      expect(stdout).toContain(reason)
      expect(code).toBe(1)
    })
  })

  test('the catalog that ships, where it is named', async () => {
    expect(await cli(['test', '-'], { stdin: on('built-in') })).toMatchObject({ code: 0 })
  })

  test('the catalog that is asked for, where none is named', async () => {
    await withFiles(FILES, async (cwd) => {
      const stdin = 'policy p = any test "t" = p rejects "groq/kimi-k3"'
      const { stdout } = await cli(['test', '-', '--catalog', 'acme.yaml'], { cwd, stdin })
      expect(stdout).toContain('`acme.yaml` has no route `groq/kimi-k3`')
    })
  })

  test('a catalog that cannot be read fails the run', async () => {
    await withFiles(FILES, async (cwd) => {
      const argv = ['test', 'acme.uh', '--catalog', 'none.yaml', '--coverage']
      const { code, stderr } = await cli(argv, { cwd })
      expect([code, stderr]).toEqual([2, expect.stringContaining('no such file: `none.yaml`')])
    })
  })

  test('each catalog says which fields its tests may name', async () => {
    const catalog = (field: string) =>
      `catalog: 1\nas_of: 2026-11-10\nfields:\n  ${field}: { sort: number, unit: ratio, domain: [0, 1], absent: -1, doc: "A figure." }\nproviders:\n  a: { base_url: "https://a.example", key_env: A }\nmodels:\n  m:\n    ${field}: 0.5\n    served_by: [{ provider: a, model: m, price_in: 1, price_out: 2 }]\n`
    const policy = 'policy p = any where ours >= 0.4 test "t" on "ours.yaml" = p picks "a/m"'
    const files = { 'ours.yaml': catalog('ours'), 'theirs.yaml': catalog('theirs'), 'a.uh': policy }
    await withFiles(files, async (cwd) => {
      expect((await cli(['test', 'a.uh'], { cwd })).code).toBe(0)
      const other = `${policy} test "u" on "theirs.yaml" = p picks "a/m"`
      const { code, stderr } = await cli(['test', '-'], { cwd, stdin: other })
      expect([code, stderr]).toEqual([1, expect.stringContaining('UH1001')])
    })
  })
})

describe('--threshold', () => {
  test.each([
    ['50', 0],
    ['87', 1],
  ])('of %s exits with %i', async (percent, exit) => {
    await withFiles(FILES, async (cwd) => {
      const stdin = MIXED.replace('keeps at least 2', 'keeps at least 1').replace(
        'kimi-k3',
        'kimi-k2',
      )
      const { code, stdout } = await cli(['test', '-', '--threshold', percent], { cwd, stdin })
      expect(stdout).toContain('coverage 71% (5 of 7)')
      expect(code).toBe(exit)
    })
  })
})

describe('--update', () => {
  test('writes what happens now, says so, and leaves what it must not touch', async () => {
    await withFiles(FILES, async (cwd) => {
      const { code, stdout } = await cli(['test', 'mixed.test.uh', '--update'], { cwd })
      expect(stdout).toContain('updated mixed.test.uh:10: 2 is now 1\n')
      expect(stdout).toContain('4 of 5 tests passed')
      expect(code).toBe(1)
      expect(await readFile(join(cwd, 'mixed.test.uh'), 'utf8')).toBe(
        MIXED.replace('at least 2', 'at least 1'),
      )
    })
  })

  test('tells a program what it wrote', async () => {
    await withFiles(FILES, async (cwd) => {
      const argv = ['test', 'mixed.test.uh', '--update', '--format', 'json']
      expect(JSON.parse((await cli(argv, { cwd })).stdout).changes).toEqual([
        { source: 'mixed.test.uh', line: 10, before: '2', after: '1' },
      ])
    })
  })

  test('does not write to standard input', async () => {
    await withFiles(FILES, async (cwd) => {
      const { code, stderr } = await cli(['test', '-', '--update'], { cwd, stdin: MIXED })
      expect(stderr).toContain('`--update` writes a file, and standard input is none')
      expect(code).toBe(2)
    })
  })
})

test('a name that nothing uses in its test is told, other advice is not', async () => {
  const stdin =
    'policy p = any where success_rate = 0.5 test "t" for a in [1, 2] = p keeps at least 0'
  const { code, stderr } = await cli(['test', '-'], { stdin })
  expect(stderr).toContain('warning[UH1021]: `a` is never used, so every case is the same')
  expect(stderr).not.toContain('UH7002')
  expect(code).toBe(0)
})
