import { execFileSync } from 'node:child_process'
import { chmod, mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { cli, withFiles } from '../cli.ts'

const CLEAN = 'cheapest where quality >= 0.5\n'
const CONFLICT = 'cheapest where quality >= 0.9 and quality < 0.5\n'
/** A warning of the compiler, with a safe fix. */
const MIXED = 'best where no_log or has_tee and has tools\n'

describe('the exit code', () => {
  test.each([
    ['nothing to report', { 'a.uh': CLEAN }, [], 0],
    ['an error of the language', { 'a.uh': 'cheapest where qualty > 0.5\n' }, [], 1],
    ['an error of a rule', { 'a.uh': CONFLICT }, [], 1],
    ['a warning', { 'a.uh': MIXED }, [], 0],
    ['as many warnings as are fine', { 'a.uh': MIXED }, ['--max-warnings', '1'], 0],
    ['more warnings than are fine', { 'a.uh': MIXED }, ['--max-warnings', '0'], 1],
    ['a file that is not there', { 'a.uh': CLEAN }, ['a.uh', 'b.uh'], 2],
    ['a rule that is left out', { 'a.uh': CONFLICT }, ['--skip', 'contradiction'], 0],
    ['a rule that is left out by code', { 'a.uh': CONFLICT }, ['--skip', 'UH3101'], 0],
    ['one rule alone', { 'a.uh': MIXED }, ['--only', 'contradiction', '--max-warnings', '0'], 0],
  ] as const)('%s', async (_, files, args, code) => {
    await withFiles(files, async (cwd) => {
      expect((await cli(['lint', ...args], { cwd })).code).toBe(code)
    })
  })
})

describe('one thing that is wrong keeps nothing else from being looked at', () => {
  test('a file that cannot be read', async () => {
    await withFiles({ 'a.uh': CONFLICT, 'b.uh': new Uint8Array([0, 1, 2]) }, async (cwd) => {
      const { code, stdout, stderr } = await cli(['lint', '--format', 'compact'], { cwd })
      expect(code).toBe(2)
      expect(stdout).toMatch(/^a\.uh:1:\d+: error\[UH3101\]/)
      expect(stderr).toBe('error: `b.uh` is a binary file\n  = help: text in UTF-8 was expected\n')
    })
  })

  test('files that use each other in a circle', async () => {
    const files = {
      'a.uh': 'use "./b.uh" (b)\npolicy a extends b where no_log\n',
      'b.uh': 'use "./a.uh" (a)\npolicy b extends a where has_tee\n',
      'c.uh': CONFLICT,
    }
    await withFiles(files, async (cwd) => {
      const { code, stdout } = await cli(['lint', '--format', 'compact'], { cwd })
      expect(code).toBe(1)
      expect(stdout).toContain('[UH1005]')
      expect(stdout).toMatch(/^c\.uh:1:\d+: error\[UH3101\]/m)
    })
  })

  test('a catalog that does not load', async () => {
    await withFiles({ 'a.uh': CONFLICT, 'c.yaml': 'catalog: 2\n' }, async (cwd) => {
      const { code, stdout, stderr } = await cli(['lint', '--catalog', 'c.yaml'], { cwd })
      expect(code).toBe(2)
      expect(stderr).toContain('c.yaml:1:')
      expect(stdout).toContain('error[UH3101]')
    })
  })

  test('a level for a rule that there is not', async () => {
    const config = 'lint:\n  levels: { contradicton: warning, UH3101: warning }\n'
    await withFiles({ 'a.uh': CONFLICT, 'unhardcoded.yaml': config }, async (cwd) => {
      const { code, stdout, stderr } = await cli(['lint'], { cwd })
      expect(code).toBe(2)
      expect(stderr).toContain('there is no rule `contradicton`')
      expect(stderr).toContain('unhardcoded.yaml:2:13')
      expect(stderr).toContain('did you mean `contradiction`?')
      expect(stdout).toContain('warning[UH3101]')
    })
  })
})

test.each([
  [['--only', 'contradicton'], 'there is no rule `contradicton`', 'did you mean `contradiction`?'],
  [['--skip', 'UH9999,UH3101'], 'there is no rule `UH9999`', '`unhardcoded rules` lists'],
  [['--unsafe'], '`--unsafe` says how far `--fix` goes', 'give both, or neither'],
  [['--since', 'main'], '`--since` needs a git checkout', 'name the files to look at'],
] as const)('%j is a mistake', async (args, message, help) => {
  await withFiles({ 'a.uh': CLEAN }, async (cwd) => {
    const { code, stdout, stderr } = await cli(['lint', ...args], { cwd })
    expect([code, stdout]).toEqual([2, ''])
    expect(stderr).toContain(message)
    expect(stderr).toContain(help)
  })
})

describe('--fix', () => {
  test('mends what keeps the fingerprint, in place', async () => {
    await withFiles({ 'a.uh': MIXED, 'b.uh': CLEAN }, async (cwd) => {
      const { code, stdout, stderr } = await cli(['lint', '--fix'], { cwd })
      expect([code, stdout, stderr]).toEqual([
        0,
        '2 files, nothing to report\n',
        'mended 1 finding in a.uh\n',
      ])
      expect(await readFile(join(cwd, 'a.uh'), 'utf8')).toBe(
        'best where no_log or (has_tee and has tools)\n',
      )
    })
  })

  test('leaves what would change the meaning, and says how it is mended', async () => {
    const text = 'cheapest where qualty >= 0.5\n'
    await withFiles({ 'a.uh': text }, async (cwd) => {
      const { code, stdout } = await cli(['lint', '--fix'], { cwd })
      expect(code).toBe(1)
      expect(stdout).toContain('1 error; 1 can be fixed by `--fix --unsafe`')
      expect(await readFile(join(cwd, 'a.uh'), 'utf8')).toBe(text)
    })
  })

  test('mends the rest with --unsafe', async () => {
    await withFiles({ 'a.uh': 'cheapest where qualty >= 0.5\n' }, async (cwd) => {
      expect((await cli(['lint', '--fix', '--unsafe'], { cwd })).code).toBe(0)
      expect(await readFile(join(cwd, 'a.uh'), 'utf8')).toBe(CLEAN)
    })
  })

  test('answers the mended text where that came on standard input', async () => {
    const { stdout, stderr } = await cli(['lint', '-', '--fix'], { stdin: MIXED })
    expect(stdout).toBe('best where no_log or (has_tee and has tools)\n')
    expect(stderr).toBe('1 file, nothing to report\n')
  })

  test('leaves a file that cannot be written as it was, and says so', async () => {
    await withFiles({ 'a.uh': MIXED }, async (cwd) => {
      await mkdir(join(cwd, 'd'))
      await writeFile(join(cwd, 'd', 'b.uh'), MIXED)
      await chmod(join(cwd, 'd'), 0o500)
      const { code, stderr } = await cli(['lint', '--fix'], { cwd })
      await chmod(join(cwd, 'd'), 0o700)
      // Whoever may do anything may write there too.
      if (process.getuid?.() === 0) expect(code).toBe(0)
      else expect([code, stderr]).toEqual([2, expect.stringContaining('d/b.uh')])
    })
  })
})

test('standard input is called as the editor says, and uses files from there', async () => {
  await withFiles({ 'floors.uh': 'policy floor = best where no_log\n' }, async (cwd) => {
    const stdin = 'use "./floors.uh" (floor)\npolicy a extends floor where qualty > 0.5\n'
    const { code, stdout } = await cli(
      ['lint', '-', '--stdin-filepath', 'a.uh', '--format', 'compact'],
      { cwd, stdin },
    )
    expect(code).toBe(1)
    expect(stdout).toMatch(/^a\.uh:2:\d+: error\[UH1001\]/)
  })
})

test('the configuration names the files, the levels and how many warnings are fine', async () => {
  const config = 'policies: [p]\nlint:\n  levels: { contradiction: info }\n  max_warnings: 0\n'
  await withFiles({ 'unhardcoded.yaml': config, 'other.uh': 'nonsense' }, async (cwd) => {
    await mkdir(join(cwd, 'p'))
    await writeFile(join(cwd, 'p', 'a.uh'), CONFLICT)
    const quiet = await cli(['lint', '--format', 'compact'], { cwd })
    expect([quiet.code, quiet.stdout]).toEqual([0, expect.stringContaining(': info[UH3101]')])
    await writeFile(join(cwd, 'p', 'a.uh'), MIXED)
    expect((await cli(['lint'], { cwd })).code).toBe(1)
  })
})

test('--since looks at what differs from the revision, and at what git does not know', async () => {
  await withFiles({ 'a.uh': CONFLICT, 'b.uh': CLEAN }, async (cwd) => {
    const git = (...args: readonly string[]) =>
      execFileSync('git', ['-c', 'user.name=t', '-c', 'user.email=t@t', ...args], { cwd })
    git('init', '-q')
    git('add', '.')
    git('commit', '-qm', 'first')
    const none = await cli(['lint', '--since', 'HEAD'], { cwd })
    expect([none.code, none.stdout]).toEqual([0, '0 files, nothing to report\n'])
    await writeFile(join(cwd, 'b.uh'), MIXED)
    await writeFile(join(cwd, 'c d.uh'), CONFLICT)
    const some = await cli(['lint', '--since', 'HEAD', '--format', 'compact'], { cwd })
    expect(some.stdout.match(/^[^:]+/gm)).toEqual(['b.uh', 'c d.uh'])
    const unknown = await cli(['lint', '--since', 'nowhere'], { cwd })
    expect([unknown.code, unknown.stderr]).toEqual([
      2,
      expect.stringContaining('git knows no revision `nowhere`'),
    ])
  })
})
