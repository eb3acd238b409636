import { exactProduct, exactSum } from '../../compile/exact.ts'
import type { Argument } from './arguments.ts'
import { type BuiltPolicy, madePolicy } from './made.ts'
import type { Open, Part } from './parts.ts'
import { sha256 } from './sha256.ts'

/** How an open value is worked out: the index of a parameter, or an operation. */
export type Worked =
  | number
  | { readonly value: number }
  | { readonly sum: readonly (readonly [sign: number, of: Worked])[] }
  | { readonly product: readonly Worked[] }

/** An open value: how it comes about, what is asked of it, and where the term changes its shape. */
export interface OpenValue {
  /** As messages call it. */
  readonly called: string
  readonly of: Worked
  readonly whole?: boolean
  /** It has to lie between two numbers, both included. */
  readonly limits?: readonly (readonly [low: number, high: number, by: string])[]
  /** The numbers at which the term changes its shape, ascending. */
  readonly at?: readonly number[]
  /** The only texts it may be. */
  readonly texts?: readonly string[]
}

export interface OpenForm {
  readonly values: readonly OpenValue[]
  /** Comparisons of open values with one another, or with a text. */
  readonly tests?: readonly OpenComparison[]
  /** Pairs of which the second may not be smaller. */
  readonly ordered?: readonly (readonly [low: Worked, high: Worked])[]
  readonly notBothZero?: readonly (readonly [Worked, Worked])[]
  /** By the parts of the lines in which the values lie, then the outcomes of the tests. */
  readonly shapes: { readonly [index: number]: (open: Open) => Part }
}

export interface OpenComparison {
  readonly left: number
  readonly relation: string
  readonly right: number | { readonly value: Argument }
}

/** A policy of which numbers or texts are open. For the same values it is the same object. */
export function openForm(
  policy: string,
  form: OpenForm,
): (given: readonly Argument[]) => BuiltPolicy {
  const known = new Map<string, BuiltPolicy>()
  return (given) => {
    const key = JSON.stringify(given)
    const before = known.get(key)
    if (before !== undefined) return before
    const made = makeOpen(policy, form, given)
    // Values may come from anywhere: a flood of them is worked out each time, not kept.
    if (known.size < MOST_KEPT) known.set(key, made)
    return made
  }
}

const MOST_KEPT = 1024

function makeOpen(policy: string, form: OpenForm, given: readonly Argument[]): BuiltPolicy {
  const open: (number | string)[] = []
  let index = 0
  for (const value of form.values) {
    const one = worked(value.of, given)
    open.push(one)
    index = index * partsOf(value) + partOf(value, one, policy)
  }
  for (const { left, relation, right } of form.tests ?? []) {
    const other = typeof right === 'number' ? open[right] : right.value
    index = 2 * index + (isSo(open[left], relation, other) ? 1 : 0)
  }
  for (const [low, high] of form.ordered ?? []) {
    const [from, to] = [worked(low, given), worked(high, given)]
    if (from > to) throw new RangeError(`\`${policy}\`: nothing lies between ${from} and ${to}`)
  }
  for (const pair of form.notBothZero ?? []) {
    if (pair.some((each) => worked(each, given) !== 0)) continue
    throw new RangeError(`\`${policy}\`: a request has tokens, and both counts are 0`)
  }
  const shape = form.shapes[index]
  if (shape === undefined) throw new Error(`\`${policy}\` was built wrongly: build it again`)
  const [term, text] = shape(open)
  return madePolicy(term as BuiltPolicy['policy_ir'], `sha256:${sha256(`sigma-pol/v2:${text}`)}`)
}

function partsOf({ at = [], texts }: OpenValue): number {
  return texts === undefined ? 2 * at.length + 1 : texts.length
}

function partOf(open: OpenValue, value: number | string, policy: string): number {
  const { called, at = [], texts, limits = [], whole = false } = open
  if (typeof value === 'string') {
    if (texts === undefined) return 0
    if (texts.includes(value)) return texts.indexOf(value)
    const names = texts.map((each) => `\`${each}\``).join(', ')
    throw new RangeError(
      `${called} of \`${policy}\` is one of ${names}, not ${JSON.stringify(value.slice(0, 40))}`,
    )
  }
  if (!Number.isFinite(value)) {
    throw new RangeError(`${called} of \`${policy}\` is larger than any number that can be carried`)
  }
  if (whole && !Number.isSafeInteger(value)) {
    throw new RangeError(`${called} of \`${policy}\` is a whole number, not ${value}`)
  }
  for (const [low, high, by] of limits) {
    if (value >= low && value <= high) continue
    const upwards = high >= Number.MAX_SAFE_INTEGER
    throw new RangeError(
      `${called} of \`${policy}\` is ${value}, but ${by} ${upwards ? `is at least ${low}` : `lies between ${low} and ${high}`}`,
    )
  }
  let part = 0
  for (const each of at) {
    if (value === each) return part + 1
    if (value > each) part += 2
  }
  return part
}

function worked(of: Worked, given: readonly Argument[]): number | string {
  if (typeof of === 'number') {
    const value = given[of]
    return typeof value === 'boolean' ? String(value) : (value ?? Number.NaN)
  }
  if ('value' in of) return of.value
  const numbers =
    'sum' in of
      ? of.sum.map(([sign, each]) => sign * Number(worked(each, given)))
      : of.product.map((each) => Number(worked(each, given)))
  if (!numbers.every(Number.isFinite)) return Number.POSITIVE_INFINITY
  return 'sum' in of ? exactSum(numbers) : exactProduct(numbers)
}

function isSo(left: Argument | undefined, relation: string, right: Argument | undefined): boolean {
  if (relation === 'eq') return left === right
  if (relation === 'ne') return left !== right
  if (typeof left !== 'number' || typeof right !== 'number') return false
  if (relation === 'lt') return left < right
  if (relation === 'le') return left <= right
  return relation === 'gt' ? left > right : left >= right
}
