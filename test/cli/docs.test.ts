import { readFile } from 'node:fs/promises'
import { expect, test } from 'vitest'
import { COMMANDS } from '../../src/cli/command-table.ts'
import { shell, withExamples } from './shell.ts'

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

/** The page with what its commands answer now. A line may end in `# exits with N`. */
async function runPage(page: string): Promise<string> {
  return withExamples(async (cwd) => {
    let result = ''
    for (const part of page.split(/(^```console\n[\s\S]*?^```\n)/m)) {
      result += part.startsWith('```console\n') ? await runBlock(part, cwd) : part
    }
    return result
  })
}

async function runBlock(block: string, cwd: string): Promise<string> {
  const lines = block.split('\n').filter((line) => line.startsWith('$ '))
  const answers: string[] = []
  for (const line of lines) {
    const { command = '', exit = '0' } =
      /^\$ (?<command>.*?)(?: {2}# exits with (?<exit>\d))?$/.exec(line)?.groups ?? {}
    const { code, stdout, shown } = await shell(command, cwd)
    expect(`${command} exits with ${code}`).toBe(`${command} exits with ${exit}`)
    // It would close the fence that it stands in.
    expect(stdout).not.toMatch(/^```/m)
    answers.push(`${line}\n${shown}`)
  }
  return `\`\`\`console\n${answers.join('\n')}\`\`\`\n`
}

test.each(PAGES)('every command of %s answers what stands there', async (path) => {
  await expect(await runPage(await readFile(path, 'utf8'))).toMatchFileSnapshot(`../../${path}`)
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
