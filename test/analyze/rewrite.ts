import fc from 'fast-check'
import { childrenOf } from '../../src/ir/subterms.ts'
import type { Term } from '../../src/ir/term.ts'
import { FILTER_VOCABULARY } from '../arbitrary/filter.ts'

/*
 * Other ways to write a filter, by laws that anybody can check. `spare` is any other filter over
 * the same things: it comes in where a law holds whatever it says.
 */

interface Law {
  readonly name: string
  /** The other form, or undefined where the law does not apply. */
  readonly rewrite: (pred: Term, spare: Term) => Term | undefined
}

const OPPOSITES: { readonly [relation: string]: string } = {
  lt: 'ge',
  le: 'gt',
  eq: 'ne',
  ne: 'eq',
  ge: 'lt',
  gt: 'le',
}

export const LAWS: readonly Law[] = [
  { name: 'double negation', rewrite: (p) => ['not', ['not', p]] },
  { name: 'twice the same, both', rewrite: (p) => ['and', p, p] },
  { name: 'twice the same, either', rewrite: (p) => ['or', p, p] },
  { name: 'absorption into an or', rewrite: (p, q) => ['or', p, ['and', q, p]] },
  { name: 'absorption into an and', rewrite: (p, q) => ['and', ['or', p, q], p] },
  {
    name: 'one case and the other',
    rewrite: (p, q) => ['or', ['and', p, q], ['and', ['not', q], p]],
  },
  { name: 'what never holds adds nothing', rewrite: (p, q) => ['or', ['and', q, ['not', q]], p] },
  { name: 'what always holds takes nothing', rewrite: (p, q) => ['and', ['or', q, ['not', q]], p] },
  {
    name: 'de Morgan',
    rewrite: (p) =>
      p[0] === 'and' || p[0] === 'or'
        ? ['not', [p[0] === 'and' ? 'or' : 'and', ...childrenOf(p).map((c): Term => ['not', c])]]
        : undefined,
  },
  { name: 'distribution', rewrite: distributed },
  {
    name: 'another order',
    rewrite: (p) =>
      p[0] === 'and' || p[0] === 'or' ? [p[0], ...childrenOf(p).toReversed()] : undefined,
  },
  {
    name: 'the opposite comparison',
    // Absent values too: the default stands in one of the two relations.
    rewrite: ([op, field, relation, bound]) =>
      op === 'cmp' && field !== undefined && bound !== undefined
        ? ['not', ['cmp', field, OPPOSITES[`${relation}`] ?? '', bound]]
        : undefined,
  },
  {
    name: 'equal is between',
    rewrite: ([op, field, relation, bound]) =>
      op === 'cmp' && field !== undefined && bound !== undefined && relation === 'eq'
        ? ['and', ['cmp', field, 'le', bound], ['cmp', field, 'ge', bound]]
        : undefined,
  },
  {
    name: 'a tier or a higher one',
    rewrite: ([op, tier]) =>
      op === 'min_tier'
        ? ['or', ...TIERS.slice(TIERS.indexOf(`${tier}`)).map((each): Term => ['tier_eq', each])]
        : undefined,
  },
]

const { tiers: TIERS } = FILTER_VOCABULARY

function distributed(pred: Term): Term | undefined {
  const outer = pred[0]
  const inner = outer === 'and' ? 'or' : 'and'
  if (outer !== 'and' && outer !== 'or') return undefined
  const children = childrenOf(pred)
  const split = children.find(([op]) => op === inner)
  if (split === undefined) return undefined
  const others = children.filter((child) => child !== split)
  return [inner, ...childrenOf(split).map((each): Term => [outer, ...others, each])]
}

/** A place in a term, as indices of arguments. */
type Place = readonly number[]

function placesIn(pred: Term): readonly Place[] {
  const below = childrenOf(pred).flatMap((child, i) =>
    placesIn(child).map((place) => [i + 1, ...place]),
  )
  return [[], ...below]
}

/** The term with another in that place. */
function changedAt(pred: Term, [first, ...rest]: Place, change: (part: Term) => Term): Term {
  if (first === undefined) return change(pred)
  const [op, ...args] = pred
  const child = childrenOf(pred)[first - 1]
  if (child === undefined) return pred
  return [op, ...args.with(first - 1, changedAt(child, rest, change))]
}

/** The filter after up to five laws, each at some place where it applies. */
export function rewritten(pred: Term, spare: Term): fc.Arbitrary<Term> {
  return fc.array(fc.tuple(fc.nat(), fc.nat()), { minLength: 1, maxLength: 5 }).map((steps) =>
    steps.reduce((term, [where, which]) => {
      const places = placesIn(term)
      const place = places[where % places.length] ?? []
      const law = LAWS[which % LAWS.length]
      return changedAt(term, place, (part) => law?.rewrite(part, spare) ?? part)
    }, pred),
  )
}

/** The filter with one constant or name changed, or one part of it. */
export function mutated(pred: Term, others: readonly Term[]): fc.Arbitrary<Term> {
  return fc.tuple(fc.nat(), fc.nat()).map(([where, which]) => {
    const places = placesIn(pred)
    const place = places[where % places.length] ?? []
    return changedAt(pred, place, (part) => {
      if (part[0] === 'cmp') return withBound(part, nearby(Number(part[3]), which))
      return others[which % others.length] ?? ['not', part]
    })
  })
}

function withBound([op, field = '', relation = '']: Term, bound: number): Term {
  return [op, field, relation, bound]
}

function nearby(bound: number, which: number): number {
  const moved = [bound + 1, bound - 1, bound * 2, bound / 2, -bound, bound + bound * 2 ** -52]
  const found = moved[which % moved.length] ?? bound
  return Number.isFinite(found) ? found + 0 : bound
}

/** The filter with all operands the other way round. */
export function shuffled(pred: Term): Term {
  const children = childrenOf(pred).map(shuffled)
  if (children.length === 0) return pred
  return [pred[0], ...children.toReversed()]
}
