import { readFile } from 'node:fs/promises'
import { expect, test } from 'vitest'
import { RULES } from '../../src/lint/index.ts'

const MARK = '<!-- rules -->\n'

test('docs/lint.md lists every rule as it is', async () => {
  const page = await readFile('docs/lint.md', 'utf8')
  const rows = RULES.map(
    ({ code, name, summary, severity, set, fix }) =>
      `| [${code}](diagnostics/${code}.md) | \`${name}\` | ${summary} | ${severity} | ${set} | ${fix} |\n`,
  )
  const table = `\n| code | rule | says that | level | set | fix |\n|---|---|---|---|---|---|\n${rows.join('')}`
  const before = page.slice(0, page.indexOf(MARK) + MARK.length)
  await expect(before + table).toMatchFileSnapshot('../../docs/lint.md')
})
