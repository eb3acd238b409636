import type { Result } from '../../base/result.ts'
import type { Body } from './body.ts'
import type { BodyFault } from './body-fault.ts'
import { BodyScanner, type ScanLimits } from './body-scanner.ts'

/** More than any API nests or names, and little enough to be read safely. */
export const SCAN_LIMITS: ScanLimits = { depth: 128, members: 1024 }

/**
 * Where the members of a JSON object stand in its bytes, or the first place where these are not one
 * JSON object in UTF-8. They are read once and whole: what is accepted is what `JSON.parse` accepts
 * of the decoded text, no more and no less, within the limits.
 *
 * @param bytes not copied; they must stay as they are for as long as the answer is used.
 */
export function scanBody(
  bytes: Uint8Array,
  limits: ScanLimits = SCAN_LIMITS,
): Result<Body, BodyFault> {
  return new BodyScanner(bytes, limits).scan()
}
