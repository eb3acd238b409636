import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { GRAMMAR_KINDS, GRAMMARS } from '../../../src/syntax/artefacts/index.ts'
import { cli, withFiles } from '../cli.ts'

test.each(GRAMMAR_KINDS)('%s is what the file of the repository holds', async (kind) => {
  const { code, stdout, stderr } = await cli(['grammar', kind])
  expect([code, stderr]).toEqual([0, ''])
  expect(stdout).toBe(await readFile(join('grammar', GRAMMARS[kind].file), 'utf8'))
})

test('-o writes a file', async () => {
  await withFiles({}, async (cwd) => {
    const { stdout } = await cli(['grammar', 'ebnf', '-o', 'out.ebnf'], { cwd })
    expect(stdout).toBe('')
    expect(await readFile(join(cwd, 'out.ebnf'), 'utf8')).toBe(
      (await cli(['grammar', 'ebnf'])).stdout,
    )
  })
})

describe('a kind that is none', () => {
  test.each([
    [['ebfn'], 'there is no grammar of the kind `ebfn`', 'did you mean `ebnf`?'],
    [['antlr'], 'there is no grammar of the kind `antlr`', 'there are `ebnf`'],
    [['constructor'], 'there is no grammar of the kind `constructor`', ''],
    [[], '`KIND` is missing', 'ebnf'],
  ])('%j', async (argv, message, help) => {
    const { code, stderr } = await cli(['grammar', ...argv])
    expect(stderr).toContain(message)
    expect(stderr).toContain(help)
    expect(code).toBe(2)
  })
})
