/**
 * Random bytes from a supply that is drawn at once: to ask the system for ten of them takes longer
 * than anything else that is done for a receipt.
 *
 * @param draw answers that many random bytes.
 */
export function pooledRandom(draw: (count: number) => Uint8Array): (count: number) => Uint8Array {
  let pool: Uint8Array = new Uint8Array()
  let used = 0
  return (count) => {
    if (count > POOL_BYTES) return draw(count)
    if (used + count > pool.length) {
      pool = draw(POOL_BYTES)
      used = 0
    }
    used += count
    return pool.subarray(used - count, used)
  }
}

const POOL_BYTES = 4096
