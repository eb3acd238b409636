import type { Place } from '../place.ts'
import type { PolicyDefinition } from '../resolve/module.ts'
import type { Condition } from './condition.ts'
import type { Constant } from './constant.ts'
import type { Param } from './param.ts'
import type { RawSubterm } from './raw-term.ts'
import type { Score } from './score.ts'

/** A policy that was checked, parameters not yet bound. */
export interface TypedPolicy {
  readonly definition: PolicyDefinition
  /** Its name, or its first clause when it has none. */
  readonly place: Place
  /** What may be given: what it inherits and did not fix, then its own. */
  readonly params: ReadonlyMap<string, Param>
  /** What its clauses may name: the same and what was fixed. Undefined where declared wrongly. */
  readonly visible: ReadonlyMap<string, Param | undefined>
  readonly parent: Parent | undefined
  /** False when it, or what it extends, says `unguarded`. */
  readonly guarded: boolean
  readonly body: Body
}

export interface Parent {
  readonly policy: TypedPolicy
  /** What `extends` fixes of its parameters. */
  readonly args: ReadonlyMap<Param, Constant>
}

/** What a policy says itself, slot by slot. Absent means not said. */
export interface Body {
  readonly where: readonly Condition[]
  readonly ranking: Ranking | undefined
  readonly order: Order | undefined
  readonly prefers: readonly Condition[]
  readonly take: Take | undefined
  /** `select term [...]`: the selector as a whole. */
  readonly select: RawSubterm | undefined
  readonly transforms: readonly Transform[]
  readonly fallback: Fallback | undefined
  readonly overrides: readonly Override[]
}

export type Ranking =
  /** Tokens of a request; the usual mix of 3 to 1 where absent. */
  | {
      readonly kind: 'cheapest'
      readonly place: Place
      readonly tokens: { readonly input: Constant; readonly output: Constant } | undefined
    }
  | { readonly kind: 'fastest'; readonly place: Place }
  | { readonly kind: 'score'; readonly place: Place; readonly score: Score }
  | { readonly kind: 'any'; readonly place: Place }

/** The innermost selector. */
export type Order =
  | { readonly kind: 'sample'; readonly place: Place; readonly temperature: Constant }
  | { readonly kind: 'catalog-order'; readonly place: Place }
  | { readonly kind: 'in-order'; readonly place: Place; readonly routes: readonly ChainRoute[] }

export interface ChainRoute {
  readonly provider: string
  readonly model: string
}

export interface Take {
  readonly place: Place
  readonly count: Constant
}

export type Transform =
  | {
      readonly kind: 'set'
      readonly place: Place
      readonly param: string
      readonly value: Constant
    }
  | {
      readonly kind: 'limit'
      readonly place: Place
      readonly param: string
      readonly low: Constant
      readonly high: Constant
    }
  | {
      readonly kind: 'jitter'
      readonly place: Place
      readonly param: string
      readonly by: Constant
    }
  | { readonly kind: 'seed'; readonly place: Place; readonly param: string }
  | { readonly kind: 'apply'; readonly place: Place; readonly name: string }
  | {
      readonly kind: 'filter'
      readonly place: Place
      readonly medium: 'text' | 'image'
      readonly recipe: readonly RecipeStep[]
    }
  | {
      readonly kind: 'when'
      readonly place: Place
      readonly condition: Condition
      readonly body: readonly Transform[]
    }
  | {
      readonly kind: 'timeout'
      readonly place: Place
      readonly total: Constant
      readonly firstToken: Constant | undefined
    }
  | RawSubterm

/** A step of a filter recipe: its name, or settings. */
export type RecipeStep = string | ReadonlyMap<string, Constant>

export type Fallback =
  | { readonly kind: 'next'; readonly place: Place }
  | { readonly kind: 'stop'; readonly place: Place }
  | RawSubterm

export interface Override {
  readonly place: Place
  readonly reason: string
  readonly action: FailureAction
  /** How long the breaker stays open. */
  readonly cool: Constant | undefined
}

export type Verb = 'next' | 'stop' | 'same-model-elsewhere' | 'disable-provider'

export type FailureAction =
  | { readonly kind: 'do'; readonly verb: Verb }
  | {
      readonly kind: 'retry'
      readonly attempts: Constant
      /** Before each attempt; the last one holds for the rest. */
      readonly after: readonly Constant[]
      /** What follows when they all failed. */
      readonly finally: Verb
    }
