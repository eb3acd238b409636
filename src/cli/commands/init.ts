import { chmod, lstat, mkdir } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import { defineCommand } from '../command.ts'
import type { Context } from '../context.ts'
import { EXIT } from '../exit-code.ts'
import { STARTER_FILES, type StarterFile } from '../init/starter-files.ts'
import { codeOf, REASONS } from '../io/file-errors.ts'
import { writeText } from '../io/write-text.ts'
import { type Problem, problem } from '../problem.ts'

export const initCommand = defineCommand({
  operands: [
    {
      name: 'DIR',
      doc: 'where the project begins, made if need be; the working directory otherwise',
      needed: 'optional',
    },
  ],
  options: {},
  details: [
    'The project has a policy with a claim and a test, a configuration, a workflow for GitHub, and a hook for git that runs the same checks before a commit. All of them pass as they are.',
    'A file that is there already stays as it is.',
  ],
  examples: [
    { line: 'unhardcoded init', doc: 'In a repository that is there:' },
    { line: 'unhardcoded init routing', doc: 'In a folder of its own:' },
  ],
  answersJson: () => false,
  async run({ operands: [directory = '.'] }, context) {
    if (directory === '') return problem('an empty name is no directory', 'leave it out')
    for (const file of STARTER_FILES) {
      const path = join(directory, file.path)
      const outcome = await place(path, file, context)
      if (typeof outcome !== 'string') return outcome
      context.stdout.write(`${outcome.padEnd(5)} ${path}\n`)
    }
    context.stdout.write(nextSteps(directory))
    return EXIT.fine
  },
})

/** Writes the file where there is none. @returns what became of it. */
async function place(
  path: string,
  { text, isProgram }: StarterFile,
  { cwd }: Pick<Context, 'cwd'>,
): Promise<'wrote' | 'kept' | Problem> {
  const full = resolve(cwd, path)
  try {
    if (await isThere(full)) return 'kept'
    await mkdir(dirname(full), { recursive: true })
    const failure = await writeText(path, text, { cwd })
    if (failure !== undefined) return failure
    if (isProgram) await chmod(full, 0o755)
    return 'wrote'
  } catch (error) {
    const code = codeOf(error)
    const reason = IN_THE_WAY.has(code) ? 'a file is in the way' : REASONS.get(code)
    return problem(`cannot write \`${path}\`: ${reason ?? code}`)
  }
}

/** A link that leads nowhere is there, too. */
async function isThere(path: string): Promise<boolean> {
  try {
    await lstat(path)
    return true
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return false
    throw error
  }
}

/** A directory cannot be made, since something else is called so. */
const IN_THE_WAY: ReadonlySet<string> = new Set(['EEXIST', 'ENOTDIR'])

function nextSteps(directory: string): string {
  return `
Next${directory === '.' ? '' : `, in ${directory}`}:
  unhardcoded simulate policies/support.uh
  git config core.hooksPath .githooks
`
}
