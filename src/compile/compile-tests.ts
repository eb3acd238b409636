import { type Checked, type Diagnostic, hasErrors } from '../base/diagnostic.ts'
import { TERM_VERSION } from '../ir/encode.ts'
import type { Term } from '../ir/term.ts'
import type { Analysis } from './analyse.ts'
import type { Applied } from './check/check-reference.ts'
import type { CaseValue } from './check/test-cases.ts'
import type { Placed, TypedExpectation, TypedReason } from './check/typed-claims.ts'
import { claimedPredicate } from './claimed-predicate.ts'
import { type CompiledPolicy, compilePolicy } from './compile-policy.ts'
import { distinct } from './distinct.ts'
import type { Place } from './place.ts'
import { newWorkload, withinWorkload } from './workload.ts'

export interface CompiledTest {
  readonly place: Place
  readonly title: string
  /** The path of the catalog or trace it runs on, as written; the one in force where absent. */
  readonly on: Placed | undefined
  readonly cases: readonly CompiledCase[]
}

export interface CompiledCase {
  /** What this case is tried for; empty in a test without cases. */
  readonly values: readonly CaseValue[]
  readonly expectations: readonly CompiledExpectation[]
}

interface Expecting {
  readonly place: Place
  /** Where the route, the routes or the number stands that is expected. */
  readonly expected: Place
  readonly applied: Applied
  readonly subject: CompiledPolicy
}

/** Routes are `provider/family`. */
export type CompiledExpectation = Expecting &
  (
    | {
        readonly kind: 'rejects'
        readonly route: string
        readonly because: CompiledReason | undefined
      }
    | { readonly kind: 'picks'; readonly route: string; readonly negated: boolean }
    | { readonly kind: 'keeps'; readonly atLeast: number }
    | { readonly kind: 'orders'; readonly routes: readonly Placed[] }
  )

/** Any comparison of a number field, or exactly this predicate. */
export type CompiledReason =
  | { readonly kind: 'field'; readonly place: Place; readonly field: string }
  | { readonly kind: 'predicate'; readonly place: Place; readonly term: Term }

/**
 * The tests of a file without errors. Each policy is compiled once for each way in which it is
 * applied. Adds what that adds; undefined when there is an error in it.
 */
export function compileTests({
  program,
  vocabulary,
}: Analysis): Checked<readonly CompiledTest[] | undefined> {
  const diagnostics: Diagnostic[] = []
  const workload = newWorkload()
  const compiled = new Map<string, CompiledPolicy | undefined>()
  const policyOf = (applied: Applied): CompiledPolicy | undefined => {
    const key = keyOf(applied)
    if (!compiled.has(key)) {
      const outcome = withinWorkload(workload, applied.policy.place, () =>
        compilePolicy(applied, { vocabulary, target: TERM_VERSION }),
      )
      diagnostics.push(...outcome.diagnostics)
      compiled.set(key, outcome.value)
    }
    return compiled.get(key)
  }
  const reasonOf = (reason: TypedReason): CompiledReason => {
    if (reason.kind === 'field') return reason
    const { condition } = reason
    const predicate = claimedPredicate(condition, vocabulary)
    diagnostics.push(...predicate.diagnostics)
    return { kind: 'predicate', place: condition.place, term: predicate.value }
  }

  const value = program.claims.tests.map(({ cases, ...test }): CompiledTest => {
    const expectationsOf = (expectation: TypedExpectation): readonly CompiledExpectation[] => {
      const subject = policyOf(expectation.subject)
      return subject === undefined ? [] : [compileExpectation(expectation, subject, reasonOf)]
    }
    return {
      ...test,
      cases: cases.map(({ values, expectations }) => ({
        values,
        expectations: expectations.flatMap(expectationsOf),
      })),
    }
  })
  const all = distinct(diagnostics)
  return { value: hasErrors(all) ? undefined : value, diagnostics: all }
}

/** The same for the same policy with the same arguments. */
function keyOf({ policy, args }: Applied): string {
  const { source, span } = policy.place
  const values = [...policy.params.values()].map((param) => args.get(param)?.value ?? null)
  return JSON.stringify([source, span.start, policy.definition.name, values])
}

function compileExpectation(
  { subject: applied, ...expectation }: TypedExpectation,
  subject: CompiledPolicy,
  reasonOf: (reason: TypedReason) => CompiledReason,
): CompiledExpectation {
  if (expectation.kind !== 'rejects') return { ...expectation, applied, subject }
  const { because } = expectation
  return { ...expectation, applied, subject, because: because && reasonOf(because) }
}
