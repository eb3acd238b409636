/** What a client is told of a request that is answered all the same: in `x_router.warnings`. */
export interface RequestWarning {
  /** Of a diagnostic: it has a page of its own. */
  readonly code: string
  /** One sentence. */
  readonly message: string
  /** The member of the body, or the place in it. */
  readonly param: string
}
