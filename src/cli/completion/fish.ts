import type { Option } from '../command.ts'
import {
  byFirstWord,
  choicesOf,
  type DeclaredCommand,
  optionsOf,
  PROGRAMS,
  secondWord,
} from './declared-command.ts'

/** What fish reads from its folder of completions. */
export function fishCompletion(commands: readonly DeclaredCommand[]): string {
  const lines = [...byFirstWord(commands)].flatMap(([first, members]) => groupLines(first, members))
  return PROGRAMS.map((program) =>
    [`# Completion of ${program} for fish.`, `complete -c ${program} -n __fish_use_subcommand -f`]
      .concat(lines.map((line) => `complete -c ${program} ${line}\n`.trimEnd()))
      .join('\n'),
  )
    .join('\n\n')
    .concat('\n')
}

function groupLines(first: string, members: readonly DeclaredCommand[]): readonly string[] {
  const [only] = members
  if (only !== undefined && secondWord(only) === undefined) {
    const begin = `-n __fish_use_subcommand -a ${first} -d ${quoted(only.summary)}`
    return [begin, ...commandLines(only, `__fish_seen_subcommand_from ${first}`)]
  }
  const seconds = members.map(secondWord).join(' ')
  const inGroup = `__fish_seen_subcommand_from ${first}`
  const isOpen = `${inGroup}; and not __fish_seen_subcommand_from ${seconds}`
  return [
    `-n __fish_use_subcommand -a ${first} -d ${quoted(members.map(secondWord).join(', '))}`,
    ...members.flatMap((each) => [
      `-n ${quoted(isOpen)} -f -a ${secondWord(each)} -d ${quoted(each.summary)}`,
      ...commandLines(each, `${inGroup}; and __fish_seen_subcommand_from ${secondWord(each)}`),
    ]),
  ]
}

function commandLines(command: DeclaredCommand, condition: string): readonly string[] {
  const operands = command.operands.flatMap((operand) => choicesOf(operand) ?? [])
  return [
    ...(operands.length === 0
      ? []
      : [`-n ${quoted(condition)} -f -a ${quoted(operands.join(' '))}`]),
    ...optionsOf(command).map(
      ([name, option]) =>
        `-n ${quoted(condition)} -l ${name}${valueClause(option)} -d ${quoted(option.doc)}`,
    ),
  ]
}

function valueClause(option: Option): string {
  if (option.kind === 'flag') return ''
  const choices = choicesOf(option)
  return choices === undefined ? ' -r' : ` -x -a ${quoted(choices.join(' '))}`
}

function quoted(text: string): string {
  return `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`
}
