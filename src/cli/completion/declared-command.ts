import type { Command, Operand, Option } from '../command.ts'
import { COMMON_OPTIONS } from '../parse-arguments.ts'

/** What a shell has to know of a command. */
export interface DeclaredCommand extends Pick<Command, 'operands' | 'options'> {
  /** One word, or two. */
  readonly name: string
  readonly summary: string
}

/** Every option of a command, the common ones included. */
export function optionsOf({ options }: DeclaredCommand): readonly (readonly [string, Option])[] {
  return Object.entries({ ...options, ...COMMON_OPTIONS })
}

/** The words that may follow an option or stand for an operand; undefined where files do. */
export function choicesOf(declared: Option | Operand): readonly string[] | undefined {
  return 'choices' in declared ? declared.choices : undefined
}

/** The commands by their first word, in order. */
export function byFirstWord(
  commands: readonly DeclaredCommand[],
): ReadonlyMap<string, readonly DeclaredCommand[]> {
  const groups = new Map<string, DeclaredCommand[]>()
  for (const command of commands) {
    const [first = ''] = command.name.split(' ')
    groups.set(first, [...(groups.get(first) ?? []), command])
  }
  return groups
}

/** The second word of a command's name; undefined where it has one word. */
export function secondWord({ name }: DeclaredCommand): string | undefined {
  return name.split(' ')[1]
}

/** The names that the program goes by. */
export const PROGRAMS: readonly string[] = ['unhardcoded', 'uh']
