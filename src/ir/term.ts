/** A parameter of an operation: whatever JSON holds but null. */
export type Param = string | number | boolean | readonly Param[] | { readonly [key: string]: Param }

/**
 * An admitted term: `[operation, argument, …]`. Which arguments are subterms and which are
 * parameters is told by the operator table, never by looking at the value.
 */
export type Term = readonly [op: string, ...args: (Term | Param)[]]

/** A place in a term, as `$.policy[1].and[2].cmp[1]`; arguments count from 1. */
export type Path = string

/** Why a value was refused, and where. */
export interface Refusal {
  /** `UH8…` */
  readonly code: string
  readonly path: Path
  /** One sentence that quotes what was found and what was expected. */
  readonly message: string
  /** The nearest valid name, where the fault is an unknown one. */
  readonly nearest?: string
}

/** The argument at `index`, from 1, where the operator table says that a subterm stands. */
export function subtermAt(term: Term, index: number): Term {
  // A list parameter has the same type; only the table tells them apart, and the caller read it.
  return term[index] as Term
}
