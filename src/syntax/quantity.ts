/** True for a number as the language writes it: `0.8`, `80%`, `$5/Mtok`, `128Ki`, `60 tok/s`. */
export function isQuantity(image: string): boolean {
  return QUANTITY.test(image)
}

/** The numbers of the language, with their units. */
export const QUANTITY =
  /^(?:\$[0-9]+(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?(?:\/(?:Mtok|ktok|tok))?|[0-9]+(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?(?:%|ms|s|m|h|k|M|Ki|Mi| tok\/s)?)$/

/**
 * The right spelling of the numbers people write for ours: `128K`, `5 USD`, `30 sec`, `$5/M`,
 * `.5`, `1_000`.
 *
 * @param image a match of {@link QUANTITY_LIKE}.
 * @returns undefined where the unit is none of this language.
 */
export function rightQuantity(image: string): string | undefined {
  const { dollar, digits, unit } = partsOf(image)
  const [first = '', ...under] = unit.split(/\/|\bper\b/)
  const currency = squeeze(first)
  if (dollar || MONEY.includes(currency)) {
    if (dollar && currency !== '' && !MONEY.includes(currency)) return undefined
    if (under.length === 0) return `$${digits}`
    const per = PER.get(squeeze(under.join('/')))
    return per === undefined ? undefined : `$${digits}/${per}`
  }
  const right = UNITS.get(unit) ?? UNITS.get(squeeze(unit))
  return right === undefined ? undefined : digits + right
}

/** A number and what was written as its unit: `5` and `foo` of `5foo`. */
export function partsOf(image: string): QuantityParts {
  const { dollar = '', digits = '', unit = '' } = SHAPE.exec(image)?.groups ?? {}
  return { dollar: dollar !== '', digits: rightDigits(digits), unit: unit.trim() }
}

export interface QuantityParts {
  readonly dollar: boolean
  readonly digits: string
  readonly unit: string
}

const SHAPE = /^(?<dollar>\$?)[ \t]*(?<digits>[0-9_]*\.?[0-9_]*(?:[eE][+-]?[0-9]+)?)(?<unit>.*)$/

/** `1_000` is 1000, `.5` is 0.5, `5.` is 5. */
function rightDigits(digits: string): string {
  const plain = digits.replaceAll('_', '')
  return (plain.startsWith('.') ? `0${plain}` : plain).replace(/\.(?=e|$)/i, '')
}

/** Neither case nor inner spaces tell two spellings apart. */
function squeeze(unit: string): string {
  return unit.replace(/[ \t]+/g, '').toLowerCase()
}

const MONEY = ['$', 'usd', 'dollar', 'dollars']

// biome-ignore format: table
const PER = spellings({
  Mtok: ['m', '1m', 'mtok', '1mtok', 'mtoks', 'mtoken', 'mtokens', '1mtokens', 'million', 'milliontokens'],
  ktok: ['k', '1k', 'ktok', '1ktok', 'ktoks', 'ktoken', 'ktokens', '1ktokens', 'thousand', 'thousandtokens'],
  tok:  ['t', 'tok', 'token', 'tokens'],
})

/** What stands after the number. `M` is a million tokens and `m` a minute, so case counts first. */
// biome-ignore format: table
const UNITS = spellings({
  ms:       ['ms', 'msec', 'msecs', 'milli', 'millis', 'millisecond', 'milliseconds'],
  s:        ['s', 'sec', 'secs', 'second', 'seconds'],
  m:        ['m', 'min', 'mins', 'minute', 'minutes'],
  h:        ['h', 'hr', 'hrs', 'hour', 'hours'],
  k:        ['k', 'kt', 'kb', 'ktok', 'ktoken', 'ktokens'],
  Ki:       ['ki', 'kib', 'kitokens'],
  M:        ['M', 'mb', 'mtok', 'mtoken', 'mtokens'],
  Mi:       ['mi', 'mib', 'mitokens'],
  ' tok/s': ['tok/s', 't/s', 'tps', 'token/s', 'tokens/s', 'tok/sec', 'tokens/sec', 'tokens/second'],
  '%':      ['%', 'percent', 'pct'],
  '':       ['', 'tok', 'token', 'tokens'],
})

function spellings(rows: Record<string, readonly string[]>): ReadonlyMap<string, string> {
  return new Map(
    Object.entries(rows).flatMap(([right, odd]) => odd.map((each) => [each, right] as const)),
  )
}

/**
 * What is lexed as a number: the right ones, and those in a foreign spelling. Whatever is glued
 * to a number is taken as its unit. A word apart from it counts only on the same line, if it is a
 * known unit and no verb follows: where one expectation of a test follows another, a name follows
 * a number.
 */
export const QUANTITY_LIKE = quantityLike()

function quantityLike(): RegExp {
  const words = [...UNITS.keys(), ...MONEY].filter((word) => /^[a-z]+$/i.test(word))
  const end = String.raw`(?!\w)(?!\s*(?:\(|rejects|never|picks|keeps|orders))`
  const number = String.raw`(?:[0-9][0-9_]*(?:\.[0-9][0-9_]*|\.(?![.\w]))?|\.[0-9]+)(?:e[+-]?[0-9]+)?`
  const glued = String.raw`[a-z_$%\u20ac\u00a3\u00b5][\w%]*`
  const apart = String.raw`[ \t]+(?:%|(?:${words.join('|')})${end})`
  const tokens = String.raw`[ \t]+tok(?:en)?s?${end}`
  const under = [...PER.keys()].join('|')
  const per = String.raw`(?:[ \t]*\/[ \t]*1?[a-z]+|[ \t]+per[ \t]+(?:${under}))(?:${tokens})?(?!\w)`
  return new RegExp(
    String.raw`(?:\$[ \t]*)?${number}(?:${glued}|${apart})?(?:${tokens})?(?:${per})?`,
    'iy',
  )
}
