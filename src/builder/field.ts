import type { Unit } from '../catalog/units.ts'
import { STANDARD_CATALOG_VOCABULARY } from '../catalog/vocabulary.ts'
import { NOWHERE, name } from '../compile/decompile/build.ts'
import type { Comparison } from '../syntax/ast.ts'
import { type Condition, conditionOf } from './condition.ts'
import { type Amount, quantity } from './quantity.ts'
import { type Score, scoreOf } from './score.ts'

/** A figure of a model, to compare or to rank by. A number is in the unit of the field. */
export interface Field extends Score {
  readonly name: string
  readonly atLeast: (value: Amount) => Condition
  readonly atMost: (value: Amount) => Condition
  readonly above: (value: Amount) => Condition
  readonly below: (value: Amount) => Condition
  readonly equals: (value: Amount) => Condition
  readonly differsFrom: (value: Amount) => Condition
  /** Both ends included. */
  readonly between: (low: Amount, high: Amount) => Condition
  readonly oneOf: (values: readonly Amount[]) => Condition
  readonly noneOf: (values: readonly Amount[]) => Condition
  /** Among the first so many of the catalog by this figure. */
  readonly inTop: (count: number) => Condition
  readonly isKnown: () => Condition
}

/**
 * A field by its name, as `quality.coding`.
 *
 * @param unit what a field that is not a standard one is measured in.
 */
export function field(called: string, unit?: Unit): Field {
  const info = STANDARD_CATALOG_VOCABULARY.info.get(called)
  const measured = unit ?? (info !== undefined && 'unit' in info ? info.unit : 'number')
  const operand = name(called)
  const compare = (op: Comparison) => (value: Amount) =>
    conditionOf({
      kind: 'compare',
      span: NOWHERE,
      first: operand,
      rest: [{ op, opSpan: NOWHERE, operand: quantity(value, measured) }],
    })
  const within = (negated: boolean) => (values: readonly Amount[]) =>
    conditionOf({
      kind: 'in',
      span: NOWHERE,
      operand,
      negated,
      items: values.map((value) => quantity(value, measured)),
    })
  return {
    ...scoreOf(operand, measured),
    name: called,
    atLeast: compare('>='),
    atMost: compare('<='),
    above: compare('>'),
    below: compare('<'),
    equals: compare('='),
    differsFrom: compare('!='),
    between: (low, high) =>
      conditionOf({
        kind: 'between',
        span: NOWHERE,
        operand,
        low: quantity(low, measured),
        high: quantity(high, measured),
      }),
    oneOf: within(false),
    noneOf: within(true),
    inTop: (count) =>
      conditionOf({ kind: 'top', span: NOWHERE, count: quantity(count, 'count'), field: operand }),
    isKnown: () => conditionOf({ kind: 'known', span: NOWHERE, field: operand }),
  }
}

/** A field that holds or does not, as `no_log`. */
export function flag(called: string): Condition {
  return conditionOf(name(called))
}

export const quality: Field = field('quality')
export const toolCalling: Field = field('tool_calling')
/** USD per million tokens of input. */
export const priceIn: Field = field('price_in')
/** USD per million tokens of output. */
export const priceOut: Field = field('price_out')
/** Milliseconds to the first token. */
export const latency: Field = field('latency_ms')
/** Output tokens a second. */
export const throughput: Field = field('tok_s')
export const successRate: Field = field('success_rate')
/** Tokens of the context window. */
export const context: Field = field('context')
/** USD left at the provider. */
export const credits: Field = field('credits')
/** The provider keeps no prompt and no answer. */
export const noLog: Condition = flag('no_log')
/** Runs in a trusted execution environment. */
export const hasTee: Condition = flag('has_tee')
