import type { Severity } from '../base/diagnostic.ts'

export interface CodeRow {
  /** What the code says in general; the title of its page under `docs/diagnostics/`. */
  readonly title: string
  readonly severity: Severity
}

/**
 * What can be wrong with a text before it means anything. Append only: a code is never reused.
 *
 * Up to UH0015 it is the spelling of one token, after that the order of tokens.
 */
// biome-ignore format: table
export const SYNTAX_CODES = {
  UH0001: { title: 'a file is longer or nested deeper than any policy', severity: 'error' },
  UH0002: { title: 'a file is not text', severity: 'error' },
  UH0003: { title: 'a character means nothing here', severity: 'error' },
  UH0004: { title: 'a character only looks like another', severity: 'error' },
  UH0005: { title: 'an operator is spelled as in another language', severity: 'error' },
  UH0006: { title: 'clauses need no separator', severity: 'error' },
  UH0007: { title: 'a comment begins as in another language', severity: 'error' },
  UH0008: { title: 'a text stands in other quotes', severity: 'error' },
  UH0009: { title: 'a text is not closed on its line', severity: 'error' },
  UH0010: { title: 'a text holds a character that has to be escaped', severity: 'error' },
  UH0011: { title: 'a number is spelled another way', severity: 'error' },
  UH0012: { title: 'a unit does not exist', severity: 'error' },
  UH0013: { title: 'a name in backticks is empty or not closed', severity: 'error' },
  UH0014: { title: 'a name has letters that need backticks', severity: 'error' },
  UH0015: { title: 'a word is misspelt', severity: 'error' },
  UH0016: { title: 'an operator is missing', severity: 'error' },
  UH0017: { title: 'an operator has nothing on one side', severity: 'error' },
  UH0018: { title: 'a list is empty', severity: 'error' },
  UH0019: { title: 'a clause lacks what it is about', severity: 'error' },
  UH0020: { title: 'a bracket is not closed', severity: 'error' },
  UH0021: { title: 'a bracket was never opened', severity: 'error' },
  UH0022: { title: 'a compiled policy stands in a source file', severity: 'error' },
  UH0023: { title: 'a word of the language stands where a name should', severity: 'error' },
  UH0024: { title: 'a comma is missing or left over', severity: 'error' },
  UH0025: { title: 'a name with signs in it needs quotes', severity: 'error' },
  UH0026: { title: 'a word is written twice', severity: 'error' },
  UH0027: { title: 'the edition is unknown or out of place', severity: 'error' },
  UH0028: { title: 'a file has two policies without a name', severity: 'error' },
  UH0029: { title: 'a number in a raw term is not a JSON number', severity: 'error' },
  UH0030: { title: 'something else is expected here', severity: 'error' },
} as const satisfies Record<string, CodeRow>

export type SyntaxCode = keyof typeof SYNTAX_CODES
