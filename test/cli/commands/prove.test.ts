import { readFile } from 'node:fs/promises'
import { describe, expect, test } from 'vitest'
import { cli, withFiles } from '../cli.ts'

const ACME = await readFile('fixtures/cli/examples/acme.uh', 'utf8')

const MIXED = `uh 1

use "./acme.uh" (strict, support)

prove support(max_out: $5/Mtok) implies price_out <= $5/Mtok
prove support(max_out: $5/Mtok) implies no_log
prove strict implies no_log
`

const FILES = { 'acme.uh': ACME, 'mixed.uh': MIXED }

const golden = (name: string) => `../../../fixtures/cli/commands/prove-${name}.out`

describe('a run in which not everything is proved', () => {
  test.each([
    ['pretty', [], undefined],
    ['pretty-40', [], 40],
    ['json', ['--format', 'json'], undefined],
    ['junit', ['--format', 'junit'], undefined],
  ] as const)('%s', async (name, options, terminal) => {
    await withFiles(FILES, async (cwd) => {
      const setup = terminal === undefined ? { cwd } : { cwd, terminal, env: { NO_COLOR: '1' } }
      const { code, stdout } = await cli(['prove', 'mixed.uh', ...options], setup)
      expect(code).toBe(1)
      await expect(stdout).toMatchFileSnapshot(golden(name))
    })
  })
})

// biome-ignore format: table
test.each([
  ['what is proved', 'policy p = any where no_log prove p implies no_log', 0],
  ['what is refuted', 'policy p = any where no_log prove p implies has_tee', 1],
  ['what is not proved for everything', 'policy p(cap: price = $1/Mtok) = any where price_out <= cap prove p implies price_out <= $1/Mtok', 1],
  ['a policy with errors', 'policy p = any where no_lgo prove p implies no_log', 1],
  ['a policy that is too large', `policy p = any where ${Array.from({ length: 4200 }, (_, i) => `context != ${i}`).join(' and ')} prove p implies no_log`, 1],
  ['a file without claims', 'any', 2],
])('%s', async (_, stdin, exit) => {
  expect((await cli(['prove', '-'], { stdin })).code).toBe(exit)
})

test('a claim about a parameter without a default is for all that it may be', async () => {
  const policy =
    'policy p(plan: free | pro, cap: price in $1/Mtok..$5/Mtok) = any where price_out <= cap'
  expect(
    (await cli(['prove', '-'], { stdin: `${policy} prove p implies price_out <= $5/Mtok` })).code,
  ).toBe(0)
  const { stderr } = await cli(['prove', '-'], {
    stdin: 'policy p(cap: price) = any where price_out <= cap prove p implies price_out <= $5/Mtok',
  })
  expect(stderr).toContain('error[UH2012]: `cap` of `p` has no value')
})

test('nothing to prove below the working directory is told', async () => {
  await withFiles({ 'a.uh': 'cheapest' }, async (cwd) => {
    expect(await cli(['prove'], { cwd })).toEqual({
      code: 0,
      stdout: 'no claims found\n',
      stderr: '',
    })
  })
})
