import { ok, type Result } from '../base/result.ts'
import type { Admission, Admit } from './admission.ts'
import { lengthOf, ownValue } from './plain-data.ts'
import { inside, refuse } from './refuse.ts'
import type { Refusal } from './term.ts'

/** Every element of a plain array admitted, within the limit on lists; a path counts the elements from 1. */
export function admitList<T>(
  list: object,
  admission: Admission,
  admitElement: Admit<T>,
): Result<readonly T[], Refusal> {
  const length = lengthOf(list)
  const tooLong = lengthFault(length, admission)
  if (tooLong !== undefined) return refuse('UH8005', tooLong)
  const admitted: T[] = []
  for (let i = 0; i < length; i++) {
    const outcome = admitElement(ownValue(list, i), admission)
    if (!outcome.ok) return inside(`[${i + 1}]`, outcome)
    admitted.push(outcome.value)
  }
  return ok(admitted)
}

/** Why a list or record of this many entries is refused, or undefined. */
export function lengthFault(found: number, { limits }: Admission): string | undefined {
  if (found <= limits.listLength) return undefined
  return `a list or record may have at most ${limits.listLength} entries, found ${found}`
}
