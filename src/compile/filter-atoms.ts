import { unreachable } from '../base/unreachable.ts'
import type { CatalogVocabulary } from '../catalog/vocabulary.ts'
import { normalize } from '../ir/normalize.ts'
import type { Term } from '../ir/term.ts'
import type { Applied } from './check/check-reference.ts'
import type { Condition } from './check/condition.ts'
import type { TypedPolicy } from './check/typed-policy.ts'
import { type Bindings, chosenArm } from './fold-constant.ts'
import { lowerCondition } from './lower/condition.ts'
import { newPlaces } from './lower/lowering.ts'
import type { Place } from './place.ts'
import { closeCondition } from './specialise/close-condition.ts'
import { type Closing, MAX_PARTS } from './specialise/closing.ts'
import { inheritedBody } from './specialise/extend.ts'
import { bindingsOf } from './specialise/specialise.ts'

/** A condition of a filter that is not made of others: it is decided by itself. */
export interface FilterAtom {
  readonly place: Place
  readonly condition: Condition
}

/**
 * What the filter of a policy asks, by place: what it says itself and what it inherits, in every
 * arm of a `match`. What only a request or the state of a router decides is left out, and so is
 * what the compiler adds.
 */
export function filterAtoms(policy: TypedPolicy): readonly FilterAtom[] {
  const found = new Set<Condition>()
  visit(inheritedBody(policy).where, { seen: new Set(), onAtom: (atom) => found.add(atom) })
  return [...found].map((condition) => ({ place: condition.place, condition }))
}

/**
 * What each atom asks when the policy is applied, as a predicate in normal form: `top` or `bot`
 * where parameters decide it. Those in an arm that is not chosen are left out.
 */
export function atomPredicates(
  applied: Applied,
  vocabulary: CatalogVocabulary,
): ReadonlyMap<Condition, Term> {
  const bindings = bindingsOf(applied, [])
  const predicates = new Map<Condition, Term>()
  const closing: Closing = { bindings, vocabulary, diagnostics: [], partsLeft: MAX_PARTS }
  const onAtom = (atom: Condition): void => {
    const closed = closeCondition(atom, closing)
    const term = lowerCondition(closed, { places: newPlaces(), tiers: vocabulary.tiers })
    predicates.set(atom, normalize(term))
  }
  visit(inheritedBody(applied.policy).where, { seen: new Set(), bindings, onAtom })
  return predicates
}

interface Visit {
  /** Definitions are shared, so a part may be met again and again. */
  readonly seen: Set<Condition>
  /** Chooses the arm of a `match`; every arm is visited where there are none. */
  readonly bindings?: Bindings
  readonly onAtom: (atom: Condition) => void
}

function visit(conditions: Iterable<Condition>, visiting: Visit): void {
  for (const condition of conditions) {
    if (visiting.seen.has(condition)) continue
    visiting.seen.add(condition)
    visitOne(condition, visiting)
  }
}

function visitOne(condition: Condition, visiting: Visit): void {
  const { bindings, onAtom } = visiting
  switch (condition.kind) {
    case 'and':
    case 'or':
      visit(condition.operands, visiting)
      break
    case 'not':
      visit([condition.operand], visiting)
      break
    case 'match': {
      const arm = bindings && chosenArm(condition, bindings)
      visit(arm === undefined ? condition.arms.values() : [arm], visiting)
      break
    }
    case 'always':
    case 'request':
      break
    case 'is':
      if (!LIVE.has(condition.field)) onAtom(condition)
      break
    case 'compare':
    case 'known':
    case 'subject':
    case 'has':
    case 'test':
    case 'flag':
    case 'term':
      onAtom(condition)
      break
    default:
      unreachable(condition)
  }
}

/** What hosts report, not catalogs. */
const LIVE: ReadonlySet<string> = new Set(['disabled', 'breaker_open'])
