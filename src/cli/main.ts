import { VERSION } from '../base/version.ts'
import { type CommandLine, readCommandLine } from './command-line.ts'
import { COMMANDS, type CommandRow } from './command-table.ts'
import type { Context, World } from './context.ts'
import { EXIT, type ExitCode } from './exit-code.ts'
import type { Failure } from './failure.ts'
import { commandHelp, groupHelp, overview } from './help.ts'
import { parseArguments } from './parse-arguments.ts'
import { screenOf } from './screen.ts'

/**
 * The command line as a function of its words and streams.
 *
 * @returns the exit code. Never rejects: a bug of the program is reported in one line, with the
 * stack when `UNHARDCODED_DEBUG` is set.
 */
export async function main(world: World): Promise<number> {
  const line = readCommandLine(world.argv)
  const context = contextOf(world, line)
  try {
    return await dispatch(line, context)
  } catch (error) {
    const { reportBug } = await import('./report-failure.ts')
    return reportBug(error, { context })
  }
}

/** The streams are looked at when they are used: opening one takes a while that most runs save. */
function contextOf(world: World, { color }: CommandLine): Context {
  const { cwd, env, now = Date.now, monotonic = elapsed, random = randomOf } = world
  return {
    cwd,
    env,
    now,
    monotonic,
    random,
    runProgram: world.runProgram,
    get stdin() {
      return world.stdin
    },
    get stdout() {
      return world.stdout
    },
    get stderr() {
      return world.stderr
    },
    get interrupted() {
      return world.interrupted ?? new AbortController().signal
    },
    onReload: (reload) => world.onReload?.(reload),
    get screen() {
      return screenOf(world.stdout, { env, color, holds: 'results' })
    },
    get errorScreen() {
      return screenOf(world.stderr, { env, color, holds: 'reports' })
    },
  }
}

function elapsed(): number {
  return performance.now()
}

function randomOf(count: number): Uint8Array {
  return crypto.getRandomValues(new Uint8Array(count))
}

async function dispatch(line: CommandLine, context: Context): Promise<number> {
  const [first, ...rest] = line.words
  const words = first === 'help' ? [...rest, '--help'] : line.words
  if (line.problem !== undefined) return complain(line.problem, { context })
  if (line.leading === 'version') return say(context, `unhardcoded ${VERSION}\n`)
  if (line.leading === 'help') return dispatch(asHelp(line), context)
  if (words[0] === undefined) {
    context.stderr.write(overview(COMMANDS, context.errorScreen.width))
    return EXIT.usage
  }
  if (words[0] === '--help') return say(context, overview(COMMANDS, context.screen.width))
  const row = COMMANDS.find(({ name }) => startsWith(words, name.split(' ')))
  if (row !== undefined) {
    return runCommand(row, words.slice(row.name.split(' ').length), context)
  }
  return withoutCommand(words, context)
}

/** `--help compile` asks the same as `compile --help`. */
function asHelp(line: CommandLine): CommandLine {
  return { ...line, leading: undefined, words: [...line.words, '--help'] }
}

function startsWith(words: readonly string[], name: readonly string[]): boolean {
  return name.every((word, i) => words[i] === word)
}

async function runCommand(
  row: CommandRow,
  words: readonly string[],
  context: Context,
): Promise<number> {
  const command = await row.load()
  const { operands, program, options, problem } = parseArguments(words, command)
  if (options.help === true) {
    return say(context, commandHelp(row, command, context.screen.width))
  }
  const answersJson = command.answersJson(options)
  if (problem !== undefined) return complain(problem, { context, answersJson, command: row.name })
  try {
    const outcome = await command.run({ operands, program, options }, context)
    return typeof outcome === 'number' ? outcome : complain(outcome, { context, answersJson })
  } catch (error) {
    const { reportBug } = await import('./report-failure.ts')
    return reportBug(error, { context, answersJson })
  }
}

/** The first word is no command: it is mistyped, or it begins several, as `catalog`. */
async function withoutCommand(
  [first = '', second, ...rest]: readonly string[],
  context: Context,
): Promise<ExitCode> {
  const group = COMMANDS.filter(({ name }) => name.startsWith(`${first} `))
  if (group.length > 0 && [second, ...rest].includes('--help')) {
    return say(context, groupHelp(first, group, context.screen.width))
  }
  if (group.length > 0 && second === undefined) {
    context.stderr.write(groupHelp(first, group, context.errorScreen.width))
    return EXIT.usage
  }
  const { unknownCommand } = await import('./unknown-command.ts')
  return complain(unknownCommand(first, { second, group }), { context })
}

async function complain(failure: Failure, situation: Situation): Promise<ExitCode> {
  const { reportFailure } = await import('./report-failure.ts')
  return reportFailure(failure, situation)
}

type Situation = Parameters<typeof import('./report-failure.ts').reportFailure>[1]

function say({ stdout }: Context, text: string): ExitCode {
  stdout.write(text)
  return EXIT.fine
}
