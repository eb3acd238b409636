import { type CompiledPolicy, type Place, sourceMap } from '../compile/index.ts'
import { type Decision, plan } from '../decide/index.ts'
import type { Path } from '../ir/term.ts'
import type { Ground } from './ground.ts'

/** A policy as a test asked about it. */
export interface Decided {
  readonly subject: CompiledPolicy
  readonly decision: Decision
  readonly ground: Ground
  /** Which place made a part of the policy. */
  readonly placeOf: (path: Path) => Place | undefined
}

/** What a policy decides on a catalog: without a request, nothing measured, nobody disabled. */
export function decidedOn(subject: CompiledPolicy, ground: Ground): Decided {
  const { candidates, vocabulary } = ground
  let places: ReadonlyMap<Path, Place> | undefined
  return {
    subject,
    decision: plan(subject.policy_ir, candidates, { vocabulary }),
    ground,
    placeOf(path) {
      places ??= sourceMap(subject)
      return places.get(path)
    },
  }
}
