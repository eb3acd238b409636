import { ok, type Result } from '../../base/result.ts'
import {
  cacheKey,
  fingerprint,
  normalize,
  type Sort,
  TERM_VERSION,
  type Term,
  type Vocabulary,
} from '../../ir/index.ts'
import type { RouterError } from '../router-error.ts'
import { givenRecord, givenTerm } from './given-term.ts'

/** The answer of `POST /x/policy/normalize`; the first four members are those of the other host. */
export interface NormalizedAnswer {
  /** In normal form. */
  readonly policy_ir: Term
  /** The short key that the other host calls a fingerprint: two terms may share it. */
  readonly fingerprint: string
  readonly version: string
  /** The identity, in hex. */
  readonly policy_id: string
  /** The identity as receipts and headers write it: `sha256:…`. */
  readonly identity: string
  readonly sort: Sort
}

/**
 * Admits and normalizes the term of a request `{ "policy_ir": … }`, and says what it is called. It
 * may be of any sort. The other host normalizes without admission; here a term that it answers for
 * runs.
 */
export function normalizePolicy(
  body: unknown,
  vocabulary: Vocabulary,
): Result<NormalizedAnswer, RouterError> {
  const record = givenRecord(body)
  if (!record.ok) return record
  const admitted = givenTerm(record.value, vocabulary)
  if (!admitted.ok) return admitted
  const { sort, term } = admitted.value
  const normal = normalize(term)
  const identity = fingerprint(normal)
  return ok({
    policy_ir: normal,
    fingerprint: cacheKey(normal),
    version: TERM_VERSION,
    policy_id: identity.slice('sha256:'.length),
    identity,
    sort,
  })
}
