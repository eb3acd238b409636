import { err, ok, type Result } from '../../base/result.ts'
import { normalize } from '../../ir/normalize.ts'
import type { Param, Term } from '../../ir/term.ts'
import { type Cell, valueIn } from './cells.ts'
import { type Leaf, leafInterval, leafOf } from './leaf.ts'
import type { Interval } from './open-constant.ts'
import type { Unopenable } from './open-policy.ts'
import type { Site } from './sites.ts'

/** A term in normal form, up to the order of commutative arguments, and what is open in it. */
export interface Shape {
  readonly term: Term
  /** What each odd value of the term stands for. */
  readonly holes: ReadonlyMap<number | string, Leaf>
}

export interface Shaping {
  readonly cells: readonly Cell[]
  readonly sites: readonly Site[]
  /** Numbers that stand in the policy. */
  readonly constants: ReadonlySet<number>
}

type Values = readonly (number | string)[]

/** The shape of what `lower` makes of values in these cells. */
export function shapeOf(
  shaping: Shaping,
  lower: (values: Values) => Result<Term, Unopenable>,
): Result<Shape, Unopenable> {
  let failed: Unopenable | undefined
  for (let attempt = 0; attempt < MOST_ATTEMPTS; attempt++) {
    const first = valuesIn(shaping, 2 * attempt)
    const second = valuesIn(shaping, 2 * attempt + 1)
    if (first === undefined || second === undefined || !isOdd(shaping, first, second)) continue
    const [one, other] = [lower(first), lower(second)]
    if (!one.ok || !other.ok) {
      failed = one.ok ? errorOf(other) : errorOf(one)
      if (failed !== undefined && !isRefusedAnyway(failed)) return err(failed)
      continue
    }
    const search: Search = {
      shaping,
      numbers: [first, second].map((values) => values.map(openNumber(shaping))),
      first,
      second,
      holes: new Map(),
      standing: new Set(),
      reason: undefined,
      clash: false,
    }
    compare(one.value, other.value, search)
    if (search.reason !== undefined) return err({ kind: 'reason', reason: search.reason })
    if (search.clash || [...search.holes.keys()].some((each) => search.standing.has(each))) continue
    return ok({ term: normalize(one.value), holes: search.holes })
  }
  if (failed !== undefined) return err(failed)
  return err({ kind: 'reason', reason: 'its numbers cannot be told from one another' })
}

function errorOf<E>(result: Result<unknown, E>): E | undefined {
  return result.ok ? undefined : result.error
}

/** What a built module checks before it makes a term: two values are in the wrong order, or both 0. */
export function isRefusedAnyway(error: Unopenable): boolean {
  return (
    error.kind === 'diagnostics' &&
    error.diagnostics.every(
      ({ severity, code }) => severity !== 'error' || code === 'UH2014' || code === 'UH2019',
    )
  )
}

const MOST_ATTEMPTS = 50

function valuesIn({ cells, sites }: Shaping, attempt: number): Values | undefined {
  const values = cells.map((cell, index) => {
    if (cell.kind === 'at') return cell.value
    if (cell.kind === 'text') return `\u{10FFFF}${index}-${attempt}`
    return valueIn(cell, { index, attempt, whole: sites[index]?.whole === true })
  })
  return values.every((each) => each !== undefined) ? values : undefined
}

/** Whether every open value differs from its other one and from all the others. */
function isOdd({ cells }: Shaping, first: Values, second: Values): boolean {
  const open = [...cells.keys()].filter((site) => cells[site]?.kind !== 'at')
  return new Set(open.flatMap((site) => [first[site], second[site]])).size === 2 * open.length
}

/** What cannot be a leaf is not a number: texts, and what is the same in both. */
function openNumber({ cells }: Shaping): (value: number | string, site: number) => number {
  return (value, site) =>
    typeof value === 'number' && cells[site]?.kind === 'between' ? value : Number.NaN
}

interface Search {
  readonly shaping: Shaping
  readonly numbers: readonly (readonly number[])[]
  readonly first: Values
  readonly second: Values
  readonly holes: Map<number | string, Leaf>
  /** What is the same in both. */
  readonly standing: Set<number | string>
  reason: string | undefined
  clash: boolean
}

/** Finds what differs between two terms of one shape. */
function compare(one: Term | Param, other: Term | Param, search: Search, around = ''): void {
  if (typeof one === 'object' && typeof other === 'object') {
    const [a, b] = [Object.entries(one), Object.entries(other)]
    if (a.length !== b.length) search.reason = 'its numbers change its form'
    for (const [i, [key, value]] of a.entries()) {
      const [otherKey, otherValue] = b[i] ?? []
      if (key !== otherKey || otherValue === undefined)
        search.reason = 'its numbers change its form'
      else compare(value, otherValue, search, Array.isArray(one) ? `${one[0]}` : around)
    }
    return
  }
  if (typeof one !== 'object' && one === other) {
    if (typeof one !== 'boolean') search.standing.add(one)
    return
  }
  const leaf = leafBetween([one, other], search)
  if (leaf === undefined || typeof one === 'boolean' || typeof one === 'object') {
    search.reason = 'a weight is worked out in several steps: multiply its factors in one product'
    return
  }
  if (isUnsteady(leaf, around, search.shaping)) {
    search.reason = 'a weight may become 0 or 1 on the way: multiply its factors in one product'
  }
  const known = search.holes.get(one)
  if (known !== undefined && JSON.stringify(known) !== JSON.stringify(leaf)) search.clash = true
  search.holes.set(one, leaf)
}

function leafBetween(
  [one, other]: readonly [Term | Param, Term | Param],
  { first, second, numbers, shaping }: Search,
): Leaf | undefined {
  if (typeof one === 'string') {
    const site = first.findIndex((each, i) => each === one && second[i] === other)
    return site < 0 ? undefined : { kind: 'site', site }
  }
  if (typeof one !== 'number' || typeof other !== 'number') return undefined
  return leafOf([one, other], [numbers[0] ?? [], numbers[1] ?? []], shaping.constants)
}

/** Whether a law of the normal form could apply to some values of the cells and not to others. */
function isUnsteady(leaf: Leaf, around: string, { cells }: Shaping): boolean {
  if (leaf.kind === 'site' || leaf.kind === 'negative') return false
  if (around !== 'scale' && around !== 'lit') return false
  const intervals = cells.map((cell): Interval => {
    if (cell.kind === 'between') return { low: cell.low, high: cell.high }
    const value = cell.kind === 'at' ? Number(cell.value) : Number.NaN
    return { low: value, high: value }
  })
  const { low, high } = leafInterval(leaf, intervals)
  return [-1, 0, 1].some((each) => low < each && high > each)
}
