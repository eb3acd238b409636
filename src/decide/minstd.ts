/**
 * The MINSTD generator that `sample` and `jitter` draw from, so that every host draws alike.
 *
 * Exact in doubles: state and product stay below 2^53. The seed is any number; it is taken modulo
 * 2^31 - 1 (towards a value that is not negative), and 0 becomes 2^31 - 2. Four steps decorrelate
 * small seeds.
 *
 * @returns a function that answers the next number in (0, 1).
 */
export function minstd(seed: number): () => number {
  let state = seed % MODULUS
  if (state < 0) state += MODULUS
  if (state <= 0) state += MODULUS - 1
  const step = (): number => {
    state = (state * MULTIPLIER) % MODULUS
    return state / MODULUS
  }
  for (let i = 0; i < WARM_UP; i++) step()
  return step
}

/** A seed for an independent stream under a name: the base plus a hash of the name's bytes. */
export function streamSeed(base: number, name: string): number {
  let hash = 0
  for (const byte of new TextEncoder().encode(name)) hash = (hash * 31 + byte) % MODULUS
  return (base + hash) % MODULUS
}

const MODULUS = 2147483647
const MULTIPLIER = 16807
const WARM_UP = 4
