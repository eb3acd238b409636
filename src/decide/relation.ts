import { RELATIONS, type Relation } from '../ir/relations.ts'

/** The relation of that name, which admission has checked. */
export function relationOf(name: string): Relation {
  const relation = RELATIONS.find((each) => each === name)
  if (relation === undefined) throw new Error(`\`${name}\` is not the relation admission promised`)
  return relation
}

/** Whether a value stands in the relation to a bound. NaN stands in none but `ne`. */
export function holds(value: number, relation: Relation, bound: number): boolean {
  return TESTS[relation](value, bound)
}

const TESTS: Readonly<Record<Relation, (value: number, bound: number) => boolean>> = {
  lt: (value, bound) => value < bound,
  le: (value, bound) => value <= bound,
  eq: (value, bound) => value === bound,
  ne: (value, bound) => value !== bound,
  ge: (value, bound) => value >= bound,
  gt: (value, bound) => value > bound,
}
