import type { Place } from '../place.ts'
import type { Applied } from './check-reference.ts'
import type { Condition } from './condition.ts'
import type { CaseValue } from './test-cases.ts'

/** What a file claims about policies, checked. */
export interface TypedClaims {
  readonly proofs: readonly TypedProof[]
  readonly tests: readonly TypedTest[]
}

/** `prove support(plan: enterprise) implies price_out <= $40/Mtok` */
export interface TypedProof {
  readonly place: Place
  /** A parameter without a value is open: the proof is for all that it may be. */
  readonly subject: Applied
  readonly claim: Condition
}

export interface TypedTest {
  readonly place: Place
  readonly title: string
  /** The path of the catalog or trace it runs on. */
  readonly on: Placed | undefined
  /** One for each combination of what it is tried for; a single one where it is for nothing. */
  readonly cases: readonly TypedCase[]
}

/** A text, and where it stands. */
export interface Placed {
  readonly place: Place
  readonly text: string
}

export interface TypedCase {
  readonly values: readonly CaseValue[]
  readonly expectations: readonly TypedExpectation[]
}

interface Expecting {
  readonly place: Place
  readonly subject: Applied
  /** Where the route, the routes or the number stands that is expected. */
  readonly expected: Place
}

/** Routes are `provider/family`. */
export type TypedExpectation =
  | (Expecting & {
      readonly kind: 'rejects'
      readonly route: string
      readonly because: TypedReason | undefined
    })
  | (Expecting & { readonly kind: 'picks'; readonly route: string; readonly negated: boolean })
  | (Expecting & { readonly kind: 'keeps'; readonly atLeast: number })
  | (Expecting & { readonly kind: 'orders'; readonly routes: readonly Placed[] })

/** Why a route is rejected: any comparison of a number field, or exactly a condition. */
export type TypedReason =
  | { readonly kind: 'field'; readonly place: Place; readonly field: string }
  | { readonly kind: 'condition'; readonly condition: Condition }
