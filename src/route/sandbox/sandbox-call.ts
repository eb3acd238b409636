/** A call of a model as it came. */
export interface SandboxCall {
  /** Empty where neither the path nor the model says who is asked. */
  readonly provider: string
  /** As the catalog calls it; undefined where it has none of that name. */
  readonly family: string | undefined
  readonly path: string
  /** By their names in lower case. */
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>
  readonly body: Uint8Array
  /** As it was written. */
  readonly fault: string | undefined
}

/** What became of the calls so far, those of models and others. */
export interface CallCounts {
  readonly open: number
  /** Ended by the sandbox, with or without a fault. */
  readonly closed: number
  /** Left by the client before the end. */
  readonly aborted: number
}
