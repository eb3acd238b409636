import { CANONICAL_UNIT } from '../../catalog/units.ts'
import type { Value } from '../../compile/check/constant.ts'
import type { Param } from '../../compile/check/param.ts'
import { quantityText } from '../../compile/quantity-text.ts'
import { commentText, keyLiteral, literal, textLiteral } from './literal.ts'

/** The members of the interface of a policy's parameters, documented. */
export function paramMembers(params: readonly Param[]): string {
  return params
    .map((param) => {
      const mark = param.default === undefined ? '' : '?'
      const type = typeText(param)
      const or = param.default === undefined ? '' : ' | undefined'
      const docs = docOf(param)
      const doc = docs === '' ? '' : `  /** ${docs} */\n`
      return `${doc}  readonly ${memberKey(param.name)}${mark}: ${type}${or}\n`
    })
    .join('')
}

/** Unlike in an object, `__proto__` is a name like any other in an interface. */
function memberKey(name: string): string {
  return name === '__proto__' ? "'__proto__'" : keyLiteral(name)
}

function typeText({ type }: Param): string {
  switch (type.kind) {
    case 'choice':
      return type.labels.map(textLiteral).join(' | ')
    case 'flag':
      return 'boolean'
    case 'number':
      return 'number'
    default:
      return 'string'
  }
}

function docOf({ type, range, default: usual }: Param): string {
  const parts: string[] = []
  if (type.kind === 'number') parts.push(upperFirst(CANONICAL_UNIT[type.unit]))
  if (range !== undefined && type.kind === 'number') {
    parts.push(`between ${range.low} and ${range.high} (${rangeText(range, type.unit)})`)
  }
  if (usual !== undefined) parts.push(`${parts.length === 0 ? 'D' : 'd'}efault ${usualText(usual)}`)
  return commentText(parts.length === 0 ? '' : `${parts.join(', ')}.`)
}

function usualText(value: Value): string {
  return `\`${typeof value.value === 'string' ? textLiteral(value.value) : value.value}\``
}

function rangeText(
  { low, high }: NonNullable<Param['range']>,
  unit: Parameters<typeof quantityText>[1],
): string {
  const [from, to] = [low, high].map((end) =>
    end < 0 ? `-${quantityText(-end, unit)}` : quantityText(end, unit),
  )
  return `${from}..${to}`
}

function upperFirst(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1)
}

/** What the functions check their parameters against. */
export function declaredText(params: readonly Param[]): string {
  return params.map((param) => `    ${literal(declared(param))},\n`).join('')
}

function declared({ name, type, range, default: usual }: Param): object {
  const preset = usual === undefined ? {} : { usual: usual.value }
  switch (type.kind) {
    case 'choice':
      return { name, kind: 'choice', labels: type.labels, ...preset }
    case 'number': {
      const unit = CANONICAL_UNIT[type.unit]
      const whole = type.unit === 'count' ? { whole: true } : {}
      if (range === undefined) return { name, kind: 'number', unit, ...whole, ...preset }
      const { low, high } = range
      const written = rangeText(range, type.unit)
      return { name, kind: 'number', unit, ...whole, low, high, range: written, ...preset }
    }
    default:
      return { name, kind: type.kind, ...preset }
  }
}
