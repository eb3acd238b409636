import type { Candidate, FieldInfo } from '../catalog/index.ts'
import { quantityText } from '../compile/quantity-text.ts'
import { ownFlag, ownNumber } from '../decide/observe.ts'

type NumberField = Extract<FieldInfo, { unit: unknown }>

/** What a field measures, in a few words: `ratio, 0..1, higher is better`. */
export function fieldKind(info: FieldInfo): string {
  if (!('unit' in info)) return 'yes or no'
  const { unit, better } = info
  return [unit, domainText(info), `${better} is better`].filter((part) => part !== '').join(', ')
}

function domainText({ unit, domain: [low, high] }: NumberField): string {
  const from = Number.isFinite(low) ? written(low, unit) : ''
  const to = Number.isFinite(high) ? written(high, unit) : ''
  if (from === '' && to === '') return ''
  if (to === '') return low === 0 ? '' : `from ${from}`
  return unit === 'count' && high === Number.MAX_SAFE_INTEGER ? `from ${from}` : `${from}..${to}`
}

function written(value: number, unit: NumberField['unit']): string {
  return value < 0 ? `-${quantityText(-value, unit)}` : quantityText(value, unit)
}

/** How many routes a field is known of, and which values they have; undefined without routes. */
export function coverageText(info: FieldInfo, routes: readonly Candidate[]): string | undefined {
  if (routes.length === 0) return undefined
  if (!('unit' in info)) {
    const set = routes.filter((route) => ownFlag(info.name, route) === true).length
    return `True of ${set} of the ${routes.length} routes in the catalog.`
  }
  const values = routes.flatMap((route) => {
    const value = ownNumber(info.name, route)
    return value === undefined ? [] : [value]
  })
  if (values.length === 0) return 'The catalog has no figure: it is measured at run time.'
  const low = values.reduce((a, b) => Math.min(a, b))
  const high = values.reduce((a, b) => Math.max(a, b))
  const range =
    low === high
      ? written(low, info.unit)
      : `${written(low, info.unit)} to ${written(high, info.unit)}`
  return `Known of ${values.length} of the ${routes.length} routes in the catalog: ${range}.`
}

/** What a rule makes of a route of which the field is not known. */
export function unknownText(info: FieldInfo): string {
  if (!('unit' in info)) {
    return `Where it is not known, it counts as ${info.field.default ? 'true' : 'false'}.`
  }
  const { field, domain, unit } = info
  const isLegitimate =
    field.default >= domain[0] && field.default <= domain[1] && Number.isFinite(field.default)
  return isLegitimate
    ? `Where it is not known, it counts as ${written(field.default, unit)}.`
    : 'A model of which it is not known passes no rule about it.'
}
