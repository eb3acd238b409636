import { subtermsOf, type Term } from '../../ir/index.ts'

/** Whether what a policy decides depends on a seed: it samples, or moves a parameter. */
export function drawsAtRandom(policy: Term): boolean {
  return subtermsOf(policy).some(([op]) => op === 'sample' || op === 'jitter')
}
