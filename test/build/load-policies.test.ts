import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { describe, expect, test } from 'vitest'
import { loadPolicies as loadNowhere } from '../../src/index.ts'
import { loadPolicies } from '../../src/node.ts'
import { cli, withFiles } from '../cli/cli.ts'
import { moduleOf } from './built.ts'

const FILES = {
  'a.uh':
    'use "./floors.uh" (floor)\n' +
    'policy support-desk(plan: free | pro = pro, cap: price = $2/Mtok in $1/Mtok..$40/Mtok) extends floor where price_out <= cap and (plan is pro or no_log)\n' +
    'flow twice = draft = ask support-desk "Draft." with input return draft',
  'floors.uh': 'policy floor = cheapest where quality >= 0.5',
  'budget.uh': 'cheapest where price_out <= $2/Mtok',
  'note.txt': 'no policy',
}

/** As the language has it: a name with a dash stands in backticks. */
const WRITTEN = { ...FILES, 'a.uh': FILES['a.uh'].replaceAll('support-desk', '`support-desk`') }

describe('loadPolicies', () => {
  test('answers what a module built of the same files exports', () =>
    withFiles(WRITTEN, async (cwd) => {
      const { stdout } = await cli(['build', '.'], { cwd })
      const built = await moduleOf(stdout)
      const loaded = await loadPolicies<typeof built>(cwd)
      expect(Object.keys(loaded).sort()).toEqual(Object.keys(built).sort())
      for (const params of [{}, { plan: 'free' }, { cap: 0.1 + 0.2 + 1 }]) {
        expect(JSON.stringify(loaded.supportDesk?.(params))).toBe(
          JSON.stringify(built.supportDesk?.(params)),
        )
        expect(loaded.supportDesk?.(params).fingerprint).toBe(
          built.supportDesk?.(params).fingerprint,
        )
      }
      expect(loaded.twice?.fingerprint).toBe(built.twice?.fingerprint)
    }))

  test('answers the same object for the same values', () =>
    withFiles(WRITTEN, async (cwd) => {
      const { supportDesk } = await loadPolicies(pathToFileURL(`${cwd}/`))
      expect(supportDesk?.({ cap: 3 })).toBe(supportDesk?.({ cap: 3 }))
    }))

  test('reads what lies below a directory, but no hidden one and no packages', () =>
    withFiles({ 'top.uh': 'any' }, async (cwd) => {
      for (const part of ['below', '.hidden', 'node_modules']) {
        await mkdir(join(cwd, part))
        await writeFile(join(cwd, part, `${part.replace(/\W/g, '')}.uh`), 'any')
      }
      expect(Object.keys(await loadPolicies(cwd)).sort()).toEqual(['below', 'top'])
      expect(Object.keys(await loadPolicies(join(cwd, 'top.uh')))).toEqual(['top'])
    }))

  // biome-ignore format: table
  test.each([
    [{ cap: 50 }, RangeError, '`50` is outside the range of `cap`, `$1/Mtok..$40/Mtok`'],
    [{ cap: Number.NaN }, TypeError, '`cap` is a price'],
    [{ plan: 'gold' }, TypeError, '`gold` is not one of the values of `plan`'],
    [{ plann: 'pro' }, TypeError, 'did you mean `plan`?'],
    [{ ['__proto__']: 'pro' }, TypeError, 'has no parameter `__proto__`'],
    [[], TypeError, 'as an object'],
  ])('refuses %j', (params, kind, said) =>
    withFiles(WRITTEN, async (cwd) => {
      const { supportDesk } = await loadPolicies(cwd)
      // A caller without types may give anything.
      const call = () => supportDesk?.(params as Record<string, unknown>)
      expect(call).toThrow(kind)
      expect(call).toThrow(said)
    }),
  )

  test.each([
    [{ 'a.uh': 'cheapest\nwhere qualty > 0.5' }, /a\.uh:2:7: UH1001: .*did you mean `quality`\?/],
    [{ 'a.uh': 'use "./b.uh" (x)\npolicy p = any where x' }, /cannot be read/],
    [
      { 'a.uh': 'policy p = any', 'b.uh': 'policy p = best' },
      /would both be called `p`, in `.*a\.uh` and in `.*b\.uh`/,
    ],
    [{ 'a.txt': '' }, /there is no `\.uh` file/],
    [{ 'a.uh': new Uint8Array([0xc3, 0x28]) }, /is not UTF-8 text/],
  ])('says what is wrong with the files %#', (files, said) =>
    withFiles(files, async (cwd) => {
      await expect(loadPolicies(cwd)).rejects.toThrow(said)
    }),
  )

  test('where there are no files it says so, and what to do', async () => {
    await expect(loadNowhere('policies/')).rejects.toThrow('build a module of it')
    const { exports } = JSON.parse(await readFile('package.json', 'utf8'))
    expect(exports['.']).toMatchObject({ node: './dist/node.js', default: './dist/index.js' })
  })
})
