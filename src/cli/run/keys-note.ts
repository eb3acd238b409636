import { listed } from '../../compile/listed.ts'
import type { GivenRun } from './given-run.ts'
import type { ToldError } from './told-error.ts'

/** Where nobody was left to be called: those that could not be, for want of a key. */
export function keysNote(
  { code }: ToldError,
  { withoutKey }: Pick<GivenRun, 'withoutKey'>,
): readonly string[] {
  if (code !== 'no_candidate' || withoutKey.length === 0) return []
  return [`without a key, and so not asked: ${listed(withoutKey)}`]
}
