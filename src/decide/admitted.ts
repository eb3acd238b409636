import type { OPERATORS, OperatorName, Sort } from '../ir/operators.ts'
import type { Param, Term } from '../ir/term.ts'

/*
 * Reading an admitted term. Admission has checked every argument against the operator table, so
 * a wrong one here is a bug of this program: each reader throws, and nothing else has to check.
 */

/** The names of the operations that make a term of the sort. A table keyed by it is complete. */
export type OperatorOf<S extends Sort> = {
  [Name in OperatorName]: (typeof OPERATORS)[Name]['out'] extends S ? Name : never
}[OperatorName]

/** The row of a per-sort table for the operation of a term. */
export function rowOf<Row>(table: { readonly [op: string]: Row }, term: Term): Row {
  const row = Object.hasOwn(table, term[0]) ? table[term[0]] : undefined
  if (row === undefined) throw new Error(`\`${term[0]}\` has another sort than admission promised`)
  return row
}

/** The subterm at an argument position; positions count from 1. */
export function subtermAt(term: Term, position: number): Term {
  const value = term[position]
  if (!Array.isArray(value)) throw misread(term, position)
  // The operator table says that a subterm stands here.
  return value as unknown as Term
}

/** All arguments of a variadic operation. */
export function subtermsOf(term: Term): readonly Term[] {
  return term.slice(1).map((_, index) => subtermAt(term, index + 1))
}

export function numberAt(term: Term, position: number): number {
  const value = term[position]
  if (typeof value !== 'number') throw misread(term, position)
  return value
}

export function textAt(term: Term, position: number): string {
  const value = term[position]
  if (typeof value !== 'string') throw misread(term, position)
  return value
}

export function paramAt(term: Term, position: number): Param {
  const value = term[position]
  if (value === undefined) throw misread(term, position)
  return value
}

/** The record at an argument position, or in a list of records. */
export function recordOf(value: Param): { readonly [key: string]: Param } {
  if (typeof value !== 'object' || Array.isArray(value)) throw new Error('a record was promised')
  // Neither a list nor a plain value is left.
  return value as { readonly [key: string]: Param }
}

/** The items of a list parameter. */
export function itemsAt(term: Term, position: number): readonly Param[] {
  const value = term[position]
  if (!Array.isArray(value)) throw misread(term, position)
  return value
}

function misread(term: Term, position: number): Error {
  return new Error(`argument ${position} of \`${term[0]}\` is not what admission promised`)
}
