import type { Diagnostic } from '../base/diagnostic.ts'
import { argumentSort, isSubtermSort, OPERATORS, operatorOf } from '../ir/operators.ts'
import { subtermAt, type Term } from '../ir/term.ts'
import { CORE_FIELDS } from '../ir/vocabulary.ts'
import type { Place } from './place.ts'
import { problem } from './problem.ts'

/**
 * The engines a term can be made for.
 *
 * - `sigma-pol/v2`: a host that declares the fields of the vocabulary and knows every operation.
 * - `core`: any host of the wire format, even one of the first release: it knows the core fields
 *   and the operations up to `policy`, so no `quality`, no `top N by`, no `prefer`. That healthy
 *   routes come first cannot be said to it, and is left out with a warning.
 */
export const TARGETS = ['sigma-pol/v2', 'core'] as const

export type Target = (typeof TARGETS)[number]

/** Adds UH1017 for every field and operation of a term that `core` hosts do not know. */
export function checkCore(
  term: Term,
  placeOf: (node: Term) => Place,
  diagnostics: Diagnostic[],
): void {
  const operator = operatorOf(term[0])
  if (operator === undefined) return
  if (!FIRST_OPERATIONS.has(term[0])) {
    diagnostics.push(
      problem('UH1017', placeOf(term), {
        message: `hosts of \`core\` do not know \`${term[0]}\``,
        help: 'say it with the ranking, or compile for `sigma-pol/v2`',
      }),
    )
  }
  for (let i = 1; i < term.length; i++) {
    const sort = argumentSort(operator, i)
    const argument = term[i]
    if (sort !== undefined && isSubtermSort(sort))
      checkCore(subtermAt(term, i), placeOf, diagnostics)
    else if ((sort === 'NumField' || sort === 'BoolField') && !isCore(argument)) {
      diagnostics.push(
        problem('UH1017', placeOf(term), {
          message: `hosts of \`core\` do not know the field \`${String(argument)}\``,
          help: `they know ${Object.keys(CORE_FIELDS)
            .map((name) => `\`${name}\``)
            .join(', ')}; or compile for \`sigma-pol/v2\``,
        }),
      )
    }
  }
}

function isCore(field: unknown): boolean {
  return typeof field === 'string' && Object.hasOwn(CORE_FIELDS, field)
}

/** The table is append-only, and the first release ended with `policy`. */
const FIRST_OPERATIONS: ReadonlySet<string> = new Set(
  Object.keys(OPERATORS).slice(0, Object.keys(OPERATORS).indexOf('policy') + 1),
)
