/**
 * How often a property is tried: half of the `usual` number in the tests of every day, and
 * `FUZZ_RUNS` times it in a long run.
 */
export function runs(usual: number): { readonly numRuns: number } {
  return { numRuns: Math.ceil(usual * Number(process.env.FUZZ_RUNS ?? 0.5)) }
}
