import { type Problem, problem } from './problem.ts'
import type { ColorChoice } from './screen.ts'

/** The command line before any command is known: options that stand in front, and the rest. */
export interface CommandLine {
  readonly leading: 'help' | 'version' | undefined
  readonly color: ColorChoice
  /** From the first word that is no option on, without `--color`. */
  readonly words: readonly string[]
  readonly problem: Problem | undefined
}

/**
 * Takes the options apart that may stand in front of the command. `--color` is read wherever it
 * stands, since a mistake anywhere is reported in colour or not; the command checks it again.
 */
export function readCommandLine(argv: readonly string[]): CommandLine {
  let at = 0
  let leading: CommandLine['leading']
  for (; at < argv.length; at++) {
    const word = argv[at] ?? ''
    if (!word.startsWith('-') || word === '-') break
    if (word === '--color') at++
    else if (HELP.has(word)) leading ??= 'help'
    else if (VERSION_OPTIONS.has(word)) leading ??= 'version'
    else if (!word.startsWith('--color=')) {
      const mistake = problem(`unknown option \`${word}\``, 'options stand after the command')
      return { leading, color: colorIn(argv), words: [], problem: mistake }
    }
  }
  return { leading, color: colorIn(argv), words: argv.slice(at), problem: undefined }
}

function colorIn(argv: readonly string[]): ColorChoice {
  const end = argv.indexOf('--')
  const words = end === -1 ? argv : argv.slice(0, end)
  const at = words.findLastIndex((word) => word === '--color' || word.startsWith('--color='))
  const word = words[at] ?? ''
  const value = word === '--color' ? words[at + 1] : word.slice('--color='.length)
  return value === 'always' || value === 'never' ? value : 'auto'
}

const HELP: ReadonlySet<string> = new Set(['--help', '-h'])
const VERSION_OPTIONS: ReadonlySet<string> = new Set(['--version', '-V'])
