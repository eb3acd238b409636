import { expect } from 'vitest'
import { type ShellSetup, shell } from './shell.ts'

export interface PageSetting extends ShellSetup {
  /** Where its commands run. */
  readonly cwd: string
  /** Says of a block whether it can be run here; one that cannot stays as it is. All can, unless said. */
  readonly canRun?: (block: string) => boolean
}

/**
 * A page with what the commands in its `console` blocks answer now. A line may end in
 * `# exits with N`.
 */
export async function runPage(page: string, setting: PageSetting): Promise<string> {
  const { canRun = () => true } = setting
  let result = ''
  for (const part of page.split(/(^```console\n[\s\S]*?^```\n)/m)) {
    const runs = part.startsWith('```console\n') && canRun(part)
    result += runs ? await runBlock(part, setting) : part
  }
  return result
}

async function runBlock(block: string, { cwd, ...setup }: PageSetting): Promise<string> {
  const lines = block.split('\n').filter((line) => line.startsWith('$ '))
  const answers: string[] = []
  for (const line of lines) {
    const { command = '', exit = '0' } =
      /^\$ (?<command>.*?)(?: {2}# exits with (?<exit>\d))?$/.exec(line)?.groups ?? {}
    const { code, stdout, shown } = await shell(command, cwd, setup)
    expect(`${command} exits with ${code}`).toBe(`${command} exits with ${exit}`)
    // It would close the fence that it stands in.
    expect(stdout).not.toMatch(/^```/m)
    answers.push(`${line}\n${shown}`)
  }
  return `\`\`\`console\n${answers.join('\n')}\`\`\`\n`
}
