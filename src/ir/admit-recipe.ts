import { ok, type Result } from '../base/result.ts'
import type { Admission } from './admission.ts'
import { admitList } from './admit-list.ts'
import { admitNumber } from './admit-number.ts'
import { admitRecord } from './admit-record.ts'
import { admitText } from './admit-text.ts'
import { describeValue } from './describe-value.ts'
import { isPlainArray, lengthOf, plainEntries } from './plain-data.ts'
import { refuse } from './refuse.ts'
import type { Param, Refusal } from './term.ts'

/** The steps of a filter: each a name, or a record of numbers that go with the name before. */
export function admitRecipe(value: unknown, admission: Admission): Result<Param, Refusal> {
  if (!isPlainArray(value)) {
    return refuse('UH8016', `expected an array of steps, found ${describeValue(value)}`)
  }
  return admitList<Param>(value, admission, admitStep)
}

function admitStep(value: unknown, admission: Admission): Result<Param, Refusal> {
  if (typeof value === 'string') return admitText(value, admission)
  // The encoding cannot tell an empty record from an empty array, so neither does the term.
  if (isPlainArray(value) && lengthOf(value) === 0) return ok([])
  const entries = plainEntries(value)
  if (entries === undefined) {
    return refuse('UH8016', `expected a text or a record of numbers, found ${describeValue(value)}`)
  }
  return entries.length === 0 ? ok([]) : admitRecord(entries, admission, () => admitNumber)
}
