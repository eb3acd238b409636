import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { cli, type Outcome, type Setup } from './cli.ts'

/** Runs something in a copy of the example files of the documentation. */
export function withExamples<T>(run: (directory: string) => Promise<T>): Promise<T> {
  return withCopy('fixtures/cli/examples', run)
}

/** Runs something in a copy of a directory. */
export async function withCopy<T>(
  original: string,
  run: (directory: string) => Promise<T>,
): Promise<T> {
  const directory = await mkdtemp(join(tmpdir(), 'unhardcoded-'))
  try {
    await cp(original, directory, { recursive: true })
    return await run(directory)
  } finally {
    await rm(directory, { recursive: true, force: true })
  }
}

export interface ShellOutcome extends Outcome {
  /** Both streams as a terminal shows them. */
  readonly shown: string
}

export type ShellSetup = Pick<Setup, 'env' | 'chance'>

/**
 * Runs a line as a shell would, as far as the documentation needs one: quotes, pipes, `> FILE`,
 * and the commands `unhardcoded`, `echo`, `cat` and `head -N`. Anything else is a mistake.
 */
export async function shell(
  line: string,
  cwd: string,
  setup: ShellSetup = {},
): Promise<ShellOutcome> {
  let stdin: string | undefined
  let stderr = ''
  let shown = ''
  let code = 0
  const commands = splitPipes(wordsOf(line))
  for (const words of commands) {
    const { words: command, target } = splitTarget(words)
    const outcome = await runCommand(command, {
      ...setup,
      cwd,
      ...(stdin !== undefined && { stdin }),
    })
    if (target !== undefined) await writeFile(join(cwd, target), outcome.stdout)
    const isLast = words === commands.at(-1) && target === undefined
    shown += isLast ? outcome.shown : outcome.stderr
    stdin = target === undefined ? outcome.stdout : ''
    stderr += outcome.stderr
    code = outcome.code === 0 ? code : outcome.code
  }
  return { code, stdout: stdin ?? '', stderr, shown }
}

async function runCommand(
  [name, ...args]: readonly string[],
  { cwd, ...setup }: Setup & { readonly cwd: string },
): Promise<ShellOutcome> {
  const fine = (stdout: string): ShellOutcome => ({ code: 0, stdout, stderr: '', shown: stdout })
  switch (name) {
    case 'unhardcoded':
      // What is shown is not to depend on how long it took.
      return shownBy((show) => cli(args, { ...setup, cwd, show, monotonic: () => 0 }))
    case 'echo':
      return fine(`${args.join(' ')}\n`)
    case 'cat':
      return fine(
        (await Promise.all(args.map((file) => readFile(join(cwd, file), 'utf8')))).join(''),
      )
    case 'head': {
      const count = Number(args[0]?.slice(1))
      return fine(
        `${String(setup.stdin ?? '')
          .split('\n')
          .slice(0, count)
          .join('\n')}\n`,
      )
    }
    default:
      throw new Error(`the documentation runs \`${name}\`, which is not known here`)
  }
}

async function shownBy(
  run: (show: (text: string) => void) => Promise<Outcome>,
): Promise<ShellOutcome> {
  let shown = ''
  const outcome = await run((text) => {
    shown += text
  })
  return { ...outcome, shown }
}

/** The words of a line, an operator being marked so that a quoted one is not taken for it. */
function wordsOf(line: string): readonly string[] {
  const words = line.matchAll(
    /'(?<single>[^']*)'|"(?<double>[^"]*)"|(?<operator>[|>])|(?<plain>[^\s'"|>]+)/g,
  )
  return [...words].map(({ groups = {} }) =>
    groups.operator === undefined
      ? (groups.single ?? groups.double ?? groups.plain ?? '')
      : `\0${groups.operator}`,
  )
}

function splitPipes(words: readonly string[]): readonly (readonly string[])[] {
  const commands: string[][] = [[]]
  for (const word of words) {
    if (word === '\0|') commands.push([])
    else commands.at(-1)?.push(word)
  }
  return commands
}

function splitTarget(words: readonly string[]) {
  const at = words.indexOf('\0>')
  return at === -1
    ? { words, target: undefined }
    : { words: words.slice(0, at), target: words[at + 1] }
}
