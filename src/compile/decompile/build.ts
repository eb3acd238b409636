import type { Span } from '../../base/span.ts'
import type { Unit } from '../../catalog/units.ts'
import type { Param, Term } from '../../ir/term.ts'
import type { Clause, Expr, Json, Name, PolicyItem, RawTerm, Text, Word } from '../../syntax/ast.ts'
import { isReserved } from '../../syntax/tokens.ts'
import { quantityText } from '../quantity-text.ts'

/*
 * Syntax that nobody wrote: the nodes that a decompiled file is made of. They stand nowhere, so
 * all have the same empty span.
 */

export const NOWHERE: Span = { start: 0, end: 0 }

export function name(text: string): Name {
  return { kind: 'name', span: NOWHERE, text }
}

export function text(value: string): Text {
  return { kind: 'text', span: NOWHERE, text: value }
}

/** Where only a word can stand: bare if it is plain, reserved or not; else in quotes. */
export function word(value: string): Word {
  return PLAIN.test(value) ? name(value) : text(value)
}

/** Where an expression can stand too: a reserved word has to be quoted there. */
export function nameOrText(value: string): Word {
  return isReserved(value) ? text(value) : word(value)
}

const PLAIN = /^[A-Za-z_]\w*(\.[A-Za-z_]\w*)*$/

/** A number in the unit that its place asks for. */
export function number(value: number, unit: Unit = 'number'): Expr {
  const digits: Expr = {
    kind: 'quantity',
    span: NOWHERE,
    text: quantityText(Math.abs(value), unit),
  }
  return value < 0 ? negated(digits) : digits
}

export function negated(operand: Expr): Expr {
  return { kind: 'negate', span: NOWHERE, operand }
}

export function group(inner: Expr): Expr {
  return { kind: 'group', span: NOWHERE, inner }
}

export function not(operand: Expr): Expr {
  return { kind: 'not', span: NOWHERE, operand }
}

/** `term [...]` */
export function raw(term: Term): RawTerm {
  return { kind: 'term', span: NOWHERE, json: jsonOf(term) }
}

function jsonOf(value: Term | Param): Json {
  switch (typeof value) {
    case 'string':
      return { kind: 'string', span: NOWHERE, value }
    case 'boolean':
      return { kind: 'boolean', span: NOWHERE, value }
    case 'number':
      return { kind: 'number', span: NOWHERE, text: JSON.stringify(value) }
    default:
      return isList(value)
        ? { kind: 'array', span: NOWHERE, items: value.map(jsonOf) }
        : {
            kind: 'object',
            span: NOWHERE,
            members: Object.entries(value).map(([key, member]) => ({
              span: NOWHERE,
              keySpan: NOWHERE,
              key,
              value: jsonOf(member),
            })),
          }
  }
}

/** `Array.isArray` alone does not narrow a readonly array. */
function isList(value: Term | Param): value is readonly (Term | Param)[] {
  return Array.isArray(value)
}

/** @param called undefined for a policy without a name. */
export function policyItem(called: string | undefined, body: readonly Clause[]): PolicyItem {
  return {
    kind: 'policy',
    span: NOWHERE,
    doc: [],
    name: called === undefined ? undefined : name(called),
    params: [],
    extends: undefined,
    body,
  }
}
