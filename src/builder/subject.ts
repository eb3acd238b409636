import { NOWHERE, name, nameOrText, text, word } from '../compile/decompile/build.ts'
import type { Comparison } from '../syntax/ast.ts'
import { type Condition, conditionOf } from './condition.ts'

/** A name of a model. */
export interface Subject {
  readonly is: (value: string) => Condition
  readonly isNot: (value: string) => Condition
  readonly oneOf: (values: readonly string[]) => Condition
  readonly noneOf: (values: readonly string[]) => Condition
}

/** The tier of a route; tiers are in an order, lowest first: fallback, marketplace, partner. */
export interface Tier extends Subject {
  readonly atLeast: (value: string) => Condition
  readonly atMost: (value: string) => Condition
  readonly above: (value: string) => Condition
  readonly below: (value: string) => Condition
}

function subject(called: string): Subject {
  const operand = name(called)
  const is = (negated: boolean) => (value: string) =>
    conditionOf({ kind: 'is', span: NOWHERE, operand, negated, value: word(value) })
  const within = (negated: boolean) => (values: readonly string[]) =>
    conditionOf({ kind: 'in', span: NOWHERE, operand, negated, items: values.map(nameOrText) })
  return { is: is(false), isNot: is(true), oneOf: within(false), noneOf: within(true) }
}

function ordered(called: string): Tier {
  const compare = (op: Comparison) => (value: string) =>
    conditionOf({
      kind: 'compare',
      span: NOWHERE,
      first: name(called),
      rest: [{ op, opSpan: NOWHERE, operand: text(value) }],
    })
  return {
    ...subject(called),
    atLeast: compare('>='),
    atMost: compare('<='),
    above: compare('>'),
    below: compare('<'),
  }
}

export const provider: Subject = subject('provider')
export const family: Subject = subject('family')
export const servedBy: Subject = subject('served_by')
export const tier: Tier = ordered('tier')
