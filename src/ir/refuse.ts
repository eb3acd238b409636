import { err } from '../base/result.ts'
import type { AdmissionCode } from './codes.ts'
import { escapeUnprintable, quote } from './describe-value.ts'
import type { Refusal } from './term.ts'

/**
 * A refusal at the value being looked at. Its path is relative; every step back outwards puts its
 * own in front with {@link inside}, so that a term that is admitted costs no path at all.
 */
export function refuse(code: AdmissionCode, message: string): Refused {
  return err({ code, path: '', message })
}

/** A refusal of a name for which a valid one may have been meant. */
export function refuseName(
  code: AdmissionCode,
  message: string,
  nearest: string | undefined,
): Refused {
  if (nearest === undefined) return refuse(code, message)
  return err({ code, path: '', message: `${message}; the nearest is ${quote(nearest)}`, nearest })
}

/** The same refusal, seen from one step further out. */
export function inside(step: string, { error }: Refused): Refused {
  return err({ ...error, path: step + error.path })
}

/** The step to a member of a record: `.attempts`, `["ñ field"]`. */
export function memberStep(name: string): string {
  const bare = name.length <= LONGEST_NAME && /^[A-Za-z_]\w*$/.test(name)
  return bare ? `.${name}` : labelStep(name)
}

/** The step to a node of a flow: `["draft"]`. A very long name is cut. */
export function labelStep(name: string): string {
  const rest = name.length > LONGEST_NAME ? '…' : ''
  return `[${escapeUnprintable(JSON.stringify(name.slice(0, LONGEST_NAME) + rest))}]`
}

const LONGEST_NAME = 64

export interface Refused {
  readonly ok: false
  readonly error: Refusal
}
