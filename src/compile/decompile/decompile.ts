import type { Checked } from '../../base/diagnostic.ts'
import { type CatalogVocabulary, STANDARD_CATALOG_VOCABULARY } from '../../catalog/vocabulary.ts'
import { encode } from '../../ir/encode.ts'
import { encodeFlow } from '../../ir/encode-flow.ts'
import type { Refusal } from '../../ir/term.ts'
import { format, print } from '../../syntax/index.ts'
import { compile } from '../compile.ts'
import { decompiledFile } from './decompiled-file.ts'
import { type DecompileInput, readInput } from './read-input.ts'

export interface DecompileOptions {
  /** What the terms are over; the fields of the built-in catalog where absent. */
  readonly vocabulary?: CatalogVocabulary | undefined
  /** `short` as people write it (where absent), or `expanded` with nothing implied. */
  readonly style?: 'short' | 'expanded' | undefined
}

/**
 * Writes a policy term, a flow term, or a whole compile output as a formatted `.uh` text.
 *
 * The text compiles to the normal form of what was given, byte for byte: it is compiled again and
 * compared before it is answered. Where no clause says the same as a part of a term, that part is
 * written as `term [...]`.
 *
 * Undefined for anything else, with what admission says (UH8).
 */
export function decompile(
  input: unknown,
  { vocabulary = STANDARD_CATALOG_VOCABULARY, style = 'short' }: DecompileOptions = {},
): Checked<string | undefined> {
  const read = readInput(input, vocabulary)
  if (!read.ok) return { value: undefined, diagnostics: [toDiagnostic(read.error)] }
  const printed = print(decompiledFile(read.value, { vocabulary, style }))
  const value = format({ name: SOURCE, text: printed }).value ?? printed
  if (!isFaithful(value, read.value, vocabulary)) {
    throw new Error('a decompiled text does not compile to its term')
  }
  return { value, diagnostics: [] }
}

/** What reports call the value that was given. */
const SOURCE = '<term>'

function toDiagnostic({ code, path, message }: Refusal) {
  const span = { start: 0, end: 0 }
  return { code, severity: 'error', message: `${path}: ${message}`, source: SOURCE, span } as const
}

/** Whether the text compiles to exactly what was given, in the order given. */
function isFaithful(
  text: string,
  { policies, flows }: DecompileInput,
  vocabulary: CatalogVocabulary,
): boolean {
  const compiled = compile({ name: SOURCE, text }, { vocabulary }).value
  if (compiled === undefined) return false
  const encodings = compiled.policies.map(({ policy_ir }) => encode(policy_ir))
  return (
    policies.every(({ term }, i) => encodings[i] === encode(term)) &&
    compiled.flows.length === flows.length &&
    flows.every(({ flow }, i) => {
      const found = compiled.flows[i]
      return found !== undefined && encodeFlow(found.flow_ir) === encodeFlow(flow)
    })
  )
}
