import type { Measurements } from './context.ts'

/** How a Num field is read from what a host measured of a route; NaN where it is not there. */
export interface Reader {
  readonly one: (found: Measurements) => number
  /**
   * The same for the first `count` of many. Each field has a loop of its own, in which its reader
   * is inlined: a reader that is passed in would return every double in a box.
   */
  readonly many: (found: readonly Measurements[], count: number, out: Float64Array) => void
}

/** The Num fields that a host measures by route. */
export const MEASURED: ReadonlyMap<string, Reader> = new Map<string, Reader>([
  [
    'price_in',
    {
      one: priceIn,
      many: (found, count, out) => {
        for (let i = 0; i < count; i++) out[i] = priceIn(found[i] ?? NOTHING)
      },
    },
  ],
  [
    'price_out',
    {
      one: priceOut,
      many: (found, count, out) => {
        for (let i = 0; i < count; i++) out[i] = priceOut(found[i] ?? NOTHING)
      },
    },
  ],
  [
    'latency_ms',
    {
      one: latency,
      many: (found, count, out) => {
        for (let i = 0; i < count; i++) out[i] = latency(found[i] ?? NOTHING)
      },
    },
  ],
  [
    'tok_s',
    {
      one: speed,
      many: (found, count, out) => {
        for (let i = 0; i < count; i++) out[i] = speed(found[i] ?? NOTHING)
      },
    },
  ],
  [
    'success_rate',
    {
      one: success,
      many: (found, count, out) => {
        for (let i = 0; i < count; i++) out[i] = success(found[i] ?? NOTHING)
      },
    },
  ],
])

const NOTHING: Measurements = {}

/** State is outside data: what is not a number was not measured. */
export function numeric(value: unknown): number {
  return typeof value === 'number' ? value : Number.NaN
}

function priceIn({ price_in }: Measurements): number {
  return numeric(price_in)
}

function priceOut({ price_out }: Measurements): number {
  return numeric(price_out)
}

function latency({ ema_latency_ms, latency_ms }: Measurements): number {
  return numeric(ema_latency_ms ?? latency_ms)
}

function speed({ ema_tok_s, tok_s }: Measurements): number {
  return numeric(ema_tok_s ?? tok_s)
}

function success({ success_rate_ewma, success_rate }: Measurements): number {
  return numeric(success_rate_ewma ?? success_rate)
}

/** True for a Num field of which a host may know more than the catalog. */
export function isReported(field: string): boolean {
  return field === 'credits' || MEASURED.has(field)
}
