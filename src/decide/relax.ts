import type { Path, Term } from '../ir/term.ts'
import { numberAt, subtermsOf, textAt } from './admitted.ts'
import { vocabularyOf } from './context.ts'
import type { Demand } from './demands.ts'
import type { Subject } from './look.ts'
import { tierOf } from './observe.ts'
import { type AtomReading, type JunctionReading, pathInto, type Reading } from './reading.ts'

/*
 * The smallest relaxation of a filter that lets one candidate pass.
 *
 * The parts of the outermost `and` are independent: each that does not hold has to change, and no
 * other needs to. Inside one, `turn` asks of every part what would turn it round, and takes the
 * cheapest way: fewest parts changed, then fewest dropped, then the smallest share of a bound.
 *
 *     and                       all failing parts change
 *     ├─ cmp quality ge 0.7     observed 0.61: the bound becomes 0.61
 *     └─ or                     one part changes, the one that costs least
 *        ├─ is no_log           cannot change: would have to be dropped, and the `or` with it
 *        └─ cmp price_out le 5  observed 6: the bound becomes 6
 *
 * A bound moves exactly to the observed value, so that moving it any less would not do. The
 * relaxed filter is evaluated before it is shown.
 */

export type Change = Move | Drop | Concession

/** A part with another bound. */
export interface Move {
  readonly kind: 'move'
  readonly path: Path
  readonly from: Term
  readonly to: Term
}

/** A part that is left out. */
export interface Drop {
  readonly kind: 'drop'
  readonly path: Path
  readonly from: Term
}

/** A demand of the request, not of the policy: lowered to a number, or given up. */
export interface Concession {
  readonly kind: 'concession'
  /** Of the `meets_req` that reads it. */
  readonly path: Path
  readonly demand: Demand
  readonly to: number | undefined
}

/** The cheapest changes after which the filter, as read for the candidate, holds for it. */
export function changesFor(filter: Reading, subject: Subject): readonly Change[] {
  const turned = turn(filter, subject)
  return turned === IMMOVABLE ? [drop(filter)] : turned
}

/** What nothing short of leaving out changes. */
const IMMOVABLE = 'immovable'

/** The changes that make a part hold where it is wanted to, and not where it is not. */
function turn(reading: Reading, subject: Subject): readonly Change[] | typeof IMMOVABLE {
  if (reading.holds === reading.wanted) return []
  return reading.kind === 'atom' ? turnAtom(reading, subject) : turnJunction(reading, subject)
}

function turnJunction(
  reading: JunctionReading,
  subject: Subject,
): readonly Change[] | typeof IMMOVABLE {
  const [op] = reading.term
  const [first] = reading.parts
  if (op === 'not' && first !== undefined) return turn(first, subject)
  // To make an `or` hold, or an `and` fail, one part is enough.
  if ((op === 'or') === reading.wanted) return cheapest(reading, subject)
  return reading.parts.flatMap((part) => {
    const turned = turn(part, subject)
    return turned === IMMOVABLE ? [drop(part)] : turned
  })
}

/** The cheapest way to turn one part; all of it is dropped where that is cheaper. */
function cheapest(
  reading: JunctionReading,
  subject: Subject,
): readonly Change[] | typeof IMMOVABLE {
  const whole: readonly Change[] = [drop(reading)]
  const ways = reading.parts.map((part) => turn(part, subject))
  const [best] = [...ways.filter((way) => way !== IMMOVABLE), whole].sort(compareCost)
  return best === undefined || best === whole ? IMMOVABLE : best
}

function turnAtom(reading: AtomReading, subject: Subject): readonly Change[] | typeof IMMOVABLE {
  const { path, term, demand, wanted } = reading
  if (demand !== undefined) {
    if (!wanted) return IMMOVABLE
    const to = demand.kind.startsWith('min_') ? finite(reading.observed) : undefined
    return [{ kind: 'concession', path, demand, to }]
  }
  const to = moved(reading, subject)
  return to === undefined ? IMMOVABLE : [{ kind: 'move', path, from: term, to }]
}

/** The term with the bound moved just as far as it takes, or undefined where there is none. */
function moved({ term, observed, wanted }: AtomReading, subject: Subject): Term | undefined {
  if (term[0] === 'min_tier') return wanted ? lowered(term, subject) : undefined
  const value = finite(observed)
  if (term[0] !== 'cmp' || value === undefined) return undefined
  const relation = textAt(term, 2)
  const turned = wanted ? HOLDING.get(relation) : FAILING.get(relation)
  return turned === undefined ? undefined : ['cmp', textAt(term, 1), turned, value]
}

/** The relation in which the observed value then stands to itself. */
const HOLDING: ReadonlyMap<string, string> = new Map([
  ['lt', 'le'],
  ['le', 'le'],
  ['eq', 'eq'],
  ['ge', 'ge'],
  ['gt', 'ge'],
])

/** The same for a part that must not hold. */
const FAILING: ReadonlyMap<string, string> = new Map([
  ['lt', 'lt'],
  ['le', 'lt'],
  ['ne', 'ne'],
  ['ge', 'gt'],
  ['gt', 'gt'],
])

function lowered(term: Term, { candidate, context }: Subject): Term | undefined {
  const tier = tierOf(candidate)
  return vocabularyOf(context).tiers.includes(tier) ? [term[0], tier] : undefined
}

function finite(value: unknown): number | undefined {
  return typeof value === 'number' && Number.isFinite(value) ? value : undefined
}

function drop({ path, term }: Reading): Drop {
  return { kind: 'drop', path, from: term }
}

function compareCost(a: readonly Change[], b: readonly Change[]): number {
  return a.length - b.length || count(a, 'drop') - count(b, 'drop') || shareMoved(a) - shareMoved(b)
}

function count(changes: readonly Change[], kind: Change['kind']): number {
  return changes.filter((change) => change.kind === kind).length
}

/** How far bounds move, as shares of what they were. */
function shareMoved(changes: readonly Change[]): number {
  return changes.reduce((sum, change) => {
    if (change.kind !== 'move' || change.from[0] !== 'cmp') return sum
    const bound = numberAt(change.from, 3)
    const distance = Math.abs(numberAt(change.to, 3) - bound)
    return sum + (bound === 0 ? distance : distance / Math.abs(bound))
  }, 0)
}

/** A predicate after the changes of its parts. */
export function relaxed(pred: Term, path: Path, changes: readonly Change[]): Term {
  const byPath = new Map(changes.map((change) => [change.path, change]))
  return rebuilt(pred, path, byPath) ?? ['top']
}

/** The predicate, or undefined where it is dropped. */
function rebuilt(pred: Term, path: Path, byPath: ReadonlyMap<Path, Change>): Term | undefined {
  const change = byPath.get(path)
  if (change?.kind === 'drop') return undefined
  if (change?.kind === 'move') return change.to
  const [op] = pred
  if (op !== 'and' && op !== 'or' && op !== 'not') return pred
  const parts = subtermsOf(pred).flatMap((part, i) => {
    const left = rebuilt(part, pathInto(path, pred, i + 1), byPath)
    return left === undefined ? [] : [left]
  })
  if (parts.length > 0) return [op, ...parts]
  return op === 'and' ? ['top'] : ['bot']
}
