import type { NumFieldInfo } from '../../catalog/vocabulary.ts'
import type { Relation } from '../../ir/relations.ts'
import { knownGuard } from '../known-guard.ts'
import { quantityText } from '../quantity-text.ts'

/** Why a constant says nothing about a field, and what was likely meant. */
export interface DomainFault {
  readonly message: string
  readonly help: string
  readonly instead?: { readonly text: string; readonly replaces: 'constant' | 'comparison' }
}

interface Compared {
  readonly value: number
  /** The constant as written. */
  readonly text: string
  readonly relation: Relation
}

/** Undefined for a constant within the domain of the field. */
export function domainFault(field: NumFieldInfo, compared: Compared): DomainFault | undefined {
  const { value, text } = compared
  const [low, high] = field.domain
  if (value >= low && value <= high) return undefined
  const message = `\`${field.name}\` ${domainText(field)}, but \`${text}\` lies outside`
  const ratio = field.unit === 'ratio' ? likelyRatio(value, field.domain) : undefined
  if (ratio !== undefined) {
    const help = `did you mean \`${ratio}\`?`
    return { message, help, instead: { text: ratio, replaces: 'constant' } }
  }
  if (value < low && ABOVE.has(compared.relation) && knownGuard(field) !== undefined) {
    const known = `known ${field.name}`
    const help = `every value that is known is larger; did you mean \`${known}\`?`
    return { message, help, instead: { text: known, replaces: 'comparison' } }
  }
  return { message, help: 'the comparison would hold always or never; write a value in between' }
}

const ABOVE: ReadonlySet<Relation> = new Set<Relation>(['gt', 'ge', 'ne'])

function domainText({ unit, domain }: NumFieldInfo): string {
  const [low, high] = domain.map((end) => bound(end, unit))
  if (domain[1] === Number.POSITIVE_INFINITY) return `is at least ${low}`
  return `lies between ${low} and ${high}`
}

function bound(value: number, unit: NumFieldInfo['unit']): string {
  return value < 0 ? `-${quantityText(-value, unit)}` : quantityText(value, unit)
}

/** `80%` for 80, `0.12` for 1.2: where the point was likely lost. */
function likelyRatio(value: number, [low, high]: readonly [number, number]): string | undefined {
  if (value > 10 && value <= 100 && value / 100 >= low && value / 100 <= high) return `${value}%`
  const tenth = Number(`${value}e-1`)
  return value > 1 && value <= 10 && tenth >= low && tenth <= high ? `${tenth}` : undefined
}
