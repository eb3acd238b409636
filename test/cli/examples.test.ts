import { describe, expect, test } from 'vitest'
import { COMMANDS } from '../../src/cli/command-table.ts'
import { shell, withExamples } from './shell.ts'

const EXAMPLES = await Promise.all(
  COMMANDS.map(async ({ name, load }) => ({ name, examples: (await load()).examples })),
)

describe.each(EXAMPLES)('the examples in the help of $name', ({ name, examples }) => {
  test('are there, and are about it', () => {
    expect(examples.length).toBeGreaterThan(0)
    for (const { line } of examples) expect(line).toContain(`unhardcoded ${name}`)
  })

  test.each(examples)('$line means to a shell what it says', ({ line }) => {
    expect(line.replace(/'[^']*'/g, '')).not.toMatch(/[$`*?;&<()[\]{}!~#\\]/)
  })

  test.each(examples)('$line', async ({ line, exit = 0 }) => {
    await withExamples(async (cwd) => {
      const { code, stdout, stderr } = await shell(line, cwd)
      expect(stderr).not.toContain('error')
      expect(code).toBe(exit)
      if (!/ -o | --out \w| fmt policies$/.test(line)) expect(stdout).not.toBe('')
    })
  })
})
