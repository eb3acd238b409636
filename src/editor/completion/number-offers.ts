import { CANONICAL_UNIT, spellings, type Unit } from '../../catalog/units.ts'
import { UNIT_EXAMPLES } from '../../compile/check/units.ts'
import type { Offer } from './completion.ts'

/** A number as it is typed, what surrounds its digits left out. */
const DIGITS = /\d[\d_]*(?:\.\d+)?(?:[eE][+-]?\d+)?/

/** The ways to give the number that is being typed its unit. */
export function unitOffers(image: string, wanted: Unit | undefined): readonly Offer[] {
  const digits = DIGITS.exec(image)?.[0].replaceAll('_', '')
  if (digits === undefined) return []
  const units = wanted === undefined ? UNITS : [wanted]
  return units.flatMap((unit) =>
    spellings(digits, unit === 'count' ? 'number' : unit).map((text) => quantityOffer(text, unit)),
  )
}

/** A number of that unit, to show how it is written. */
export function exampleOffers(unit: Unit | undefined): readonly Offer[] {
  return unit === undefined ? [] : [quantityOffer(UNIT_EXAMPLES[unit], unit)]
}

function quantityOffer(text: string, unit: Unit): Offer {
  return {
    kind: 'quantity',
    label: text,
    detail: `${unit}, ${CANONICAL_UNIT[unit]}`,
    doc: '',
    insert: text,
  }
}

const UNITS = (Object.keys(CANONICAL_UNIT) as readonly Unit[]).filter((unit) => unit !== 'number')
