import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { cli, withFiles } from '../cli.ts'
import { withExamples } from '../shell.ts'

test('a term comes back as a policy with the same identity', async () => {
  const { stdout: term } = await cli(['compile', 'cheapest where quality >= 0.7', '--emit', 'term'])
  const { code, stdout, stderr } = await cli(['decompile'], { stdin: term })
  expect([code, stderr]).toEqual([0, ''])
  expect(stdout).toContain('cheapest')
  expect((await cli(['compile', stdout, '--emit', 'term'])).stdout).toBe(term)
})

test('so does everything that compile wrote', async () => {
  await withExamples(async (cwd) => {
    const { stdout: output } = await cli(['compile', 'acme.uh'], { cwd })
    await cli(['decompile', '-o', 'again.uh'], { cwd, stdin: output })
    expect(await readFile(join(cwd, 'again.uh'), 'utf8')).toMatch(/^policy support =/)
    const fingerprints = (text: string) =>
      JSON.parse(text).policies.map(({ fingerprint }: { fingerprint: string }) => fingerprint)
    const { stdout: again } = await cli(['compile', 'again.uh'], { cwd })
    expect(fingerprints(again)).toEqual(fingerprints(output))
  })
})

describe('what cannot be decompiled', () => {
  test.each([
    ['["policy",["and",["cmp","qualty","ge",0.5]]]', 1, 'takes 5 arguments', '<term>:1:1'],
    [
      '["policy",["cmp","prize_in","ge",0.5],["zero"],["argmax"],["id"],["always",{"action":"abort"}]]',
      1,
      '`price_in`',
      '<term>:1:18',
    ],
    ['["top"]', 1, 'expected a policy or a flow', '<term>:1:1'],
    ['["policy",', 2, '`<term>` is not JSON', '<term>:1:11'],
    ['none.json', 2, 'no such file: `none.json`', ''],
  ])('%s', async (term, exit, message, place) => {
    const { code, stdout, stderr } = await cli(['decompile', term])
    expect(stderr).toMatch(/^error/)
    expect(stderr).toContain(message)
    expect(stderr).toContain(place)
    expect([code, stdout]).toEqual([exit, ''])
  })

  test('an error in what compile wrote is shown in its place', async () => {
    const { stdout: output } = await cli(['compile', 'policy a = cheapest'])
    await withFiles({ 'out.json': output.replace('"price_in"', '"prize_in"') }, async (cwd) => {
      const { stderr } = await cli(['decompile', 'out.json'], { cwd })
      expect(stderr).toMatch(/┌─ out\.json:\d+:\d+\n/)
      expect(stderr).toContain('prize_in')
    })
  })
})
