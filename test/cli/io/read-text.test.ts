import { chmod, mkdir, symlink } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { cli, withFiles } from '../cli.ts'

/** How `ir check` tells that the file cannot be read. */
async function complaint(name: string, files: Record<string, string | Uint8Array> = {}) {
  return withFiles(files, async (cwd) => {
    await mkdir(join(cwd, 'folder'))
    await symlink('loop', join(cwd, 'loop'))
    const { code, stdout, stderr } = await cli(['ir', 'normalize', name], { cwd })
    expect(code).toBe(2)
    expect(JSON.parse(stdout).error.message).toContain(`\`${name}\``)
    return stderr
  })
}

describe('a file that cannot be read', () => {
  test.each([
    ['none.json', 'error: no such file: `none.json`\n'],
    ['tem.json', 'error: no such file: `tem.json`\n  = help: did you mean `term.json`?\n'],
    ['folder/../tem.json', '  = help: did you mean `folder/../term.json`?\n'],
    ['gone/t.json', '  = help: there is no directory `gone` either\n'],
    ['term.json/t.json', 'error: no such file: `term.json/t.json`\n'],
    ['folder', 'error: `folder` is a directory\n  = help: name a file in it\n'],
    ['loop', 'error: cannot read `loop`: its links go in a circle\n'],
    ['x'.repeat(300), 'the name is too long\n'],
    ['', 'is a directory'],
  ])('%s', async (name, expected) => {
    expect(await complaint(name, { 'term.json': '["top"]' })).toContain(expected)
  })

  test.each([
    [
      'UTF-16',
      Buffer.from('\ufeff["top"]', 'utf16le'),
      'is UTF-16 text\n  = help: save it as UTF-8',
    ],
    [
      'binary',
      Uint8Array.of(0x5b, 0, 0x5d),
      'is a binary file\n  = help: text in UTF-8 was expected',
    ],
    ['Latin-1', Buffer.from('["top"]\n"caf\u00e9"', 'latin1'), 'is not UTF-8 text: line 2\n'],
    ['cut', Buffer.from('["é"]').subarray(0, 3), 'is not UTF-8 text: line 1\n'],
  ])('%s', async (_, bytes, expected) => {
    expect(await complaint('t.json', { 't.json': bytes })).toContain(
      `error: \`t.json\` ${expected}`,
    )
  })

  test('a file without permission', async () => {
    await withFiles({ 't.json': '["top"]' }, async (cwd) => {
      await chmod(join(cwd, 't.json'), 0)
      const { code, stderr } = await cli(['ir', 'check', 't.json'], { cwd })
      // The superuser may read everything.
      if (process.getuid?.() === 0) expect(code).toBe(0)
      else expect(stderr).toBe('error: cannot read `t.json`: permission denied\n')
    })
  })
})

describe('a file that can be read', () => {
  test.each([
    ['with a byte order mark', Buffer.from('\ufeff["top"]')],
    ['with Windows line breaks', '[\r\n"top"\r\n]\r\n'],
  ])('%s', async (_, content) => {
    await withFiles({ 't.json': content }, async (cwd) => {
      expect((await cli(['ir', 'check', 't.json'], { cwd })).stdout).toBe('a predicate\n')
    })
  })

  test.each([['-'], [undefined]])('standard input for %s', async (name) => {
    const argv = name === undefined ? ['ir', 'check'] : ['ir', 'check', name]
    expect((await cli(argv, { stdin: '["zero"]' })).stdout).toBe('a scorer\n')
  })

  test('standard input is not waited for at a terminal', async () => {
    const { code, stderr } = await cli(['ir', 'check'], { terminal: 80, env: { NO_COLOR: '1' } })
    expect(stderr).toContain('error: no term was given')
    expect(code).toBe(2)
  })
})
