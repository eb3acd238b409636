import { ok, type Result } from '../base/result.ts'
import type { Admission } from './admission.ts'
import { describeValue, quote } from './describe-value.ts'
import { refuse } from './refuse.ts'
import type { Refusal } from './term.ts'

/** Any text that has one UTF-8 form, within the limit on texts. */
export function admitText(value: unknown, { limits }: Admission): Result<string, Refusal> {
  if (typeof value !== 'string') {
    return refuse('UH8012', `expected a text, found ${describeValue(value)}`)
  }
  if (value.length > limits.textLength) {
    const message = `a text may have at most ${limits.textLength} characters, found ${value.length}`
    return refuse('UH8005', message)
  }
  // Under the `u` flag a surrogate is matched only where it has no partner.
  if (/\p{Surrogate}/u.test(value)) {
    return refuse(
      'UH8013',
      `${quote(value)} holds half of a surrogate pair, which has no UTF-8 form`,
    )
  }
  return ok(value)
}
