import { type Problem, problem } from '../problem.ts'
import type { Reading } from './reading.ts'
import type { Selection } from './selection.ts'

/** An id has to be that of one receipt: why one that was asked for is not, or undefined. */
export function idProblem({ ids }: Selection, reading: Reading): Problem | undefined {
  for (const id of ids) {
    const found = reading.ids.get(id) ?? []
    if (found.length === 0) return problem(`no receipt has an id that begins with \`${id}\``)
    if (found.length > 1 && !found.includes(id)) {
      return problem(
        `several receipts have an id that begins with \`${id}\``,
        `write more of it: ${found.map((each) => `\`${each}\``).join(', ')}`,
      )
    }
  }
  return undefined
}
