import type { Checked } from '../base/diagnostic.ts'
import type { CompiledPolicy } from './compile-policy.ts'
import type { Place } from './place.ts'
import { problem } from './problem.ts'
import { MAX_PARTS } from './specialise/closing.ts'

/**
 * How much may still be made of one file. A small file can ask for a lot: many policies that each
 * write out the same large definition.
 */
export interface Workload {
  /** In parts of policies. */
  left: number
}

/** Dozens of policies of the largest kind, thousands of usual ones. */
export function newWorkload(): Workload {
  return { left: 2 ** 18 }
}

/** Answers what `compile` makes, unless too much was made before: then UH3006 at the place. */
export function withinWorkload<P extends Pick<CompiledPolicy, 'lowered'>>(
  workload: Workload,
  place: Place,
  compile: () => Checked<P | undefined>,
): Checked<P | undefined> {
  if (workload.left <= 0) {
    const message = 'the policies of this file are larger together than what is compiled at once'
    const help = 'split the file, or choose one policy'
    return { value: undefined, diagnostics: [problem('UH3006', place, { message, help })] }
  }
  const compiled = compile()
  workload.left -= compiled.value?.lowered.places.size ?? MAX_PARTS
  return compiled
}
