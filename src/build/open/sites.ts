import type { Test } from '../../compile/check/constant.ts'
import { knownGuard, MIRRORED } from '../../compile/known-guard.ts'
import type { Relation } from '../../ir/relations.ts'
import { type Cell, cellsOf } from './cells.ts'
import type { Role } from './open-body.ts'
import { ANY_NUMBER, type Interval, intervalOf, keyOf, type OpenConstant } from './open-constant.ts'

/** A value that a policy depends on while its numbers and texts are open. */
export interface Site {
  readonly index: number
  readonly of: OpenConstant
  readonly kind: 'number' | 'text'
  /** The numbers at which the term changes its shape. */
  readonly thresholds: Set<number>
  /** The only texts it may be, where not any will do. */
  texts: readonly string[] | undefined
  /** Where it has to lie, and what asks for it. */
  readonly limits: Limit[]
  whole: boolean
}

export interface Limit extends Interval {
  /** As a message says it: `` `price_out` ``, `` the range of `cap` ``. */
  readonly by: string
}

/** A comparison of parameters with one another, which no threshold decides. */
export interface OpenTest {
  readonly index: number
  readonly left: Site
  readonly relation: Relation
  readonly right: Site | (OpenConstant & { readonly kind: 'value' })
}

/** All sites of a policy, by what they are worked out from. */
export interface Sites {
  readonly sites: Map<string, Site>
  readonly tests: Map<string, OpenTest>
  /** Pairs of which the second may not be the smaller one. */
  readonly ordered: [OpenConstant, OpenConstant][]
  readonly notBothZero: [OpenConstant, OpenConstant][]
}

export function newSites(): Sites {
  return { sites: new Map(), tests: new Map(), ordered: [], notBothZero: [] }
}

/** The site of an open constant; made when it is met first. */
export function siteOf(of: OpenConstant, { sites }: Sites): Site {
  const key = keyOf(of)
  const known = sites.get(key)
  if (known !== undefined) return known
  const isText = of.kind === 'param' && of.param.type.kind === 'text'
  const site: Site = {
    index: sites.size,
    of,
    kind: isText ? 'text' : 'number',
    thresholds: new Set(),
    texts: undefined,
    limits: [],
    whole: of.kind === 'param' && of.param.type.kind === 'number' && of.param.type.unit === 'count',
  }
  sites.set(key, site)
  return site
}

/**
 * Notes what a role asks of a site, and where it changes the shape of the term.
 *
 * @param standing numbers of a failure plan that was given as a raw term: an answer that says the
 *   same is left out.
 */
export function addRole(
  site: Site,
  role: Role,
  { standing, tiers }: { readonly standing: readonly number[]; readonly tiers: readonly string[] },
): void {
  switch (role.kind) {
    case 'figure': {
      const { field } = role
      const [low, high] = field.domain
      site.limits.push({ low, high, by: `\`${field.name}\`` })
      // A guard that says what the comparison says is not written twice.
      for (const each of [field.field.default, knownGuard(field)?.value]) {
        if (each !== undefined && each >= low && each <= high && Number.isFinite(each)) {
          site.thresholds.add(each)
        }
      }
      break
    }
    case 'subject':
      if (role.subject === 'tier') site.texts = tiers
      break
    case 'weight':
      for (const each of [-1, 0, 1]) site.thresholds.add(each)
      break
    case 'tokens':
      site.limits.push({ low: 0, high: Number.MAX_SAFE_INTEGER, by: 'a count of tokens' })
      site.whole = true
      // A price is per million, so that many weigh 1.
      for (const each of [0, 1_000_000]) site.thresholds.add(each)
      break
    case 'count':
      site.limits.push({ low: role.least, high: Number.MAX_SAFE_INTEGER, by: 'a count' })
      site.whole = true
      for (const each of standing) site.thresholds.add(each)
      break
    case 'answer':
      for (const each of standing) site.thresholds.add(each)
      break
    default:
  }
}

/** The parts of the line in which its value can lie. */
export function cellsOfSite(site: Site): readonly Cell[] {
  if (site.kind === 'text') {
    return site.texts === undefined
      ? [{ kind: 'text', index: 0 }]
      : site.texts.map((value, index) => ({ kind: 'at', index, value }))
  }
  const within = [intervalOf(site.of), ANY_NUMBER, ...site.limits].reduce((a, b) => ({
    low: Math.max(a.low, b.low),
    high: Math.min(a.high, b.high),
  }))
  return cellsOf({ thresholds: thresholdsOf(site), within, whole: site.whole })
}

export function thresholdsOf({ thresholds }: Site): readonly number[] {
  return [...thresholds].map((each) => each + 0).sort((a, b) => a - b)
}

/** A comparison with a number is a threshold; the other sites decide the rest when they are known. */
export type Decided =
  | {
      readonly kind: 'threshold'
      readonly site: Site
      readonly relation: Relation
      readonly value: number
    }
  | { readonly kind: 'test'; readonly test: OpenTest }

export function decidedBy(
  { relation }: Pick<Test, 'relation'>,
  [left, right]: readonly [OpenConstant, OpenConstant],
  all: Sites,
): Decided {
  if (left.kind === 'value') {
    if (right.kind === 'value') throw new Error('a test of known values is decided')
    return decidedBy({ relation: MIRRORED[relation] }, [right, left], all)
  }
  const site = siteOf(left, all)
  if (right.kind === 'value' && typeof right.value.value === 'number') {
    site.thresholds.add(right.value.value)
    return { kind: 'threshold', site, relation, value: right.value.value }
  }
  const key = `${keyOf(left)} ${relation} ${keyOf(right)}`
  const known = all.tests.get(key)
  const other = right.kind === 'value' ? right : siteOf(right, all)
  const test = known ?? { index: all.tests.size, left: site, relation, right: other }
  all.tests.set(key, test)
  return { kind: 'test', test }
}
