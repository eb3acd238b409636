import { type Place, sourceMap } from '../../compile/index.ts'
import { compose, fingerprint, type Path, type Term } from '../../ir/index.ts'
import { subtermAt } from '../../ir/term.ts'
import { type PolicyDefinition, policyDefinition } from '../../trace/index.ts'
import { drawsAtRandom } from './draws-at-random.ts'
import type { Envelope } from './guard.ts'
import type { OwnPolicy, PolicyOrigin, PolicyWay } from './own-policy.ts'

/** The policy that decides a request. The same object for the same request of the same caller. */
export interface AdmittedPolicy {
  readonly way: PolicyWay
  readonly name?: string
  /** What decides, the envelope composed; in normal form. */
  readonly term: Term
  /** The identity of the policy that was asked for. */
  readonly fingerprint: string
  /** The identity of what decides, where an envelope changes it. */
  readonly effective?: string
  /** The values of its parameters, in canonical units. */
  readonly params: Readonly<Record<string, unknown>>
  /** Whether a decision needs a seed; the router draws one where the request has none. */
  readonly draws: boolean
  /** What a trace has to say of it before a receipt names it: its own term, and the effective one. */
  readonly definitions: () => readonly PolicyDefinition[]
}

/** The policy under an envelope, which narrows whatever it is. */
export function admittedPolicy(own: OwnPolicy, envelope: Envelope | undefined): AdmittedPolicy {
  const { way, name, params, term } = own
  const composed = envelope === undefined ? term : compose(term, envelope.predicate)
  const identity = envelope === undefined ? own.fingerprint : fingerprint(composed)
  const changes = identity !== own.fingerprint
  // One term for one identity: what was compiled for it is kept by the array.
  const decides = changes ? composed : term
  const defined = (): readonly PolicyDefinition[] => {
    const asked = definitionOf(own)
    if (!changes || envelope === undefined) return [asked]
    const origin = own.origin && underEnvelope(own.origin, envelope)
    const effective = { ...own, fingerprint: identity, term: decides }
    return [asked, definitionOf(origin === undefined ? effective : { ...effective, origin })]
  }
  let definitions: readonly PolicyDefinition[] | undefined
  return {
    way,
    ...(name !== undefined && { name }),
    term: decides,
    fingerprint: own.fingerprint,
    ...(changes && { effective: identity }),
    params,
    draws: drawsAtRandom(decides),
    definitions: () => {
      definitions ??= defined()
      return definitions
    },
  }
}

function definitionOf(policy: OwnPolicy): PolicyDefinition {
  const { name, fingerprint: identity, term, params, origin } = policy
  const places: ReadonlyMap<Path, Place> =
    origin === undefined ? new Map() : sourceMap({ lowered: origin.lowered })
  const sources = origin?.sources ?? []
  return policyDefinition({ name, fingerprint: identity, term, params, places, sources })
}

/** What was lowered, composed as {@link compose} does it, so that every part keeps its place. */
function underEnvelope({ lowered, sources }: PolicyOrigin, envelope: Envelope): PolicyOrigin {
  const [op, , ...rest] = lowered.term
  const filter: Term = ['and', subtermAt(lowered.term, 1), envelope.lowered.term]
  return {
    lowered: {
      term: [op, filter, ...rest],
      places: new Map([...lowered.places, ...envelope.lowered.places]),
    },
    sources: [...sources, envelope.source],
  }
}
