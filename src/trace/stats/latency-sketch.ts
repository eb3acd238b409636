/*
 * How long things took, in a size that does not grow with their number.
 *
 * A time falls into a bucket by its power of two and the next six bits after it, so a bucket is
 * 1/64 as wide as the power of two that it lies above:
 *
 *     … 64 ms │ 65 ms │ 66 ms … 127 ms │ 128 ms │ 130 ms │ 132 ms …
 *
 * What is answered is the middle of a bucket: never further from the true value than
 * {@link LATENCY_ERROR} of it. Only bits are looked at, so that every machine makes the same
 * buckets; and a sketch of all is the sum of the sketches of the parts, exactly.
 */

/** The most that a percentile is off, as a share of the true one: half a bucket. */
export const LATENCY_ERROR = 1 / 128

/** Plain data, to be sent between threads. It is changed by {@link addLatency} and nothing else. */
export interface LatencySketch {
  count: number
  /** Milliseconds; infinite where nothing was added. */
  least: number
  most: number
  /** How many times fell into a bucket, by its number. */
  readonly buckets: Map<number, number>
}

export function newLatencySketch(): LatencySketch {
  return {
    count: 0,
    least: Number.POSITIVE_INFINITY,
    most: Number.NEGATIVE_INFINITY,
    buckets: new Map(),
  }
}

/** @param ms milliseconds; what is no time at all, such as a negative number, is left out. */
export function addLatency(sketch: LatencySketch, ms: number): void {
  if (!(ms >= 0) || ms === Number.POSITIVE_INFINITY) return
  const kept = Math.min(LONGEST_MS, Math.max(SHORTEST_MS, ms))
  const bucket = bucketOf(kept)
  sketch.count += 1
  sketch.least = Math.min(sketch.least, kept)
  sketch.most = Math.max(sketch.most, kept)
  sketch.buckets.set(bucket, (sketch.buckets.get(bucket) ?? 0) + 1)
}

export function mergeLatency(into: LatencySketch, from: LatencySketch): void {
  into.count += from.count
  into.least = Math.min(into.least, from.least)
  into.most = Math.max(into.most, from.most)
  for (const [bucket, count] of from.buckets) {
    into.buckets.set(bucket, (into.buckets.get(bucket) ?? 0) + count)
  }
}

/**
 * The smallest time that at least that share of all did not exceed, in milliseconds; undefined
 * where there is none.
 *
 * @param share above 0, at most 1.
 */
export function percentile(sketch: LatencySketch, share: number): number | undefined {
  if (sketch.count === 0) return undefined
  const rank = Math.max(1, Math.ceil(share * sketch.count))
  let seen = 0
  for (const bucket of [...sketch.buckets.keys()].sort((a, b) => a - b)) {
    seen += sketch.buckets.get(bucket) ?? 0
    if (seen >= rank) return Math.min(sketch.most, Math.max(sketch.least, middleOf(bucket)))
  }
  return sketch.most
}

/** A microsecond, and 34 years: between them there are some 3,200 buckets. */
const SHORTEST_MS = 2 ** -10
const LONGEST_MS = 2 ** 40

/** Bits of the fraction of a double that its upper half holds, and those that are kept of them. */
const UPPER_BITS = 20
const KEPT_BITS = 6

const bits = new DataView(new ArrayBuffer(8))

/** The exponent and the first bits of the fraction: neighbouring buckets have neighbouring numbers. */
function bucketOf(ms: number): number {
  bits.setFloat64(0, ms)
  return bits.getUint32(0) >>> (UPPER_BITS - KEPT_BITS)
}

function lowerEnd(bucket: number): number {
  bits.setUint32(0, bucket << (UPPER_BITS - KEPT_BITS))
  bits.setUint32(4, 0)
  return bits.getFloat64(0)
}

function middleOf(bucket: number): number {
  return (lowerEnd(bucket) + lowerEnd(bucket + 1)) / 2
}
