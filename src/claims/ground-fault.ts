import type { Diagnostic } from '../base/diagnostic.ts'
import type { CompiledTest } from '../compile/index.ts'
import { problem } from './codes.ts'

/** Whether a file is a trace, by its name or by what it holds: lines that are JSON objects each. */
export function isTrace(path: string, text: string): boolean {
  if (/\.(jsonl|ndjson)$/i.test(path)) return true
  const [first = '', second = ''] = text.split('\n', 2)
  return /^\s*\{.*\}\s*$/.test(first) && /^\s*\{/.test(second)
}

/** UH3218 for a test of which the ground cannot be had. */
export function groundFault(
  on: NonNullable<CompiledTest['on']>,
  reason: string,
  help?: string,
): Diagnostic {
  return problem('UH3218', on.place, {
    message: `\`${on.text}\` is no catalog to run on: ${reason}`,
    help,
  })
}
