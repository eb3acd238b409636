import { nearestName } from '../base/nearest-name.ts'
import { COMMANDS, type CommandRow } from './command-table.ts'
import { type Problem, problem } from './problem.ts'

/** What to say of words that name no command. */
export function unknownCommand(first: string, { second, group }: Rest): Problem {
  if (group.length > 0) return unknownSecond(first, `${second}`, group)
  const names = COMMANDS.map(({ name }) => name.split(' ')[0] ?? name)
  const meant = nearestName(first, names)
  if (meant !== undefined)
    return problem(`unknown command \`${first}\``, `did you mean \`${meant}\`?`)
  const looksLikePolicy = /\s|\.uh$/.test(first)
  return problem(
    `unknown command \`${first}\``,
    looksLikePolicy
      ? 'a policy follows a command: `unhardcoded simulate POLICY`'
      : '`unhardcoded --help` lists the commands',
  )
}

interface Rest {
  readonly second: string | undefined
  /** The commands that begin with the first word. */
  readonly group: readonly CommandRow[]
}

function unknownSecond(first: string, second: string, group: readonly CommandRow[]): Problem {
  const names = group.map(({ name }) => name.slice(first.length + 1))
  const meant = nearestName(second, names)
  const all = names.map((name) => `\`${first} ${name}\``).join(', ')
  return problem(
    `unknown command \`${first} ${second}\``,
    meant === undefined ? `there are ${all}` : `did you mean \`${first} ${meant}\`?`,
  )
}
