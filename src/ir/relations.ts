import { nearestName } from '../base/nearest-name.ts'

/** The relations of `cmp`. */
export const RELATIONS = ['lt', 'le', 'eq', 'ne', 'ge', 'gt'] as const

export type Relation = (typeof RELATIONS)[number]

/** The relation that was likely meant: by its sign, else by its spelling. */
export function nearestRelation(text: string): string | undefined {
  return SIGNS.get(text) ?? nearestName(text, RELATIONS)
}

const SIGNS: ReadonlyMap<string, Relation> = new Map([
  ['<', 'lt'],
  ['<=', 'le'],
  ['≤', 'le'],
  ['=', 'eq'],
  ['==', 'eq'],
  ['===', 'eq'],
  ['!=', 'ne'],
  ['!==', 'ne'],
  ['<>', 'ne'],
  ['≠', 'ne'],
  ['>=', 'ge'],
  ['≥', 'ge'],
  ['>', 'gt'],
])
