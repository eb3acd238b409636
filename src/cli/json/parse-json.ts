import { err, ok, type Result } from '../../base/result.ts'
import type { Source } from '../../base/source.ts'
import type { Problem } from '../problem.ts'
import { jsonFault } from './json-fault.ts'

/** The value that a JSON text stands for, or where it stops being JSON. */
export function parseJson(source: Source): Result<unknown, Problem> {
  try {
    return ok(JSON.parse(source.text))
  } catch {
    const { offset, expected } = jsonFault(source.text) ?? { offset: 0, expected: 'a value' }
    return err({
      kind: 'problem',
      message: `\`${source.name}\` is not JSON`,
      at: { source, span: { start: offset, end: offset + 1 }, label: `expected ${expected}` },
    })
  }
}
