import type { Diagnostic } from '../base/diagnostic.ts'
import { nearestName } from '../base/nearest-name.ts'

/**
 * The name that was likely meant, while that is cheap to find out: a hostile file could have tens
 * of thousands of names, and as many that are wrong.
 *
 * @param reported what was reported so far.
 */
export function suggest(
  name: string,
  candidates: Iterable<string>,
  reported: readonly Diagnostic[],
): string | undefined {
  if (!isExplaining(reported)) return undefined
  const names = [...candidates]
  return names.length > MOST_NAMES ? undefined : nearestName(name, names)
}

/** Whether reports still say what is to be had instead. Nobody reads as many as it takes to end. */
export function isExplaining(reported: readonly Diagnostic[]): boolean {
  return reported.length < MOST_REPORTS
}

const MOST_REPORTS = 30
const MOST_NAMES = 2000
