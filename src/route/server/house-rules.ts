/** What one router takes on at once, and from whom. */
export interface HouseRules {
  readonly maxBodyBytes: number
  /** Requests that are run at once; the next ones are told to come back. */
  readonly maxConcurrent: number
  /** How long a client may take nothing of an answer that is there, in milliseconds. */
  readonly clientIdleMs: number
  /** How long clients may take to read that they are told of a shutdown, in milliseconds. */
  readonly lastWordsMs: number
  /**
   * The names by which clients may address the router; any where absent. A page in a browser can
   * have its own name lead here, and it would be sent as the host.
   */
  readonly hosts?: ReadonlySet<string>
}

export const HOUSE_RULES: HouseRules = {
  maxBodyBytes: 33_554_432,
  maxConcurrent: 4096,
  clientIdleMs: 60_000,
  lastWordsMs: 1000,
}
