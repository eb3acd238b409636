import { compareBytes } from '../base/byte-order.ts'
import { collapsePlan } from './collapse-plan.ts'
import { type Encodings, encodeSubterm } from './encode.ts'
import { isSubtermAt, isVariadic, type Variadic } from './operators.ts'
import { childrenOf, operatorOfTerm, subtermsOf } from './subterms.ts'
import { subtermAt, type Term } from './term.ts'

/**
 * The normal form of an admitted term: terms that mean the same by the laws below become one.
 *
 * From the leaves upwards: the variadic operations are flattened, lose their units and absorb;
 * of no argument the unit remains, of one the argument; `and`, `or` and `add` are sorted by the
 * UTF-8 bytes of their arguments' encodings. `not`, `scale`, `gate` and `normalize` obey the laws
 * of {@link simplified}. A failure plan becomes its base under overrides sorted by reason.
 *
 * There is no arithmetic, no distribution and no removal of duplicates. A subterm that is in
 * normal form already is returned as the same array.
 *
 * @param encodings is filled with what had to be encoded to be sorted; {@link encode} takes it.
 */
export function normalize(term: Term, encodings: Encodings = new Map()): Term {
  return normalizeNode(term, { encodings, record: () => {} })
}

/**
 * As {@link normalize}; then tells for every subterm, outermost first, which node of the result
 * stands for it. For one that vanished, by a law or into its parent, that is the node of what
 * contained it. The order and the answers follow from the term alone.
 */
export function normalizeTracked(term: Term, onNode: (from: Term, to: Term) => void): Term {
  const own = new Map<Term, Term>()
  const normal = normalizeNode(term, {
    encodings: new Map(),
    record: (from, to) => own.set(from, to),
  })
  const alive = new Set(subtermsOf(normal))
  const visit = (from: Term, around: Term): void => {
    const to = own.get(from)
    const standing = to !== undefined && alive.has(to) ? to : around
    onNode(from, standing)
    for (const child of childrenOf(from)) visit(child, standing)
  }
  visit(term, normal)
  return normal
}

interface Work {
  /** Spares encoding a subterm anew at each level that sorts it. */
  readonly encodings: Encodings
  /** Told of every subterm and what became of it, before its surroundings changed it further. */
  readonly record: (from: Term, to: Term) => void
}

function normalizeNode(term: Term, work: Work): Term {
  const operator = operatorOfTerm(term)
  if (operator.out === 'FailPlan') return collapsePlan(term, work.record)
  const inner = withNormalChildren(term, work)
  const normal = isVariadic(operator.in)
    ? normalizeVariadic(inner, operator.in, work)
    : simplified(inner)
  work.record(term, normal)
  return normal
}

/** The same array when every subterm was in normal form already. */
function withNormalChildren(term: Term, work: Work): Term {
  const operator = operatorOfTerm(term)
  let changed: [...Term] | undefined
  for (let i = 1; i < term.length; i++) {
    if (!isSubtermAt(operator, i)) continue
    const child = normalizeNode(subtermAt(term, i), work)
    if (child === term[i]) continue
    changed ??= [...term]
    changed[i] = child
  }
  return changed ?? term
}

function normalizeVariadic(term: Term, laws: Variadic, work: Work): Term {
  const [op] = term
  const kept: Term[] = []
  for (const child of childrenOf(term)) {
    if (child[0] === op) kept.push(...childrenOf(child))
    else if (child[0] === laws.absorb) return child
    else if (child[0] !== laws.unit) kept.push(child)
  }
  const [first] = kept
  if (first === undefined) return [laws.unit]
  if (kept.length === 1) return first
  const order = laws.commutative ? sortedByEncoding(kept, work.encodings) : kept
  const same = order.length === term.length - 1 && order.every((child, i) => child === term[i + 1])
  return same ? term : [op, ...order]
}

function sortedByEncoding(terms: readonly Term[], encodings: Encodings): readonly Term[] {
  return terms
    .map((term) => ({ term, key: encodeSubterm(term, encodings) }))
    .sort((a, b) => compareBytes(a.key, b.key))
    .map(({ term }) => term)
}

/**
 * What an operation over normal subterms is equal to. Only comparisons with 0 and 1, never
 * arithmetic, so the normal form does not depend on how numbers round.
 */
function simplified(term: Term): Term {
  switch (term[0]) {
    case 'not':
      return negated(subtermAt(term, 1)) ?? term
    case 'scale': {
      const score = subtermAt(term, 2)
      if (term[1] === 0 || score[0] === 'zero') return ['zero']
      return term[1] === 1 ? score : term
    }
    case 'gate': {
      const condition = subtermAt(term, 1)
      const score = subtermAt(term, 2)
      if (condition[0] === 'top') return score
      return condition[0] === 'bot' || score[0] === 'zero' ? ['zero'] : term
    }
    case 'normalize': {
      const inner = subtermAt(term, 1)
      return inner[0] === 'normalize' ? inner : term
    }
    default:
      return term
  }
}

function negated(inner: Term): Term | undefined {
  if (inner[0] === 'not') return subtermAt(inner, 1)
  if (inner[0] === 'top') return ['bot']
  return inner[0] === 'bot' ? ['top'] : undefined
}
