import type { Operand, Option } from '../command.ts'
import {
  byFirstWord,
  choicesOf,
  type DeclaredCommand,
  optionsOf,
  PROGRAMS,
  secondWord,
} from './declared-command.ts'

/** What zsh loads as the function `_unhardcoded`. */
export function zshCompletion(commands: readonly DeclaredCommand[]): string {
  const groups = [...byFirstWord(commands)]
  return `#compdef ${PROGRAMS.join(' ')}
# Completion of unhardcoded for zsh.
_unhardcoded() {
  local -a commands
  if (( CURRENT == 2 )); then
    commands=(
${groups.map(([first, members]) => `      ${described(first, members)}`).join('\n')}
    )
    _describe command commands
    return
  fi
  case "$words[2]" in
${groups.map(([first, members]) => groupCase(first, members)).join('\n')}
  esac
}
_unhardcoded "$@"
`
}

function described(first: string, members: readonly DeclaredCommand[]): string {
  const [only] = members
  const isGroup = members.some(secondWord)
  const summary = isGroup || only === undefined ? members.map(secondWord).join(', ') : only.summary
  return quoted(`${first}:${summary}`)
}

function groupCase(first: string, members: readonly DeclaredCommand[]): string {
  const [only] = members
  if (only !== undefined && secondWord(only) === undefined) {
    return `    ${first})\n      shift words; (( CURRENT-- ))\n      ${argumentsOf(only)} ;;`
  }
  return `    ${first})
      if (( CURRENT == 3 )); then
        commands=(
${members.map((each) => `          ${quoted(`${secondWord(each)}:${each.summary}`)}`).join('\n')}
        )
        _describe command commands
        return
      fi
      shift 2 words; (( CURRENT -= 2 ))
      case "$words[1]" in
${members.map((each) => `        ${secondWord(each)}) ${argumentsOf(each)} ;;`).join('\n')}
      esac ;;`
}

function argumentsOf(command: DeclaredCommand): string {
  const options = optionsOf(command).map(([name, option]) => optionSpec(name, option))
  const operands = command.operands.map(operandSpec)
  return ['_arguments -s', ...options, ...operands].join(' \\\n          ')
}

function optionSpec(name: string, option: Option): string {
  const repeated = option.kind === 'list' ? '*' : ''
  const doc = option.doc.replace(/[[\]]/g, '').replaceAll(':', '\\:')
  const value = option.kind === 'flag' ? '' : `:${option.value}:${action(choicesOf(option))}`
  return quoted(`${repeated}--${name}${option.kind === 'flag' ? '' : '='}[${doc}]${value}`)
}

function operandSpec(operand: Operand): string {
  // What stands behind `--` is completed as a line of its own.
  if (operand.needed === 'program') return quoted('*::command:_normal')
  const count = operand.needed === 'many' ? '*' : ''
  return quoted(`${count}:${operand.name}:${action(choicesOf(operand))}`)
}

function action(choices: readonly string[] | undefined): string {
  return choices === undefined ? '_files' : `(${choices.join(' ')})`
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`
}
