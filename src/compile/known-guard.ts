import type { NumFieldInfo } from '../catalog/vocabulary.ts'
import type { Relation } from '../ir/relations.ts'

/** A comparison of a field with a number. */
export interface Bound {
  readonly relation: Relation
  readonly value: number
}

/**
 * What holds exactly of the known values of a field, told from the default that stands for an
 * unknown one. Undefined where that default is a value like any other: nothing can tell then.
 */
export function knownGuard({ field, domain }: NumFieldInfo): Bound | undefined {
  const [low, high] = domain
  if (field.default === Number.POSITIVE_INFINITY) return { relation: 'lt', value: BEYOND_FIGURES }
  if (field.default === Number.NEGATIVE_INFINITY) return { relation: 'gt', value: -BEYOND_FIGURES }
  if (field.default > high) return { relation: 'le', value: high }
  return field.default < low ? { relation: 'ge', value: low } : undefined
}

/** No figure of the world is as large. It has to be finite: the wire format knows no infinity. */
const BEYOND_FIGURES = 1e308

/** What holds exactly of the default: the complement of {@link knownGuard}. */
export function unknownBound(guard: Bound): Bound {
  return { relation: OPPOSITES[guard.relation], value: guard.value }
}

/** The relation that holds exactly where another does not. */
export const OPPOSITES = {
  lt: 'ge',
  le: 'gt',
  eq: 'ne',
  ne: 'eq',
  ge: 'lt',
  gt: 'le',
} as const satisfies Record<Relation, Relation>

/** The relation between two things seen from the other side. */
export const MIRRORED = {
  lt: 'gt',
  le: 'ge',
  eq: 'eq',
  ne: 'ne',
  ge: 'le',
  gt: 'lt',
} as const satisfies Record<Relation, Relation>

/** Whether `left` stands in the relation to `right`, as the wire format computes it. */
export function holds(left: number, { relation, value: right }: Bound): boolean {
  switch (relation) {
    case 'lt':
      return left < right
    case 'le':
      return left <= right
    case 'eq':
      return left === right
    case 'ne':
      return left !== right
    case 'ge':
      return left >= right
    default:
      return left > right
  }
}
