import type { NumFieldInfo } from '../../catalog/vocabulary.ts'
import type { Relation } from '../../ir/relations.ts'
import type { RawSubterm } from '../check/raw-term.ts'
import type { ChainRoute, Verb } from '../check/typed-policy.ts'
import type { Place } from '../place.ts'
import type { Subject } from '../resolve/subjects.ts'

/** A condition in which nothing is open: parameters are bound and what they decide is decided. */
export type ClosedCondition =
  | { readonly kind: 'and'; readonly place: Place; readonly operands: readonly ClosedCondition[] }
  | { readonly kind: 'or'; readonly place: Place; readonly operands: readonly ClosedCondition[] }
  | { readonly kind: 'not'; readonly place: Place; readonly operand: ClosedCondition }
  | { readonly kind: 'always'; readonly place: Place; readonly holds: boolean }
  | ClosedComparison
  | { readonly kind: 'known'; readonly place: Place; readonly field: NumFieldInfo }
  | { readonly kind: 'is'; readonly place: Place; readonly field: string }
  | ClosedSubject
  | { readonly kind: 'has'; readonly place: Place; readonly capability: string }
  | { readonly kind: 'request'; readonly place: Place; readonly op: 'meets_req' | 'scope_matches' }
  | RawSubterm

export interface ClosedComparison {
  readonly kind: 'compare'
  readonly place: Place
  readonly field: NumFieldInfo
  readonly relation: Relation
  readonly value: number
}

export interface ClosedSubject {
  readonly kind: 'subject'
  readonly place: Place
  readonly subject: Subject
  readonly relation: Relation
  readonly name: string
}

/** A score in which nothing is open. */
export type ClosedScore =
  | { readonly kind: 'number'; readonly place: Place; readonly value: number }
  | { readonly kind: 'field'; readonly place: Place; readonly field: NumFieldInfo }
  | {
      readonly kind: 'sum'
      readonly place: Place
      readonly terms: readonly { readonly sign: 1 | -1; readonly score: ClosedScore }[]
    }
  | {
      readonly kind: 'scale'
      readonly place: Place
      readonly by: number
      readonly score: ClosedScore
    }
  | { readonly kind: 'norm'; readonly place: Place; readonly score: ClosedScore }
  | {
      readonly kind: 'clamp'
      readonly place: Place
      readonly low: number
      readonly high: number
      readonly score: ClosedScore
    }
  | {
      readonly kind: 'gate'
      readonly place: Place
      readonly condition: ClosedCondition
      readonly score: ClosedScore
    }
  | RawSubterm

export type ClosedRanking =
  | {
      readonly kind: 'cheapest'
      readonly place: Place
      readonly tokens: { readonly input: number; readonly output: number } | undefined
    }
  | { readonly kind: 'fastest'; readonly place: Place }
  | { readonly kind: 'score'; readonly place: Place; readonly score: ClosedScore }
  | { readonly kind: 'any'; readonly place: Place }

export type ClosedOrder =
  | { readonly kind: 'sample'; readonly place: Place; readonly temperature: number }
  | { readonly kind: 'catalog-order'; readonly place: Place }
  | { readonly kind: 'in-order'; readonly place: Place; readonly routes: readonly ChainRoute[] }

export type ClosedTransform =
  | {
      readonly kind: 'set'
      readonly place: Place
      readonly param: string
      readonly value: string | number | boolean
    }
  | {
      readonly kind: 'limit'
      readonly place: Place
      readonly param: string
      readonly low: number
      readonly high: number
    }
  | { readonly kind: 'jitter'; readonly place: Place; readonly param: string; readonly by: number }
  | { readonly kind: 'seed'; readonly place: Place; readonly param: string }
  | { readonly kind: 'apply'; readonly place: Place; readonly name: string }
  | {
      readonly kind: 'filter'
      readonly place: Place
      readonly medium: 'text' | 'image'
      readonly recipe: readonly (string | ReadonlyMap<string, number>)[]
    }
  | {
      readonly kind: 'when'
      readonly place: Place
      readonly condition: ClosedCondition
      readonly body: readonly ClosedTransform[]
    }
  | {
      readonly kind: 'timeout'
      readonly place: Place
      readonly totalMs: number
      readonly firstTokenMs: number | undefined
    }
  | RawSubterm

export type ClosedFallback =
  | { readonly kind: 'next'; readonly place: Place }
  | { readonly kind: 'stop'; readonly place: Place }
  | RawSubterm

export interface ClosedOverride {
  readonly place: Place
  readonly reason: string
  readonly action: ClosedAction
  readonly coolMs: number | undefined
}

export type ClosedAction =
  | { readonly kind: 'do'; readonly verb: Verb }
  | {
      readonly kind: 'retry'
      readonly attempts: number
      readonly afterMs: readonly number[]
      readonly finally: Verb
    }

/** A policy with everything it inherits, and nothing open. */
export interface ClosedPolicy {
  readonly place: Place
  /** The filter begins with the standing guards. */
  readonly guarded: boolean
  /** Routes with an open breaker come last. */
  readonly healthyFirst: boolean
  readonly where: readonly ClosedCondition[]
  readonly ranking: ClosedRanking
  readonly selection: ClosedSelection
  readonly transforms: readonly ClosedTransform[]
  /** Undefined where nothing is said, which means the standard plan. */
  readonly fallback: ClosedFallback | undefined
  readonly overrides: readonly ClosedOverride[]
}

export type ClosedSelection =
  | RawSubterm
  | {
      readonly kind: 'clauses'
      readonly order: ClosedOrder | undefined
      readonly prefers: readonly ClosedCondition[]
      readonly take: { readonly place: Place; readonly count: number } | undefined
    }
