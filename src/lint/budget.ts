/** What one request may take, however often it falls over. Absent means not limited. */
export interface Budget {
  /** Calls to providers. */
  readonly attempts: number | undefined
  /** From the first call to the end of the last. */
  readonly seconds: number | undefined
  /** What all calls together may cost. */
  readonly usd: number | undefined
  /** The request that cost is worked out for, in tokens; the usual one where absent. */
  readonly inputTokens: number | undefined
  readonly outputTokens: number | undefined
}
