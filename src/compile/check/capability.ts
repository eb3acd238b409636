import type { CatalogVocabulary } from '../../catalog/vocabulary.ts'
import type { Expr } from '../../syntax/ast.ts'
import { writeInstead } from '../problem.ts'
import { suggest } from '../suggest.ts'
import type { Condition } from './condition.ts'
import { placeIn, report, type Scope } from './scope.ts'

/**
 * `has tools`. A plain word is short for the name on the wire, `supports_tools`; in quotes it is
 * that name itself, and only a catalog can say that there is none.
 *
 * Adds UH1013 for a word that is no capability.
 */
export function inferCapability(expr: Expr & { kind: 'has' }, scope: Scope): Condition | undefined {
  const { capability: word } = expr
  const place = placeIn(scope, expr)
  const { vocabulary } = scope.context
  const capability = word.kind === 'text' ? word.text : wireName(word.text, vocabulary)
  const { capabilities } = vocabulary
  if (capability !== undefined && (capabilities.length === 0 || capabilities.includes(capability)))
    return { kind: 'has', place, capability }
  return reportUnknown(expr, scope)
}

/**
 * What a word after `has` is called on the wire: `supports_tools` for `tools`. Undefined for a
 * word that means no capability.
 */
export function wireName(word: string, { capabilities }: CatalogVocabulary): string | undefined {
  const long = `${PREFIX}${word}`
  if (capabilities.includes(long)) return long
  if (capabilities.includes(word)) return word
  if (CAPABILITIES.has(word)) return long
  return word.startsWith(PREFIX) && CAPABILITIES.has(word.slice(PREFIX.length)) ? word : undefined
}

const PREFIX = 'supports_'

/** What requests can need, by the words that ask for it whatever the catalog. */
export const CAPABILITIES: ReadonlySet<string> = new Set(['tools', 'vision', 'json_mode'])

function reportUnknown({ capability: word }: Expr & { kind: 'has' }, scope: Scope): undefined {
  const { capabilities } = scope.context.vocabulary
  const quoted = word.kind === 'text'
  const known = capabilities.length === 0 ? [...CAPABILITIES] : capabilities
  const offered = quoted ? known : known.map(shortName)
  const nearest = suggest(word.text, offered, scope.context.diagnostics)
  const { span } = word
  if (nearest !== undefined) {
    const text = quoted ? JSON.stringify(nearest) : nearest
    return report(scope, 'UH1013', {
      node: word,
      message: `\`${word.text}\` is not a capability`,
      help: `did you mean \`has ${text}\`?`,
      fix: writeInstead(span, text),
    })
  }
  return report(scope, 'UH1013', {
    node: word,
    message: `\`${word.text}\` is not a capability`,
    help: `capabilities are ${offered.map((name) => `\`${name}\``).join(', ')}${
      capabilities.length === 0
        ? `; for another, write the name that the catalog uses: \`has "supports_${word.text}"\``
        : ''
    }`,
  })
}

function shortName(capability: string): string {
  return capability.startsWith(PREFIX) ? capability.slice(PREFIX.length) : capability
}
