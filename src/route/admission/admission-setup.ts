import type { CatalogVocabulary } from '../../catalog/index.ts'
import type { NamedFlow } from './named-flow.ts'
import type { NamedPolicy } from './named-policy.ts'
import type { Room } from './recent.ts'

/** What the router was started with, as far as it decides which policy a request gets. */
export interface AdmissionSetup {
  /** That of the catalog: what a policy may say, and the names of providers and families. */
  readonly vocabulary: CatalogVocabulary
  /** By the name that a request asks for: `model: "policy:NAME"`. */
  readonly named: ReadonlyMap<string, NamedPolicy>
  /** The same for flows: `model: "flow:NAME"`. */
  readonly flows: ReadonlyMap<string, NamedFlow>
  /** For requests that say no policy. Without it they are refused. */
  readonly defaultPolicy?: DefaultPolicy
  /** How much of what was admitted is kept; {@link KEPT} where absent. */
  readonly kept?: Room
}

/** What decides where a request does not say what does. */
export interface DefaultPolicy {
  /** One of the named ones, or `flow:` and the name of a flow, which has no parameters. */
  readonly name: string
  readonly params?: Readonly<Record<string, unknown>>
  /**
   * Whether it also answers where `model` names a model, `gpt-5`, as applications send it that know
   * of no policies; else only where `model` is absent or empty.
   */
  readonly covers: 'no model' | 'every model'
}

/** A thousand policies, and no more than some megabytes of their texts and terms. */
export const KEPT: Room = { entries: 1000, weight: 16_777_216 }
