import { type Checked, type Diagnostic, hasErrors } from '../base/diagnostic.ts'
import { TERM_VERSION } from '../ir/encode.ts'
import { normalize } from '../ir/normalize.ts'
import type { Term } from '../ir/term.ts'
import type { Analysis } from './analyse.ts'
import type { Applied } from './check/check-reference.ts'
import type { Condition } from './check/condition.ts'
import type { TypedExpectation, TypedReason } from './check/typed-claims.ts'
import { type CompiledPolicy, compilePolicy } from './compile-policy.ts'
import { distinct } from './distinct.ts'
import { lowerCondition } from './lower/condition.ts'
import { newPlaces } from './lower/lowering.ts'
import type { Place } from './place.ts'
import { problem } from './problem.ts'
import { closeCondition } from './specialise/close-condition.ts'
import { type Closing, MAX_PARTS } from './specialise/closing.ts'
import { newWorkload, withinWorkload } from './workload.ts'

/** What a file claims about its policies, ready to be decided. */
export interface CompiledClaims {
  readonly proofs: readonly CompiledProof[]
  readonly tests: readonly CompiledTest[]
}

/** Whatever passes the filter of the policy passes the claim. */
export interface CompiledProof {
  readonly place: Place
  readonly subject: CompiledPolicy
  /** A predicate in normal form. */
  readonly claim: Term
}

export interface CompiledTest {
  readonly place: Place
  readonly title: string
  /** The path of the catalog or trace it runs on, as written; the one in force where absent. */
  readonly on: string | undefined
  readonly expectations: readonly CompiledExpectation[]
}

/** Routes are `provider/family`. */
export type CompiledExpectation = { readonly place: Place; readonly subject: CompiledPolicy } & (
  | {
      readonly kind: 'rejects'
      readonly route: string
      readonly because: CompiledReason | undefined
    }
  | { readonly kind: 'picks'; readonly route: string; readonly negated: boolean }
  | { readonly kind: 'keeps'; readonly atLeast: number }
  | { readonly kind: 'orders'; readonly routes: readonly string[] }
)

/** Any comparison of a number field, or exactly this predicate. */
export type CompiledReason =
  | { readonly kind: 'field'; readonly field: string }
  | { readonly kind: 'predicate'; readonly term: Term }

/**
 * The `prove` and `test` items of a file without errors. Each policy is compiled once for each way
 * in which it is applied. Adds what that adds; undefined when there is an error in it.
 */
export function compileClaims({
  program,
  vocabulary,
}: Analysis): Checked<CompiledClaims | undefined> {
  const diagnostics: Diagnostic[] = []
  const workload = newWorkload()
  const compiled = new Map<Applied, CompiledPolicy | undefined>()
  const policyOf = (applied: Applied): CompiledPolicy | undefined => {
    if (!compiled.has(applied)) {
      const outcome = withinWorkload(workload, applied.policy.place, () =>
        compilePolicy(applied, { vocabulary, target: TERM_VERSION }),
      )
      diagnostics.push(...outcome.diagnostics)
      compiled.set(applied, outcome.value)
    }
    return compiled.get(applied)
  }
  const predicateOf = (condition: Condition): Term => {
    const closing: Closing = { bindings: new Map(), vocabulary, diagnostics, partsLeft: MAX_PARTS }
    const closed = closeCondition(condition, closing)
    if (closing.partsLeft < 0) {
      const message = `the condition has more than ${MAX_PARTS} parts`
      diagnostics.push(problem('UH3006', condition.place, { message }))
    }
    return normalize(lowerCondition(closed, { places: newPlaces(), tiers: vocabulary.tiers }))
  }

  const proofs: CompiledProof[] = []
  for (const { place, subject, claim } of program.claims.proofs) {
    const policy = policyOf(subject)
    const predicate = predicateOf(claim)
    if (policy !== undefined) proofs.push({ place, subject: policy, claim: predicate })
  }
  const tests: CompiledTest[] = []
  for (const { place, title, on, expectations } of program.claims.tests) {
    const expected: CompiledExpectation[] = []
    for (const expectation of expectations) {
      const policy = policyOf(expectation.subject)
      if (policy === undefined) continue
      expected.push(compileExpectation(expectation, policy, predicateOf))
    }
    tests.push({ place, title, on, expectations: expected })
  }
  const all = distinct(diagnostics)
  return { value: hasErrors(all) ? undefined : { proofs, tests }, diagnostics: all }
}

function compileExpectation(
  expectation: TypedExpectation,
  subject: CompiledPolicy,
  predicateOf: (condition: Condition) => Term,
): CompiledExpectation {
  const { place } = expectation
  switch (expectation.kind) {
    case 'rejects': {
      const { kind, route, because } = expectation
      return { kind, place, subject, route, because: because && reasonOf(because, predicateOf) }
    }
    case 'picks': {
      const { kind, route, negated } = expectation
      return { kind, place, subject, route, negated }
    }
    case 'keeps':
      return { kind: expectation.kind, place, subject, atLeast: expectation.atLeast }
    default:
      return { kind: expectation.kind, place, subject, routes: expectation.routes }
  }
}

function reasonOf(
  reason: TypedReason,
  predicateOf: (condition: Condition) => Term,
): CompiledReason {
  if (reason.kind === 'field') return reason
  return { kind: 'predicate', term: predicateOf(reason.condition) }
}
