import type { Term } from '../ir/term.ts'
import type { Body, TypedPolicy } from './check/typed-policy.ts'
import type { Places } from './lower/lowering.ts'
import type { LoweredScore } from './lower/score.ts'
import type { KeptSection } from './specialise/close-section.ts'
import type {
  ClosedOverride,
  ClosedRanking,
  ClosedSelection,
  ClosedTransform,
} from './specialise/closed.ts'
import { inheritedBody } from './specialise/extend.ts'

/**
 * What one policy for one target comes to again and again, while it is lowered for many values of
 * its parameters. A section that reads none of those that changed is the same object as before,
 * once closed and once lowered; the filter is made anew each time.
 */
export interface Sharing {
  /** What it says together with all it extends. */
  readonly body: Body
  readonly closed: {
    readonly ranking: KeptSection<ClosedRanking>[]
    readonly selection: KeptSection<ClosedSelection>[]
    readonly transforms: KeptSection<readonly ClosedTransform[]>[]
    readonly overrides: KeptSection<readonly ClosedOverride[]>[]
  }
  /** By what was lowered. */
  readonly lowered: {
    readonly ranking: Map<ClosedRanking, LoweredSection<LoweredScore>>
    readonly selection: Map<ClosedSelection, LoweredSection<Term>>
    readonly transforms: Map<readonly ClosedTransform[], LoweredSection<Term>>
    readonly overrides: Map<readonly ClosedOverride[], LoweredSection<Term>>
  }
}

export interface LoweredSection<T> {
  readonly value: T
  /** Of all that is in it. */
  readonly places: Places
}

export function newSharing(policy: TypedPolicy): Sharing {
  return {
    body: inheritedBody(policy),
    closed: { ranking: [], selection: [], transforms: [], overrides: [] },
    lowered: {
      ranking: new Map(),
      selection: new Map(),
      transforms: new Map(),
      overrides: new Map(),
    },
  }
}
