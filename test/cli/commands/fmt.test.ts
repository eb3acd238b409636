import { chmod, mkdir, readFile, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { cli, withFiles } from '../cli.ts'

const UGLY = 'policy a =   cheapest   where no_log # why\n'
const PRETTY = 'policy a = cheapest where no_log  # why\n'

test('files are written in place, and named', async () => {
  await withFiles({ 'a.uh': UGLY, 'b.uh': PRETTY }, async (cwd) => {
    const { code, stdout, stderr } = await cli(['fmt', 'a.uh', 'b.uh'], { cwd })
    expect([code, stdout, stderr]).toEqual([0, '', 'formatted a.uh\n'])
    expect(await readFile(join(cwd, 'a.uh'), 'utf8')).toBe(PRETTY)
  })
})

test('directories are searched, but not hidden ones, modules and links to directories', async () => {
  await withFiles({ 'a.uh': UGLY, 'a.txt': UGLY }, async (cwd) => {
    for (const name of ['sub', '.git', 'node_modules']) {
      await mkdir(join(cwd, name))
      await writeFile(join(cwd, name, 'c.uh'), UGLY)
    }
    await symlink('.', join(cwd, 'loop'))
    const { stdout } = await cli(['fmt', '--check', '.'], { cwd })
    expect(stdout).toBe('a.uh\nsub/c.uh\n')
  })
})

describe('standard input', () => {
  test.each([[['-']], [[]]])('goes formatted to standard output with %j', async (argv) => {
    const { code, stdout, stderr } = await cli(['fmt', ...argv], { stdin: UGLY })
    expect([code, stdout, stderr]).toEqual([0, PRETTY, ''])
  })

  test('is checked', async () => {
    expect(await cli(['fmt', '--check'], { stdin: UGLY })).toMatchObject({
      code: 1,
      stdout: '<stdin>\n',
    })
    expect(await cli(['fmt', '--check'], { stdin: PRETTY })).toMatchObject({ code: 0, stdout: '' })
  })

  test('is not waited for at a terminal', async () => {
    const { code, stderr } = await cli(['fmt'], { terminal: 80, env: { NO_COLOR: '1' } })
    expect(stderr).toContain('error: no file was given')
    expect(code).toBe(2)
  })
})

describe('--check and --diff', () => {
  test('change nothing, and say what would change', async () => {
    await withFiles({ 'a.uh': UGLY }, async (cwd) => {
      expect(await cli(['fmt', '--check', 'a.uh'], { cwd })).toMatchObject({
        code: 1,
        stdout: 'a.uh\n',
      })
      const diff = await cli(['fmt', '--diff', 'a.uh'], { cwd })
      expect(diff).toMatchObject({ code: 0, stderr: '' })
      expect(diff.stdout).toBe(`--- a.uh\n+++ a.uh\n@@ -1,1 +1,1 @@\n-${UGLY}+${PRETTY}`)
      expect((await cli(['fmt', '--diff', '--check', 'a.uh'], { cwd })).code).toBe(1)
      expect(await readFile(join(cwd, 'a.uh'), 'utf8')).toBe(UGLY)
    })
  })

  test('a missing line feed at the end is a difference that is seen', async () => {
    await withFiles({ 'a.uh': PRETTY.trimEnd() }, async (cwd) => {
      const { stdout } = await cli(['fmt', '--diff', 'a.uh'], { cwd })
      expect(stdout).toContain('\\ No newline at end of file\n')
    })
  })
})

describe('a file that cannot be formatted', () => {
  test('does not keep the others from it', async () => {
    await withFiles({ 'bad.uh': 'cheapest where', 'good.uh': UGLY }, async (cwd) => {
      const { code, stderr } = await cli(['fmt', 'bad.uh', 'none.uh', 'good.uh'], { cwd })
      expect(stderr).toContain('┌─ bad.uh:1:')
      expect(stderr).toContain('error: no such file: `none.uh`')
      expect(stderr).toContain('formatted good.uh\n')
      expect(code).toBe(2)
      expect(await readFile(join(cwd, 'bad.uh'), 'utf8')).toBe('cheapest where')
    })
  })

  test('a syntax error alone exits with 1', async () => {
    expect((await cli(['fmt'], { stdin: 'cheapest where' })).code).toBe(1)
  })

  test('a directory without policies', async () => {
    await withFiles({}, async (cwd) => {
      const { code, stderr } = await cli(['fmt', '.'], { cwd })
      expect(stderr).toBe('error: there is no `.uh` file in `.`\n')
      expect(code).toBe(2)
    })
  })

  test('a file that must not be written keeps its text', async () => {
    await withFiles({ 'a.uh': UGLY }, async (cwd) => {
      await chmod(cwd, 0o500)
      const { code, stderr } = await cli(['fmt', 'a.uh'], { cwd })
      await chmod(cwd, 0o700)
      // The superuser may write everywhere.
      if (process.getuid?.() === 0) expect(code).toBe(0)
      else expect(stderr).toBe('error: cannot write `a.uh`: permission denied\n')
    })
  })
})
