import { type CompiledPolicy, type Place, sourceMap } from '../compile/index.ts'
import { type Decision, plan } from '../decide/index.ts'
import type { Path } from '../ir/term.ts'
import type { Ground, Scene } from './ground.ts'

/** A policy as a test asked about it. */
export interface Decided {
  readonly subject: CompiledPolicy
  readonly decision: Decision
  readonly vocabulary: Ground['vocabulary']
  readonly scene: Scene
  /** Which place made a part of the policy. */
  readonly placeOf: (path: Path) => Place | undefined
}

/** What a policy decides in a scene of a ground. */
export function decidedIn(subject: CompiledPolicy, scene: Scene, { vocabulary }: Ground): Decided {
  let places: ReadonlyMap<Path, Place> | undefined
  return {
    subject,
    decision: plan(subject.policy_ir, scene.candidates, scene.context),
    vocabulary,
    scene,
    placeOf(path) {
      places ??= sourceMap(subject)
      return places.get(path)
    },
  }
}
