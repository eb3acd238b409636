import type { Diagnostic } from '../../base/diagnostic.ts'
import type { Value } from '../check/constant.ts'
import type { Param } from '../check/param.ts'
import type { Closing } from './closing.ts'

/** A section of a policy as it was closed before, and what that rests on. */
export interface KeptSection<T> {
  readonly value: T
  /** The parameters that were looked at, and what they stood for. */
  readonly reads: ReadonlyMap<Param, Value | undefined>
  readonly diagnostics: readonly Diagnostic[]
  readonly parts: number
}

/**
 * Closes a section of a policy; or answers the very one that was closed for the same values of all
 * parameters that it reads, and adds what that added.
 */
export function closeSection<T>(
  close: (closing: Closing) => T,
  closing: Closing,
  kept: KeptSection<T>[] | undefined,
): T {
  if (kept === undefined) return close(closing)
  const known = kept.find((each) => isStill(each, closing))
  if (known !== undefined) {
    closing.partsLeft -= known.parts
    closing.diagnostics.push(...known.diagnostics)
    return known.value
  }
  const reads = new Map<Param, Value | undefined>()
  const get = (param: Param): Value | undefined => {
    const value = closing.bindings.get(param)
    reads.set(param, value)
    return value
  }
  const watched: Closing = { ...closing, bindings: { get }, diagnostics: [] }
  const value = close(watched)
  const { diagnostics, partsLeft } = watched
  // One that was cut short is another where more parts may be made.
  const parts = closing.partsLeft - partsLeft
  if (partsLeft >= 0) kept.push({ value, reads, diagnostics, parts })
  closing.partsLeft = partsLeft
  closing.diagnostics.push(...diagnostics)
  return value
}

function isStill<T>({ reads, parts }: KeptSection<T>, { bindings, partsLeft }: Closing): boolean {
  return (
    parts <= partsLeft &&
    [...reads].every(([param, value]) => bindings.get(param)?.value === value?.value)
  )
}
