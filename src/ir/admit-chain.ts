import { nearestName } from '../base/nearest-name.ts'
import type { Result } from '../base/result.ts'
import type { Admission } from './admission.ts'
import { admitList } from './admit-list.ts'
import { admitRecord } from './admit-record.ts'
import { admitText } from './admit-text.ts'
import { describeValue, quote } from './describe-value.ts'
import { isPlainArray, plainEntries } from './plain-data.ts'
import { inside, memberStep, refuse, refuseName } from './refuse.ts'
import type { Param, Refusal } from './term.ts'

/** The candidates of `chain`, each named by its provider and its model. */
export function admitChain(value: unknown, admission: Admission): Result<Param, Refusal> {
  if (!isPlainArray(value)) {
    return refuse('UH8017', `expected an array of candidates, found ${describeValue(value)}`)
  }
  return admitList<Param>(value, admission, admitEntry)
}

/**
 * The record is closed: another key would be dropped by a host that does not know it, and two
 * chains that differ would mean the same there.
 */
function admitEntry(value: unknown, admission: Admission): Result<Param, Refusal> {
  const entries = plainEntries(value)
  if (entries === undefined) {
    return refuse('UH8017', `${ENTRY_EXPECTED}, found ${describeValue(value)}`)
  }
  const keys = entries.map(([key]) => key)
  const stranger = keys.find((key) => !KEYS.includes(key))
  if (stranger !== undefined) {
    const message = `${quote(stranger)} is not a key of a chain entry`
    return inside(memberStep(stranger), refuseName('UH8017', message, nearestName(stranger, KEYS)))
  }
  for (const pair of [PROVIDER_KEYS, MODEL_KEYS]) {
    if (!pair.some((key) => keys.includes(key))) {
      return refuse('UH8017', `${ENTRY_EXPECTED}, found one without ${quote(pair[0])}`)
    }
  }
  return admitRecord(entries, admission, () => admitText)
}

const ENTRY_EXPECTED = 'expected a record with a `provider` and a `model`'

const PROVIDER_KEYS = ['provider', 'provider_id'] as const
const MODEL_KEYS = ['model', 'model_family'] as const
const KEYS: readonly string[] = [...PROVIDER_KEYS, ...MODEL_KEYS]
