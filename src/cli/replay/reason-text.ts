import { unreachable } from '../../base/unreachable.ts'
import type { CatalogVocabulary } from '../../catalog/index.ts'
import { STANDARD_CATALOG_VOCABULARY } from '../../catalog/vocabulary.ts'
import { capabilityText, clauseText, valueText } from '../../compile/clause-text.ts'
import { childrenOf } from '../../ir/subterms.ts'
import { subtermAt, type Term } from '../../ir/term.ts'
import type { PolicyPart, Reason, Seen } from '../../trace/what-if/index.ts'
import type { Fields } from './what-if-tally.ts'

/** Why a route that answered would not have: `rejected by …: $10/Mtok`. */
export function againstText(reason: Reason, fields: Fields): string {
  const vocabulary = vocabularyWith(fields)
  switch (reason.kind) {
    case 'clause':
      return `rejected by ${clauseSeen(reason.part, reason.seen, vocabulary)}`
    case 'score':
      return `behind by \`${scoreText(reason.part.term, vocabulary)}\``
    case 'price':
      return `dearer by \`${scoreText(reason.part.term, vocabulary)}\``
    case 'preference':
      return `behind by \`${preferText(reason.part.term, vocabulary)}\``
    case 'selector':
      return selectorText(reason.part.term)
    case 'order':
      return 'behind in the order of the catalog, at the same score'
    case 'catalog':
      return 'not in the catalog'
    case 'provider':
      return `provider \`${reason.provider}\` is left out`
    case 'baseline':
      return 'not the baseline'
    case 'plan':
      return 'the failure plan goes another way'
    case 'no answer':
      return 'nobody answered'
    default:
      return unreachable(reason)
  }
}

/** What lets a route answer that did not: `is no longer rejected by …: quality 0.6`. */
export function letInText(reason: Reason, fields: Fields): string {
  switch (reason.kind) {
    case 'clause':
      return `is no longer rejected by ${clauseSeen(reason.part, reason.seen, vocabularyWith(fields))}`
    case 'catalog':
      return 'is new in the catalog'
    case 'plan':
      return 'is reached by the failure plan'
    default:
      return 'is no longer left out by the selector'
  }
}

/** A clause, and what was seen of the one that came nearest. */
export function clauseSeen(
  { term }: PolicyPart,
  seen: Seen | undefined,
  vocabulary: CatalogVocabulary,
): string {
  const text = `\`${clauseText(term, vocabulary)}\``
  return seen === undefined ? text : `${text}: ${seenText(seen, vocabulary)}`
}

const known = new WeakMap<Fields, CatalogVocabulary>()

/** What it takes to write numbers in their units. */
export function vocabularyWith(fields: Fields): CatalogVocabulary {
  const found = known.get(fields)
  if (found !== undefined && found.info.size >= fields.size) return found
  const vocabulary = { ...STANDARD_CATALOG_VOCABULARY, info: fields }
  known.set(fields, vocabulary)
  return vocabulary
}

function seenText({ subject, observed }: Seen, vocabulary: CatalogVocabulary): string {
  const name = vocabulary.info.has(subject) ? subject : capabilityText(subject)
  if (observed === null) return `${name} unknown`
  if (typeof observed === 'boolean') return observed ? name : `no ${name}`
  return `${name} ${valueText(observed, subject, vocabulary)}`
}

function preferText(term: Term, vocabulary: CatalogVocabulary): string {
  return `prefer ${clauseText(subtermAt(term, 1), vocabulary)}`
}

function selectorText([op, first]: Term): string {
  switch (op) {
    case 'top_k':
      return `not among the first ${first}`
    case 'chain':
      return 'behind in the list of the policy, or not in it'
    case 'sample':
      return 'not drawn'
    default:
      return 'behind in the order of the catalog'
  }
}

/** A score in the words of explanations, without the numbers of a route. */
function scoreText(term: Term, vocabulary: CatalogVocabulary): string {
  const [op, first, second] = term
  const parts = childrenOf(term).slice(op === 'gate' ? 1 : 0)
  const [inner = '', ...others] = parts.map((part) => scoreText(part, vocabulary))
  switch (op) {
    case 'field':
    case 'lit':
      return `${first}`
    case 'zero':
      return '0'
    case 'add':
      return [inner, ...others].join(' + ')
    case 'scale':
      return `${first} x ${parts[0]?.[0] === 'add' ? `(${inner})` : inner}`
    case 'neg':
      return `(1 - ${inner})`
    case 'normalize':
      return `norm(${inner})`
    case 'clamp':
      return `clamp(${inner}, ${first}, ${second})`
    case 'gate':
      return `(${inner} if ${clauseText(subtermAt(term, 1), vocabulary)})`
    default:
      return op
  }
}
