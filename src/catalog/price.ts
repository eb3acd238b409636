import type { Prices } from './catalog.ts'
import { add, type Decimal, decimalOf, multiply, ZERO } from './money.ts'

/** Tokens of one request, each counted once: all four together are what was read and written. */
export interface Usage {
  /** Input that was neither read from a cache nor written to one. */
  readonly input: number
  readonly output: number
  readonly cacheRead?: number
  readonly cacheWrite?: number
}

/** What a request costs, in USD, exactly: the parts are the total to the last digit. */
export interface Cost {
  readonly input: Decimal
  readonly output: Decimal
  readonly cacheRead: Decimal
  readonly cacheWrite: Decimal
  readonly total: Decimal
  /** Parts charged at the input price, since the route names none for the cache. */
  readonly assumed: readonly ('cacheRead' | 'cacheWrite')[]
}

/**
 * The cost of a request at the prices of a route, or undefined where a price that it needs is not
 * known, or a count is not a whole number of tokens. A long input is charged at its tier, the
 * whole request and the output too, as providers do.
 */
export function costOf(prices: Prices, usage: Usage): Cost | undefined {
  const { input, output, cacheRead = 0, cacheWrite = 0 } = usage
  const applicable = pricesFor(prices, input + cacheRead + cacheWrite)
  const parts = {
    input: charge(input, applicable.price_in),
    output: charge(output, applicable.price_out),
    cacheRead: charge(cacheRead, applicable.price_cache_read ?? applicable.price_in),
    cacheWrite: charge(cacheWrite, applicable.price_cache_write ?? applicable.price_in),
  }
  if (!areKnown(parts)) return undefined
  const total = add(add(add(parts.input, parts.output), parts.cacheRead), parts.cacheWrite)
  const assumed: Cost['assumed'][number][] = []
  if (cacheRead > 0 && applicable.price_cache_read === undefined) assumed.push('cacheRead')
  if (cacheWrite > 0 && applicable.price_cache_write === undefined) assumed.push('cacheWrite')
  return { ...parts, total, assumed }
}

/** The prices of a request with that many tokens of input; a tier changes only what it names. */
export function pricesFor(prices: Prices, inputTokens: number): Omit<Prices, 'tiers'> {
  const { tiers } = prices
  // Most routes have one price list, and a copy of a candidate takes longer than its cost.
  if (tiers === undefined) return prices
  const { tiers: _, ...base } = prices
  const passed = tiers.filter(({ above }) => inputTokens > above)
  return Object.assign({}, base, ...passed.map(({ above: _, ...own }) => own))
}

type Parts = Omit<Cost, 'total' | 'assumed'>

function areKnown(parts: { [K in keyof Parts]: Decimal | undefined }): parts is Parts {
  const { input, output, cacheRead, cacheWrite } = parts
  return (
    input !== undefined &&
    output !== undefined &&
    cacheRead !== undefined &&
    cacheWrite !== undefined
  )
}

const PER_MILLION: Decimal = { digits: 1n, exponent: -6 }

/** Nothing costs nothing, whatever its price. */
function charge(tokens: number, usdPerMillionTokens: number | undefined): Decimal | undefined {
  if (!Number.isSafeInteger(tokens) || tokens < 0) return undefined
  if (tokens === 0) return ZERO
  if (usdPerMillionTokens === undefined) return undefined
  const price = multiply(decimalOf(usdPerMillionTokens), PER_MILLION)
  return multiply({ digits: BigInt(tokens), exponent: 0 }, price)
}
