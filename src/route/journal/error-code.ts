import { getSystemErrorMap } from 'node:util'

/** The code of an error of the system, as `ENOSPC`; `EUNKNOWN` where it has none. */
export function errorCode(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  return typeof code === 'string' ? code : 'EUNKNOWN'
}

/** What the code means, for people: `no space left on device`. */
export function errorReason(error: unknown): string {
  const code = errorCode(error)
  for (const [name, reason] of getSystemErrorMap().values()) if (name === code) return reason
  return code
}
