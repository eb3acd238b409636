import { admit } from '../../ir/admit.ts'
import { cacheKey } from '../../ir/cache-key.ts'
import { fingerprint } from '../../ir/fingerprint.ts'
import { normalize } from '../../ir/normalize.ts'
import type { Vocabulary } from '../../ir/vocabulary.ts'
import type { Receipt } from '../record.ts'
import { CACHE } from '../replay-imported.ts'
import type { PolicyDefinition } from '../write-trace.ts'
import type { LoggedCall } from './logged-call.ts'
import { member } from './members.ts'

/** Where the policy of a receipt comes from. */
export type PolicyOrigin =
  /** It is one of those that were given, by the short key. */
  | 'given'
  /** The term stands in the log. */
  | 'log'
  /** The log names it by its short key only. */
  | 'key'
  /** The log does not name it. */
  | 'none'

export interface FoundPolicy {
  readonly origin: PolicyOrigin
  /** What a receipt says of it. */
  readonly named: Receipt['policy']
  readonly definitions: readonly PolicyDefinition[]
}

/** Finds the policy of a call among those that are known, and in the log. */
export interface PolicyFinder {
  readonly find: (call: LoggedCall) => FoundPolicy
}

/** @param given their terms are admitted over the vocabulary, and normalized. */
export function policyFinder(
  given: readonly PolicyDefinition[],
  vocabulary: Vocabulary,
): PolicyFinder {
  const byKey = new Map(given.map((policy) => [cacheKey(policy.policy_ir), policy]))
  const read = rememberedTerms(vocabulary)
  return {
    find: (call) => {
      const sent = read(member(call.request, 'policy_ir'))
      const { decided, origin } = decidedBy(call, { sent, byKey, read })
      const named = decided?.fingerprint ?? nameOfKey(call.key)
      const isOwn = sent === undefined || sent.fingerprint === named
      return {
        origin,
        named: {
          ...(decided?.name !== undefined && { name: decided.name }),
          ...(isOwn ? { fingerprint: named } : { fingerprint: sent.fingerprint, effective: named }),
        },
        definitions: [decided, isOwn ? undefined : sent].flatMap((each) => each ?? []),
      }
    },
  }
}

interface Known {
  readonly sent: PolicyDefinition | undefined
  readonly byKey: ReadonlyMap<string, PolicyDefinition>
  readonly read: (value: unknown) => PolicyDefinition | undefined
}

function decidedBy(
  { key, trace }: LoggedCall,
  { sent, byKey, read }: Known,
): { readonly decided: PolicyDefinition | undefined; readonly origin: PolicyOrigin } {
  const logged = read(member(trace, 'policy_term'))
  const fits = (policy: PolicyDefinition) => key === undefined || cacheKey(policy.policy_ir) === key
  const term = logged !== undefined && fits(logged) ? logged : undefined
  const given = byKey.get(key ?? (term === undefined ? '' : cacheKey(term.policy_ir)))
  // Two terms may have one short key; a term in the log says which it is.
  if (given !== undefined && (term === undefined || term.fingerprint === given.fingerprint)) {
    return { decided: given, origin: 'given' }
  }
  if (term !== undefined) return { decided: term, origin: 'log' }
  // A host composes its envelope on what was sent: only the key says whether it did.
  if (sent !== undefined && key !== undefined && fits(sent)) return { decided: sent, origin: 'log' }
  return { decided: undefined, origin: key === undefined ? 'none' : 'key' }
}

function nameOfKey(key: string | undefined): string {
  return key === undefined ? 'unknown' : `${CACHE}${key}`
}

/** Terms by what they were read from: much of a log was decided by the same. */
function rememberedTerms(vocabulary: Vocabulary): Known['read'] {
  const known = new Map<string, PolicyDefinition | undefined>()
  return (value) => {
    if (!Array.isArray(value)) return undefined
    const text = JSON.stringify(value)
    if (known.has(text)) return known.get(text)
    if (known.size >= MOST_REMEMBERED) known.clear()
    const policy = policyOf(value, vocabulary)
    known.set(text, policy)
    return policy
  }
}

const MOST_REMEMBERED = 1000

function policyOf(value: unknown, vocabulary: Vocabulary): PolicyDefinition | undefined {
  const admitted = admit(value, vocabulary)
  if (!admitted.ok || admitted.value.sort !== 'Policy') return undefined
  const term = normalize(admitted.value.term)
  return { fingerprint: fingerprint(term), policy_ir: term }
}
