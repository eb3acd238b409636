import { nearestName } from '../../base/nearest-name.ts'
import { err, ok, type Result } from '../../base/result.ts'
import type { Candidate, CatalogVocabulary } from '../../catalog/index.ts'
import type { NumFieldInfo } from '../../catalog/vocabulary.ts'
import { observeNumber } from '../../decide/observe.ts'
import { type Problem, problem } from '../problem.ts'

/** A number that routes are sorted by. */
export function sortField(
  name: string,
  { info }: CatalogVocabulary,
): Result<NumFieldInfo, Problem> {
  const field = info.get(name)
  if (field !== undefined && 'unit' in field) return ok(field)
  const numbers = [...info.values()].filter((each) => 'unit' in each).map((each) => each.name)
  const meant = nearestName(name, numbers)
  return err(
    problem(
      field === undefined ? `there is no field \`${name}\`` : `\`${name}\` is not a number`,
      meant === undefined
        ? '`unhardcoded catalog fields` lists them'
        : `did you mean \`${meant}\`?`,
    ),
  )
}

/** What the catalog says of a route there; undefined where it says nothing. */
export function figureOf(candidate: Candidate, field: string): number | undefined {
  const { known, value } = observeNumber(field, candidate, {})
  return known ? value : undefined
}

/** The best in that field first; equal ones stay in order, and those that nobody knows come last. */
export function sortedRoutes(
  candidates: readonly Candidate[],
  { name, better }: NumFieldInfo,
): readonly Candidate[] {
  const worst = better === 'lower' ? Number.POSITIVE_INFINITY : Number.NEGATIVE_INFINITY
  const sign = better === 'lower' ? 1 : -1
  const key = (candidate: Candidate) => figureOf(candidate, name) ?? worst
  // Two infinities have no difference.
  return candidates.toSorted((a, b) => sign * (key(a) - key(b)) || 0)
}
