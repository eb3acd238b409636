import type { Referent } from './mentions/mention.ts'

/**
 * What a name is renamed with: names of one key change together. The same in every document that
 * reaches the definition; undefined for names that are not defined in a policy file.
 */
export function symbolKey(of: Referent, source: string): string | undefined {
  return of.kind === 'definition' && of.alias !== undefined
    ? keyOf('alias', source, of.alias)
    : definedKey(of)
}

/** What a name stands for in the end: an alias is what it is an alias of. */
export function definedKey(of: Referent): string | undefined {
  switch (of.kind) {
    case 'definition': {
      const { name, home } = of.definition
      return keyOf('definition', home.source.name, name)
    }
    case 'param':
      return keyOf('param', of.owner.home.source.name, of.owner.name, of.name)
    case 'step':
      return keyOf('step', of.source, of.flow.name.text, of.name)
    default:
      return undefined
  }
}

function keyOf(...parts: readonly string[]): string {
  return JSON.stringify(parts)
}
