import type { CatalogVocabulary, FieldInfo } from '../catalog/index.ts'
import type { NumFieldInfo } from '../catalog/vocabulary.ts'
import { childrenOf } from '../ir/subterms.ts'
import type { Term } from '../ir/term.ts'
import { knownGuard } from './known-guard.ts'
import { quantityText } from './quantity-text.ts'

/**
 * A predicate in the words of the language, for reports: `quality >= 0.6`, `known price_in`,
 * `provider in [openai, google]`. Shown, not parsed again: long lists are cut.
 */
export function clauseText(pred: Term, vocabulary: CatalogVocabulary): string {
  const [op, first] = pred
  switch (op) {
    case 'cmp':
      return comparisonText(pred, vocabulary)
    case 'not':
      return negationText(pred, vocabulary)
    case 'and':
    case 'or':
      return listText(pred) ?? joinedText(pred, op, vocabulary)
    case 'is':
      return `${first}`
    case 'has_cap':
      return `has ${capabilityText(`${first}`)}`
    case 'min_tier':
      return `tier >= ${first}`
    default:
      return Object.hasOwn(NAMES, op)
        ? `${NAMES[op]} is ${wordText(`${first}`)}`
        : (WORDS.get(op) ?? op)
  }
}

/** A number of a field as the language writes it; plain where the field has no unit. */
export function valueText(value: unknown, field: string, vocabulary: CatalogVocabulary): string {
  const info = vocabulary.info.get(field)
  if (typeof value === 'number' && isNumber(info) && Number.isFinite(value) && value >= 0) {
    return quantityText(value, info.unit)
  }
  return typeof value === 'boolean' ? (value ? 'yes' : 'no') : `${value}`
}

/** `tools` for `supports_tools`. */
export function capabilityText(capability: string): string {
  return capability.replace(/^supports_/, '')
}

const NAMES: Readonly<Record<string, string>> = {
  tier_eq: 'tier',
  family_eq: 'family',
  provider_eq: 'provider',
  served_by_eq: 'served_by',
}

const WORDS: ReadonlyMap<string, string> = new Map([
  ['top', 'anything'],
  ['bot', 'nothing'],
  ['meets_req', 'fits'],
  ['scope_matches', 'in scope'],
])

const SIGNS: ReadonlyMap<unknown, string> = new Map([
  ['lt', '<'],
  ['le', '<='],
  ['eq', '='],
  ['ne', '!='],
  ['ge', '>='],
  ['gt', '>'],
])

function comparisonText([, field, relation, value]: Term, vocabulary: CatalogVocabulary): string {
  const name = `${field}`
  const info = vocabulary.info.get(name)
  const guard = isNumber(info) ? knownGuard(info) : undefined
  if (guard?.relation === relation && guard?.value === value) return `known ${name}`
  const ranked = /^(.+)_rank$/.exec(name)?.[1]
  if (ranked !== undefined && relation === 'le') return `top ${value} by ${ranked}`
  return `${name} ${SIGNS.get(relation) ?? relation} ${valueText(value, name, vocabulary)}`
}

function isNumber(info: FieldInfo | undefined): info is NumFieldInfo {
  return info !== undefined && 'unit' in info
}

function negationText(pred: Term, vocabulary: CatalogVocabulary): string {
  const [inner] = childrenOf(pred)
  if (inner === undefined) return 'not'
  const [op, name] = inner
  if (op === 'is' && name === 'disabled') return 'enabled'
  if (op === 'is' && name === 'breaker_open') return 'healthy'
  if (Object.hasOwn(NAMES, op)) return `${NAMES[op]} is not ${wordText(`${name}`)}`
  const text = clauseText(inner, vocabulary)
  return /\s/.test(text) ? `not (${text})` : `not ${text}`
}

/** `provider in [a, b]` for an `or` of names of one kind. */
function listText(pred: Term): string | undefined {
  const parts = childrenOf(pred)
  const [kind] = parts[0] ?? []
  if (pred[0] !== 'or' || kind === undefined || !Object.hasOwn(NAMES, kind)) return undefined
  if (parts.some(([op]) => op !== kind)) return undefined
  const names = parts.map(([, name]) => wordText(`${name}`))
  const shown = names.length > MOST ? [...names.slice(0, MOST), '…'] : names
  return `${NAMES[kind]} in [${shown.join(', ')}]`
}

function joinedText(pred: Term, op: string, vocabulary: CatalogVocabulary): string {
  const parts = childrenOf(pred).map((part) => {
    const text = clauseText(part, vocabulary)
    return part[0] === 'and' || part[0] === 'or' ? `(${text})` : text
  })
  const shown = parts.length > MOST ? [...parts.slice(0, MOST), '…'] : parts
  return shown.join(` ${op} `)
}

const MOST = 6

function wordText(name: string): string {
  return /^[A-Za-z_][\w.]*$/.test(name) ? name : JSON.stringify(name)
}
