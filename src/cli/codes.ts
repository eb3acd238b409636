import type { Severity } from '../base/diagnostic.ts'
import { CATALOG_CODES } from '../catalog/codes.ts'
import { CLAIM_CODES } from '../claims/codes.ts'
import { COMPILE_CODES } from '../compile/codes.ts'
import { ADMISSION_CODES } from '../ir/codes.ts'
import { LINT_CODES } from '../lint/codes.ts'
import { SYNTAX_CODES } from '../syntax/codes.ts'

interface CodeRow {
  readonly title: string
  readonly severity: Severity
}

/** Everything that a diagnostic may say, by its code, in order of the codes. */
export const CODES: ReadonlyMap<string, CodeRow> = new Map(
  [SYNTAX_CODES, COMPILE_CODES, CLAIM_CODES, CATALOG_CODES, ADMISSION_CODES, LINT_CODES]
    .flatMap((table): [string, CodeRow][] => Object.entries(table))
    .sort(([a], [b]) => (a < b ? -1 : 1)),
)

/** What the codes of a range are about, by the digit after `UH`. */
export const CODE_RANGES: ReadonlyMap<string, string> = new Map([
  ['0', 'words and syntax'],
  ['1', 'names'],
  ['2', 'types and units'],
  ['3', 'filter logic'],
  ['4', 'scoring'],
  ['5', 'failure plans'],
  ['6', 'catalogs'],
  ['7', 'style'],
  ['8', 'admission of terms'],
])
