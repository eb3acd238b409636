import { member, recordOf, textOf } from '../../catalog/json-data.ts'
import type { Candidate } from '../../decide/index.ts'

/** One route that a request insists on. */
export interface PinGiven {
  readonly provider: string
  readonly model: string
}

/**
 * The `pin` among the requirements of a request: `{ "provider": …, "model": … }`, the model being
 * a family. Undefined where there is none, or where it is of another shape.
 */
export function givenPin(requirements: unknown): PinGiven | undefined {
  const pin = recordOf(member(recordOf(requirements), 'pin'))
  const provider = textOf(member(pin, 'provider'))
  const model = textOf(member(pin, 'model'))
  return provider === undefined || model === undefined ? undefined : { provider, model }
}

export function isPinned(candidate: Candidate, { provider, model }: PinGiven): boolean {
  return candidate.provider_id === provider && candidate.model_family === model
}
