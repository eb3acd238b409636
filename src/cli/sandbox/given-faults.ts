import { err, ok, type Result } from '../../base/result.ts'
import type { Catalog } from '../../catalog/index.ts'
import { type Fault, givenFault } from '../../route/sandbox/index.ts'
import type { Option } from '../command.ts'
import { type Problem, problem } from '../problem.ts'

/** The option that scripts faults, for every command with a sandbox. */
export const FAULT_OPTION = {
  kind: 'list',
  value: 'FAULT',
  doc: 'what fails, how and how often: `openai=429:0.3`; may be repeated',
} as const satisfies Option

/** The faults that were asked for, each of which can meet a call of the catalog. */
export function givenFaults(
  texts: readonly string[],
  catalog: Catalog,
): Result<readonly Fault[], Problem> {
  const faults: Fault[] = []
  for (const text of texts) {
    const fault = givenFault(text, catalog)
    if (!fault.ok) {
      const { message, help } = fault.error
      return err(problem(`in \`--fault\`: ${message}`, help))
    }
    faults.push(fault.value)
  }
  return ok(faults)
}
