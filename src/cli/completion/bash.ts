import {
  byFirstWord,
  choicesOf,
  type DeclaredCommand,
  optionsOf,
  PROGRAMS,
  secondWord,
} from './declared-command.ts'

/** What bash has to source. Where nothing of ours fits, bash completes file names. */
export function bashCompletion(commands: readonly DeclaredCommand[]): string {
  const groups = byFirstWord(commands)
  const grouped = [...groups].filter(([, members]) => members.some(secondWord))
  return `# Completion of unhardcoded for bash.
_unhardcoded() {
  local current="\${COMP_WORDS[COMP_CWORD]}" previous="\${COMP_WORDS[COMP_CWORD-1]}"
  local command="\${COMP_WORDS[1]}" words=''
  if [ "$COMP_CWORD" -eq 1 ]; then
    words='${[...groups.keys()].join(' ')} help'
    COMPREPLY=($(compgen -W "$words" -- "$current"))
    return
  fi
  case "$command" in
${grouped.map(([first, members]) => groupCase(first, members)).join('\n')}
  esac
  case "$command $previous" in
${commands.flatMap(valueCases).join('\n')}
    *' --color') words='auto always never' ;;
  esac
  if [ -z "$words" ]; then
    case "$current" in
      -*)
        case "$command" in
${commands.map(optionCase).join('\n')}
        esac ;;
      *)
        case "$command" in
${commands.flatMap(operandCase).join('\n')}
        esac ;;
    esac
  fi
  COMPREPLY=($(compgen -W "$words" -- "$current"))
}
complete -o default -F _unhardcoded ${PROGRAMS.join(' ')}
`
}

function groupCase(first: string, members: readonly DeclaredCommand[]): string {
  return `    ${first})
      if [ "$COMP_CWORD" -eq 2 ]; then
        COMPREPLY=($(compgen -W '${members.flatMap((each) => secondWord(each) ?? []).join(' ')}' -- "$current"))
        return
      fi
      command="$command \${COMP_WORDS[2]}" ;;`
}

function valueCases(command: DeclaredCommand): readonly string[] {
  return Object.entries(command.options).flatMap(([name, option]) => {
    const choices = choicesOf(option)
    return choices === undefined
      ? []
      : [`    '${command.name} --${name}') words='${choices.join(' ')}' ;;`]
  })
}

function optionCase(command: DeclaredCommand): string {
  const names = optionsOf(command).map(([name]) => `--${name}`)
  return `          '${command.name}') words='${names.join(' ')}' ;;`
}

function operandCase(command: DeclaredCommand): readonly string[] {
  const choices = command.operands.flatMap((operand) => choicesOf(operand) ?? [])
  return choices.length === 0
    ? []
    : [`          '${command.name}') words='${choices.join(' ')}' ;;`]
}
