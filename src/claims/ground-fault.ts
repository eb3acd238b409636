import type { Diagnostic } from '../base/diagnostic.ts'
import type { CompiledTest } from '../compile/index.ts'
import { problem } from './codes.ts'

/** Whether a file is a trace, by its name or by what it holds: lines that are JSON objects each. */
export function isTrace(path: string, text: string): boolean {
  if (/\.(jsonl|ndjson)(\.gz)?$/i.test(path)) return true
  const [first = '', second = ''] = text.split('\n', 2)
  return /^\s*\{.*\}\s*$/.test(first) && /^\s*\{/.test(second)
}

/** Why there is nothing to run on. */
export interface GroundFault {
  readonly reason: string
  readonly help?: string
}

/** UH3218 for a test of which the ground cannot be had. */
export function groundFault(
  { place, text }: NonNullable<CompiledTest['on']>,
  { reason, help }: GroundFault,
): Diagnostic {
  const message = `\`${text}\` is nothing to run on: ${reason}`
  return problem('UH3218', place, { message, help })
}
