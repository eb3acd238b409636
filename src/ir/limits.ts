/** Bounds on the parameters of a term, beyond those that every term has to keep. */
export interface Limits {
  /** The most UTF-16 code units a text may have. */
  readonly textLength: number
  /** The most entries a recipe, a chain, a list of waits or a record may have. */
  readonly listLength: number
}

/** For a term that arrived with a request. */
export const CALLER_LIMITS: Limits = { textLength: 256, listLength: 64 }

/** For a term that this process made or was started with. */
export const NO_LIMITS: Limits = {
  textLength: Number.POSITIVE_INFINITY,
  listLength: Number.POSITIVE_INFINITY,
}

/** The most levels a term may have, its own operation being the first. */
export const MAX_DEPTH = 64

/** The most operations a term may have, its own included. */
export const MAX_NODES = 4096

/** The most nodes a flow may have. */
export const MAX_FLOW_NODES = 256

/** The most inputs a node of a flow may take. */
export const MAX_FLOW_INPUTS = 32
