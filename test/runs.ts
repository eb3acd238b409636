/** How often a property is tried: `usual` times, and `FUZZ_RUNS` times that in a long run. */
export function runs(usual: number): { readonly numRuns: number } {
  return { numRuns: usual * Number(process.env.FUZZ_RUNS ?? 1) }
}
