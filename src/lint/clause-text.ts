import type { Candidate, CatalogVocabulary } from '../catalog/index.ts'
import { valueText } from '../compile/clause-text.ts'
import { knownGuard } from '../compile/known-guard.ts'
import { normalized } from '../decide/normalized.ts'
import { nearestPart, readPred } from '../decide/reading.ts'
import type { Ground } from './ground.ts'
import type { Clause, LintedPolicy } from './linted-policy.ts'

/** How a note names a clause: as it was written, or what a guard stands for. */
export function clauseText(policy: LintedPolicy, { kind, term, place }: Clause): string {
  const field = kind === 'guard' && term[0] === 'cmp' ? `${term[1]}` : undefined
  if (field !== undefined && isKnownGuard(field, term[2], policy.vocabulary))
    return `known ${field}`
  const text = policy.textAt(place)
  if (text === undefined) return `a clause of ${place.source}`
  return text.length > MOST_UNITS ? `${text.slice(0, MOST_UNITS)}…` : text
}

const MOST_UNITS = 60

function isKnownGuard(field: string, relation: unknown, { info }: CatalogVocabulary): boolean {
  const found = info.get(field)
  return found !== undefined && 'unit' in found && knownGuard(found)?.relation === relation
}

/** What a candidate has where a clause wants something else: `quality is 0.71`. */
export function hasInstead(
  clause: Clause,
  candidate: Candidate,
  { context, vocabulary }: Pick<Ground, 'context'> & Pick<LintedPolicy, 'vocabulary'>,
): string | undefined {
  const place = { path: '$', wanted: true }
  const part = nearestPart(readPred(normalized(clause.term), place, { candidate, context }))
  if (part === undefined) return undefined
  const { subject, observed } = part
  if (typeof observed === 'number')
    return `\`${subject}\` is ${valueText(observed, subject, vocabulary)}`
  if (observed === undefined || observed === false) {
    const isNumber = part.term[0] === 'cmp'
    return isNumber ? `\`${subject}\` is not known` : undefined
  }
  return typeof observed === 'string' ? `\`${subject}\` is \`${observed}\`` : undefined
}
