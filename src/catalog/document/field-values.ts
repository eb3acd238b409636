import { scaleDecimal } from '../../base/decimal.ts'
import { rankFieldName } from '../../ir/vocabulary.ts'
import { quoted } from '../quoted.ts'
import type { FieldInfo, NumFieldInfo } from '../vocabulary.ts'
import type { Located } from './located.ts'
import type { Names } from './names.ts'
import { report } from './reading.ts'
import type { DeclaredMembers, Reader, Site } from './record.ts'
import { readFlag, readNumber } from './scalars.ts'

/** Where fields may stand: prices only at a route, as providers and models have many routes. */
export type Holder = 'provider' | 'model' | 'route'

/** The members that are fields of the vocabulary. Adds UH6009, UH6010 and UH6019. */
export function fieldMembers({ fields }: Names, holder: Holder): DeclaredMembers {
  const ranks = new Map(
    [...fields.values()]
      .filter((info) => 'ranked' in info && info.ranked)
      .map(({ name }) => [rankFieldName(name), name]),
  )
  const readers = new Map(
    [...fields.values()].map((info) => {
      const misplaced = reasonMisplaced(info.name, holder, ranks)
      return [info.name, misplaced === undefined ? fieldReader(info) : refuse(misplaced)]
    }),
  )
  return { names: [...fields.keys()], readerOf: (name) => readers.get(name) }
}

function reasonMisplaced(
  name: string,
  holder: Holder,
  ranks: ReadonlyMap<string, string>,
): string | undefined {
  const ranked = ranks.get(name)
  if (ranked !== undefined) return `leave it out: it is computed from ${quoted(ranked)}`
  if (name === 'context') return 'write it under `capabilities`'
  if (name === 'breaker_open') return 'leave it out: it is observed while the router runs'
  if (holder !== 'route' && PRICES.has(name)) return 'move it to the routes under `served_by`'
  return undefined
}

const PRICES: ReadonlySet<string> = new Set(['price_in', 'price_out'])

function refuse(help: string): Reader<never> {
  return (value, site) => {
    report(site.reading, 'UH6019', {
      message: `${site.what()} does not belong there`,
      span: site.key ?? value.span,
      help,
    })
    return undefined
  }
}

function fieldReader(info: FieldInfo): Reader<number | boolean> {
  if ('unit' in info) return (value, site) => readInDomain(value, info, site)
  return readFlag
}

/** A number that the field can have. */
function readInDomain(value: Located, info: NumFieldInfo, site: Site): number | undefined {
  const number = readNumber(value, site)
  if (number === undefined) return undefined
  const [low, high] = info.domain
  if (number >= low && number <= high) return number
  if (info.unit === 'price' && number < 0) reportNegative(value, number, site)
  else {
    report(site.reading, 'UH6010', {
      message: `${site.what()} is ${number}; it ${domainText(info)}`,
      span: value.span,
      ...domainHelp(number, info),
    })
  }
  return undefined
}

/** Adds UH6009. */
export function reportNegative(value: Located, price: number, { reading, what }: Site): void {
  report(reading, 'UH6009', {
    message: `${what()} is ${price}; a price is not negative`,
    span: value.span,
    help: 'leave it out where it is not known; 0 is for what is free',
  })
}

function domainText({ domain: [low, high] }: NumFieldInfo): string {
  if (high === Number.POSITIVE_INFINITY) return `is ${low} or more`
  if (low === Number.NEGATIVE_INFINITY) return `is at most ${high}`
  return `lies between ${low} and ${high}`
}

function domainHelp(value: number, { domain, unit, field }: NumFieldInfo): { help?: string } {
  if (value === field.default) return { help: 'leave it out where it is not known' }
  const [low, high] = domain
  if (unit !== 'ratio' || value < 0) return {}
  const ratio = scaleDecimal(String(value), { factor: 1n, exponent: -2 })
  return ratio >= low && ratio <= high ? { help: `a ratio: did you mean ${ratio}?` } : {}
}
