import { isSubjectName } from '../resolve/subjects.ts'
import type { Scope } from './scope.ts'

/** What a name means in every expression of the file, so that nothing else can be called so. */
export function takenName(text: string, { module, context }: Scope): string | undefined {
  if (module.names.get(text)?.kind === 'let') return 'a `let`'
  return context.vocabulary.info.has(text) || isSubjectName(text) ? 'a field' : undefined
}
