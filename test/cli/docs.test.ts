import { readFile } from 'node:fs/promises'
import { expect, test } from 'vitest'
import { COMMANDS } from '../../src/cli/command-table.ts'
import { runPage } from './run-page.ts'
import { withExamples } from './shell.ts'

const PAGES = [
  'README.md',
  'docs/application.md',
  'docs/ci.md',
  'docs/cli.md',
  'docs/flows.md',
  'docs/getting-started.md',
  'docs/lint.md',
  'docs/receipts.md',
  'docs/router.md',
  'docs/testing.md',
]

test.each(PAGES)('every command of %s answers what stands there', async (path) => {
  const page = await readFile(path, 'utf8')
  const run = await withExamples((cwd) => runPage(page, { cwd }))
  await expect(run).toMatchFileSnapshot(`../../${path}`)
})

test('every command has a section in docs/cli.md, and nothing else has', async () => {
  const page = await readFile('docs/cli.md', 'utf8')
  const sections = [...page.matchAll(/^### (.+)$/gm)].map(([, name]) => name)
  expect(sections).toEqual(COMMANDS.map(({ name }) => name))
  for (const { name } of COMMANDS) expect(page).toContain(`\n$ unhardcoded ${name} --help\n`)
})

test('every topic of the help is a part of the page', async () => {
  const page = await readFile('docs/cli.md', 'utf8')
  for (const { topic } of COMMANDS) expect(page).toContain(`\n## ${topic}\n`)
})
