import type { Place } from '../place.ts'
import type { Applied } from './check-reference.ts'
import type { Condition } from './condition.ts'

/** What a file claims about policies, checked. */
export interface TypedClaims {
  readonly proofs: readonly TypedProof[]
  readonly tests: readonly TypedTest[]
}

/** `prove support(plan: enterprise) implies price_out <= $40/Mtok` */
export interface TypedProof {
  readonly place: Place
  readonly subject: Applied
  readonly claim: Condition
}

export interface TypedTest {
  readonly place: Place
  readonly title: string
  /** The path of the catalog or trace it runs on. */
  readonly on: string | undefined
  readonly expectations: readonly TypedExpectation[]
}

interface Expecting {
  readonly place: Place
  readonly subject: Applied
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
  | (Expecting & { readonly kind: 'orders'; readonly routes: readonly string[] })

/** Why a route is rejected: any comparison of a number field, or exactly a condition. */
export type TypedReason =
  | { readonly kind: 'field'; readonly field: string }
  | { readonly kind: 'condition'; readonly condition: Condition }
