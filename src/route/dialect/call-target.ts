import type { Candidate } from '../../catalog/candidate.ts'
import type { Provider } from '../../catalog/catalog.ts'

/** Whom a call goes to. */
export interface CallTarget {
  readonly candidate: Candidate
  readonly provider: Provider
  /** The provider's own key; undefined where it wants none, as a server on the same machine. */
  readonly key: string | undefined
}

/** What the provider calls the model. */
export function servedModelOf({ served_model_id, model_family }: Candidate): string {
  return served_model_id ?? model_family
}
