import type { Catalog } from '../../catalog/catalog.ts'
import type { CatalogVocabulary } from '../../catalog/vocabulary.ts'
import type { Term } from '../../ir/term.ts'
import type { PolicyRecord } from '../record.ts'

/** What is other than it was recorded. What is undefined or empty is as it was. */
export interface Change {
  /**
   * The policy that decides; undefined where it is the recorded one. Asked once for each policy
   * and catalog of the trace.
   */
  readonly policy: ((recorded: RecordedPolicy) => Term | Unjudged | undefined) | undefined
  /** The catalog that is decided over. Providers that nobody could call stay left out. */
  readonly catalog: Catalog | undefined
  readonly prices: readonly NamedPrice[]
  /** Providers that are left out. */
  readonly without: readonly string[]
  /** The one route that answers whatever its catalog lets it; the policy then has no say. */
  readonly baseline: string | undefined
}

/** Other prices for a route. A catalog that does not have it stays as it is. */
export interface NamedPrice {
  /** `provider/model` */
  readonly route: string
  /** USD per million tokens. */
  readonly priceIn: number
  /** USD per million tokens. */
  readonly priceOut: number
}

/** What a trace says of a policy that was sent, and what a policy in its place may say. */
export interface RecordedPolicy {
  /** As the receipt calls it, else as its record does. */
  readonly name: string | undefined
  /** Undefined where the trace does not hold it. */
  readonly record: PolicyRecord | undefined
  readonly vocabulary: CatalogVocabulary
}

/** Why nothing can be said about a receipt. */
export interface Unjudged {
  /** One sentence, lower case, no period. */
  readonly why: string
}

export const NO_CHANGE: Change = {
  policy: undefined,
  catalog: undefined,
  prices: [],
  without: [],
  baseline: undefined,
}
