import { RESERVED_WORDS } from '../tokens.ts'
import { blankProductions, tokenProductions } from './lexical.ts'
import { rules } from './production.ts'

/**
 * The grammar as data, for tools that walk it: productions by name, their parts as `production.ts`
 * describes them. White space and comments may stand between the parts of `rules`, nothing
 * between those of `tokens`.
 */
export function rulesJson(): string {
  const grammar = {
    schema_version: 1,
    edition: 1,
    start: 'file',
    rules: rules(),
    tokens: tokenProductions(),
    between_tokens: blankProductions(),
    reserved_words: RESERVED_WORDS,
  }
  return `${JSON.stringify(grammar, null, 1)}\n`
}
