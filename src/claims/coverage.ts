import { compareBytes } from '../base/byte-order.ts'
import type { TypedPolicy } from '../compile/check/typed-policy.ts'
import { atomPredicates, type FilterAtom, filterAtoms } from '../compile/filter-atoms.ts'
import type { CompiledExpectation, Place } from '../compile/index.ts'
import { verdict } from '../decide/pred.ts'
import { encode } from '../ir/encode.ts'
import type { Term } from '../ir/term.ts'
import type { Ground } from './ground.ts'
import type { TestOutcome } from './run-tests.ts'

/** How far tests tried the filter of a policy. */
export interface PolicyCoverage {
  readonly name: string
  /** Where the policy stands. */
  readonly place: Place
  /** By place. */
  readonly atoms: readonly AtomCoverage[]
}

/** How often a part of a filter was decided, over the routes that tests had it look at. */
export interface AtomCoverage {
  readonly place: Place
  readonly held: number
  readonly failed: number
}

/** What tests were run, and on what. */
export interface Run {
  /** Those that a file defines, whether it tests them or not. */
  readonly policies: readonly TypedPolicy[]
  readonly outcomes: readonly TestOutcome[]
  readonly ground: Ground
}

/**
 * How far runs tried the policies: those that their files define, and those that are tested. All
 * uses of a policy count together, whatever its arguments and wherever it is tested.
 */
export function coverageOf(runs: readonly Run[]): readonly PolicyCoverage[] {
  const tallies = new Map<string, Tally>()
  const tallyOf = (policy: TypedPolicy): Tally => {
    const { source, span } = policy.place
    const key = JSON.stringify([source, span.start, policy.definition.name])
    const known = tallies.get(key)
    if (known !== undefined) return known
    const tally: Tally = { policy, atoms: filterAtoms(policy).map(newCount) }
    tallies.set(key, tally)
    return tally
  }
  for (const { policies, outcomes, ground } of runs) {
    for (const policy of policies) tallyOf(policy)
    const answers = new Map<string, Answers>()
    for (const { expectation } of checksIn(outcomes)) {
      addExpectation(expectation, tallyOf(expectation.applied.policy), { ground, answers })
    }
  }
  return [...tallies.values()].map(coverageIn).sort((a, b) => comparePlaces(a.place, b.place))
}

/** Whether a part was seen to hold, and seen not to. */
export function isDecided({ held, failed }: AtomCoverage): boolean {
  return held > 0 && failed > 0
}

interface Tally {
  readonly policy: TypedPolicy
  /** In the order of {@link filterAtoms}, which is the same for every reading of a file. */
  readonly atoms: readonly Count[]
}

interface Count {
  readonly place: Place
  held: number
  failed: number
}

function newCount({ place }: FilterAtom): Count {
  return { place, held: 0, failed: 0 }
}

function checksIn(outcomes: readonly TestOutcome[]) {
  return outcomes.flatMap(({ cases }) => cases.flatMap(({ checks }) => checks))
}

/** For how many candidates a predicate holds, over all scenes of a ground, and for how many not. */
interface Answers {
  readonly held: number
  readonly failed: number
}

interface Looking {
  readonly ground: Ground
  readonly answers: Map<string, Answers>
}

function addExpectation(
  { applied }: CompiledExpectation,
  tally: Tally,
  { ground, answers }: Looking,
): void {
  const predicates = atomPredicates(applied, ground.vocabulary)
  for (const [i, { condition }] of filterAtoms(applied.policy).entries()) {
    const predicate = predicates.get(condition)
    const count = tally.atoms[i]
    if (predicate === undefined || count === undefined) continue
    const key = encode(predicate)
    const answer = answers.get(key) ?? answersOf(predicate, ground)
    answers.set(key, answer)
    count.held += answer.held
    count.failed += answer.failed
  }
}

function answersOf(predicate: Term, { scenes }: Ground): Answers {
  let [held, looked] = [0, 0]
  for (const { candidates, context } of scenes) {
    looked += candidates.length
    held += candidates.filter((each) => verdict(predicate, each, context) === true).length
  }
  return { held, failed: looked - held }
}

function coverageIn({ policy, atoms }: Tally): PolicyCoverage {
  return {
    name: policy.definition.name,
    place: policy.place,
    atoms: atoms.toSorted((a, b) => comparePlaces(a.place, b.place)),
  }
}

function comparePlaces(a: Place, b: Place): number {
  return compareBytes(a.source, b.source) || a.span.start - b.span.start || a.span.end - b.span.end
}
