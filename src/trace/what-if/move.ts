import type { Path, Term } from '../../ir/term.ts'
import type { RecordedValue } from '../record.ts'
import type { End } from './end.ts'

/** A decision that ends in another answer. */
export interface Move {
  readonly from: End
  readonly to: End
  /** Why the one that answered would not have. */
  readonly against: Reason
  /** What lets the other one answer that did not: undefined where it was next in line anyway. */
  readonly letIn: Reason | undefined
}

/** What decided between two routes. */
export type Reason =
  /** A part of a filter does not hold. */
  | { readonly kind: 'clause'; readonly part: PolicyPart; readonly seen: Seen | undefined }
  /** A part of the score weighs more for the other one: the part in which they differ most. */
  | { readonly kind: 'score'; readonly part: PolicyPart }
  /** It is on the wrong side of a preference. */
  | { readonly kind: 'preference'; readonly part: PolicyPart }
  /** An operation of the selector: `top_k` leaves it out, `chain` lists it later, `sample` drew. */
  | { readonly kind: 'selector'; readonly part: PolicyPart }
  /** A part of the score, over a price that changed. */
  | { readonly kind: 'price'; readonly part: PolicyPart }
  /** Nothing but the order of the candidates: their scores are equal. */
  | { readonly kind: 'order' }
  /** The catalog does not have the route. */
  | { readonly kind: 'catalog' }
  /** Its provider is left out. */
  | { readonly kind: 'provider'; readonly provider: string }
  /** It is not the model that everything is compared with. */
  | { readonly kind: 'baseline' }
  /** The failure plan goes another way. */
  | { readonly kind: 'plan' }
  /** There was no answer to begin with. */
  | { readonly kind: 'no answer' }

/** A part of a policy: the words for it are the reader's to choose. */
export interface PolicyPart {
  /** Whose it is: of the policy as recorded, or as it would have been. */
  readonly of: 'recorded' | 'changed'
  /** In the normalized policy: `$.policy[1].and[2]`. */
  readonly path: Path
  readonly term: Term
}

/** What one candidate showed there. */
export interface Seen {
  readonly route: string
  /** The field, the capability or the property that was looked at. */
  readonly subject: string
  /** Null where nobody knows. */
  readonly observed: RecordedValue | null
  /** Null where it only had to be there. */
  readonly wanted: RecordedValue | null
}
