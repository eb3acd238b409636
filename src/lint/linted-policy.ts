import { openSpace, type Space } from '../analyze/index.ts'
import type { Source } from '../base/source.ts'
import type { CatalogVocabulary } from '../catalog/index.ts'
import type { TypedPolicy } from '../compile/check/typed-policy.ts'
import type { Place } from '../compile/index.ts'
import type { LoweredPolicy } from '../compile/lower-policy.ts'
import { childrenOf, operatorOfTerm } from '../ir/subterms.ts'
import { subtermAt, type Term } from '../ir/term.ts'
import { conjunctsOf } from './conjuncts-of.ts'
import { type Logic, logicOf } from './logic.ts'
import type { PolicyVariant } from './variants.ts'
import { type Writing, writtenOf } from './written.ts'

/**
 * A policy for certain values of its parameters, as rules about its meaning see it: the term as it
 * was lowered, before it is brought into normal form, so that every part has a place.
 */
export interface LintedPolicy {
  /** All of it. */
  readonly term: Term
  readonly params: LoweredPolicy['params']
  readonly vocabulary: CatalogVocabulary
  readonly filter: Term
  readonly scorer: Term
  readonly selector: Term
  readonly transform: Term
  readonly failPlan: Term
  /** What has to hold together for a candidate to pass, in the order of the term. */
  readonly clauses: readonly Clause[]
  /** Every predicate of the policy can be asked about in it. */
  readonly space: () => Space
  /** What its conditions say needlessly. */
  readonly logic: () => Logic
  /** The text of the file that is looked at. */
  readonly main: Source
  /** The same before its parameters had values, for what lowering leaves out. */
  readonly typed: TypedPolicy
  /** Where a subterm was written. */
  readonly placeOf: (term: Term) => Place
  /** What was written at a place, blanks as one; undefined where it stands in another file. */
  readonly textAt: (place: Place) => string | undefined
}

/** A part of the outermost `and` of a filter, with what it brings along. */
export interface Clause {
  readonly place: Place
  /** What was written; or a guard that nobody wrote. */
  readonly kind: 'written' | 'guard'
  readonly term: Term
  /** The places that ask for it: its own, or for a guard whatever brought it along. */
  readonly askers: readonly Place[]
  /** The guards that this clause asks for, be it alone or with others. */
  readonly guards: () => readonly Term[]
}

/** What the variants of a policy have in common. */
export interface Setting extends Writing {
  readonly main: Source
  /**
   * What their conditions say needlessly, by the choices: what rests on a number is neither found
   * nor a reason, so it is the same whatever the numbers are.
   */
  readonly logics: Map<string, Logic>
}

export function lintedPolicy(
  { lowered: policy, choices }: PolicyVariant,
  setting: Setting,
): LintedPolicy {
  const { vocabulary, typed, main, logics } = setting
  const { term, places } = policy.lowered
  const { name, text } = main
  const filter = subtermAt(term, 1)
  let space: Space | undefined
  return {
    term,
    params: policy.params,
    vocabulary,
    filter,
    scorer: subtermAt(term, 2),
    selector: subtermAt(term, 3),
    transform: subtermAt(term, 4),
    failPlan: subtermAt(term, 5),
    clauses: clausesOf(filter, policy),
    space: () => {
      space ??= openSpace(predicatesOf(term), { vocabulary })
      return space
    },
    logic: () => {
      const known = logics.get(choices())
      if (known !== undefined) return known
      const logic = logicOf(writtenOf(policy, setting), vocabulary)
      logics.set(choices(), logic)
      return logic
    },
    main,
    typed,
    placeOf: (part) => places.get(part) ?? wholeOf(policy),
    textAt: ({ source, span: { start, end } }) =>
      source === name ? text.slice(start, end).replace(/\s+/g, ' ') : undefined,
  }
}

/** The clauses of a filter but one, with the guards that are asked for without it. */
export function clausesWithout({ clauses }: LintedPolicy, left: Clause): readonly Term[] {
  return clauses
    .filter((each) => each !== left && !(each.kind === 'guard' && isAskedOnlyBy(each, left)))
    .map(({ term }) => term)
}

function isAskedOnlyBy(guard: Clause, { place }: Clause): boolean {
  return guard.askers.every((each) => samePlace(each, place))
}

function clausesOf(filter: Term, { lowered }: LoweredPolicy): readonly Clause[] {
  const { guards } = lowered
  return conjunctsOf(filter).map((term): Clause => {
    const place = lowered.places.get(term)
    if (place === undefined) throw new Error('a clause has no place')
    const askers = guards.get(term)
    if (askers !== undefined) return { kind: 'guard', place, term, askers, guards: () => [] }
    const own = (): readonly Term[] =>
      [...guards].flatMap(([guard, asked]) =>
        asked.some((each) => samePlace(each, place)) ? [guard] : [],
      )
    return { kind: 'written', place, term, askers: [place], guards: own }
  })
}

/** The predicates of a policy that are no part of another. */
function predicatesOf(term: Term): readonly Term[] {
  if (operatorOfTerm(term).out === 'Pred') return [term]
  return childrenOf(term).flatMap(predicatesOf)
}

export function samePlace(a: Place, b: Place): boolean {
  return a.source === b.source && a.span.start === b.span.start && a.span.end === b.span.end
}

function wholeOf({ source }: LoweredPolicy): Place {
  return { source, span: { start: 0, end: 0 } }
}
