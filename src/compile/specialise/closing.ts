import type { Diagnostic } from '../../base/diagnostic.ts'
import type { CatalogVocabulary } from '../../catalog/vocabulary.ts'
import type { Constant, Value } from '../check/constant.ts'
import { isCount } from '../check/count.ts'
import { foldConstant, type Lookup } from '../fold-constant.ts'
import { problem } from '../problem.ts'

/** What is at hand while a policy is closed. */
export interface Closing {
  readonly bindings: Lookup
  readonly vocabulary: CatalogVocabulary
  readonly diagnostics: Diagnostic[]
  /** How many parts may still be made. Shared definitions can blow up when written out. */
  partsLeft: number
}

/** Well above the 4096 operations that a term may have. */
export const MAX_PARTS = 16_384

/** The value of a constant. A file without errors has one for every constant. */
export function closeValue(constant: Constant, { bindings }: Closing): Value {
  const value = foldConstant(constant, bindings)
  if (value === undefined) throw new Error('a checked constant has a value')
  return value
}

/** The value of a constant that is a number. Adds UH2009 when it is too large. */
export function closeNumber(constant: Constant, closing: Closing): number {
  const value = closeValue(constant, closing)
  if (value.kind !== 'number') throw new Error('a checked number is one')
  if (Number.isFinite(value.value)) return value.value
  closing.diagnostics.push(
    problem('UH2009', constant.place, {
      message: 'this comes out larger than any number that can be carried',
    }),
  )
  return 0
}

/** The value of a constant that counts something. Adds UH2019 for one that cannot. */
export function closeCount(constant: Constant, least: 0 | 1, closing: Closing): number {
  const value = closeNumber(constant, closing)
  if (isCount(value, { least })) return value
  closing.diagnostics.push(
    problem('UH2019', constant.place, {
      message: `a whole number of at least ${least} is needed here, but this is ${value}`,
    }),
  )
  return least
}
