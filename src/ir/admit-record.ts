import { ok, type Result } from '../base/result.ts'
import type { Admission, Admit } from './admission.ts'
import { lengthFault } from './admit-list.ts'
import { admitText } from './admit-text.ts'
import type { PlainEntry } from './plain-data.ts'
import { inside, memberStep, refuse } from './refuse.ts'
import type { Param, Refusal } from './term.ts'

/** A record with every value admitted; its keys are texts like any other. */
export function admitRecord<T extends Param>(
  entries: readonly PlainEntry[],
  admission: Admission,
  admitterOf: (key: string) => Admit<T>,
): Result<Readonly<Record<string, T>>, Refusal> {
  const tooLong = lengthFault(entries.length, admission)
  if (tooLong !== undefined) return refuse('UH8005', tooLong)
  // Without a prototype, so that `__proto__` is a key like any other.
  const record: Record<string, T> = Object.create(null)
  for (const [key, value] of entries) {
    const name = admitText(key, admission)
    if (!name.ok) return inside(memberStep(key), name)
    const outcome = admitterOf(key)(value, admission)
    if (!outcome.ok) return inside(memberStep(key), outcome)
    record[key] = outcome.value
  }
  return ok(record)
}
