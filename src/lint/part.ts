import type { Span } from '../base/span.ts'
import type { Place } from '../compile/index.ts'
import { type ConditionLowering, lowerCondition } from '../compile/lower/condition.ts'
import type { ClosedCondition } from '../compile/specialise/closed.ts'
import type { Term } from '../ir/term.ts'
import type { Clause, Expr, PolicyItem } from '../syntax/ast.ts'

/**
 * A condition as it stands in the text, taken apart as far as parts can be cut out of the text:
 * the operands of `and` and `or`, and the members of lists. A list is an `or` of its members, and
 * `not in` an `and` of what they must not be.
 */
export interface Part {
  readonly place: Place
  /** All of its parts have to hold, or any of them; one part has none. */
  readonly kind: 'all' | 'any' | 'one'
  /** Parts that are members of a list. */
  readonly isList: boolean
  readonly expr: Expr
  readonly parts: readonly Part[]
  /** What one part means, with the guards that it brings along; `top` for the others. */
  readonly term: Term
  readonly slot: Slot
  /** Whether it rests on a parameter that was not tried out in full. */
  readonly isOpen: boolean
  /** For the name of a `let` of the same file, its value. */
  readonly definition: Part | undefined
}

/** What has to go with a part when it is cut out. Spans are those of whole operands. */
export type Slot =
  | {
      readonly kind: 'operand' | 'member'
      readonly own: Span
      readonly before: Span | undefined
      readonly after: Span | undefined
    }
  | { readonly kind: 'clause'; readonly clause: Clause; readonly item: PolicyItem }
  /** The value of a definition cannot be cut out. */
  | { readonly kind: 'value' }

export interface PartReading {
  /** The name of the file. */
  readonly source: string
  /** Nobody asks for the places of what is lowered. */
  readonly lowering: ConditionLowering
  readonly isOpen: (expr: Expr) => boolean
  /**
   * The value of a `let` of the file that can be judged by itself; undefined where a name means
   * something else.
   */
  readonly valueOf: (name: string) => Expr | undefined
}

/** The parts of a condition, which is what the expression means for some values of parameters. */
export function partOf({ expr, condition, slot }: Standing, reading: PartReading): Part {
  if (expr.kind === 'group') return partOf({ expr: expr.inner, condition, slot }, reading)
  const place = { source: reading.source, span: expr.span }
  const joined = joinedBy(expr, condition)
  if (joined === undefined) {
    const term = lowerCondition(condition, reading.lowering)
    const isOpen = isDecided(expr, condition) || reading.isOpen(expr)
    const definition = definitionOf(expr, condition, reading)
    return { place, kind: 'one', isList: false, expr, parts: [], term, slot, isOpen, definition }
  }
  const { kind, exprs, conditions, isList } = joined
  const parts = exprs.flatMap((each, index) => {
    const meaning = conditions[index]
    if (meaning === undefined) return []
    const part = { expr: each, condition: meaning, slot: slotIn(exprs, index, joined) }
    return [partOf(part, reading)]
  })
  const isOpen = isList ? reading.isOpen(expr) : parts.some((each) => each.isOpen)
  const term: Term = ['top']
  return { place, kind, isList, expr, parts, term, slot, isOpen, definition: undefined }
}

/** What parameters decide is another thing for other values, and needless for none of them. */
function isDecided({ kind }: Expr, condition: ClosedCondition): boolean {
  return condition.kind === 'always' && kind !== 'atom'
}

function definitionOf(
  expr: Expr,
  condition: ClosedCondition,
  reading: PartReading,
): Part | undefined {
  const value = expr.kind === 'name' ? reading.valueOf(expr.text) : undefined
  if (value === undefined) return undefined
  return partOf({ expr: value, condition, slot: { kind: 'value' } }, reading)
}

/** An expression, what it means, and where it stands. */
interface Standing {
  readonly expr: Expr
  readonly condition: ClosedCondition
  readonly slot: Slot
}

interface Joined {
  readonly kind: 'all' | 'any'
  readonly isList: boolean
  readonly exprs: readonly Expr[]
  readonly conditions: readonly ClosedCondition[]
}

function joinedBy(expr: Expr, condition: ClosedCondition): Joined | undefined {
  if (expr.kind === 'and' || expr.kind === 'or') {
    if (condition.kind !== expr.kind) return undefined
    const kind = expr.kind === 'and' ? 'all' : 'any'
    return { kind, isList: false, exprs: expr.operands, conditions: condition.operands }
  }
  if (expr.kind !== 'in' || expr.items.length < 2) return undefined
  const members = expr.negated && condition.kind === 'not' ? condition.operand : condition
  if (members.kind !== 'or' || members.operands.length !== expr.items.length) return undefined
  const conditions = expr.negated ? members.operands.map(opposite) : members.operands
  return { kind: expr.negated ? 'all' : 'any', isList: true, exprs: expr.items, conditions }
}

function opposite(operand: ClosedCondition): ClosedCondition {
  return { kind: 'not', place: operand.place, operand }
}

function slotIn(exprs: readonly Expr[], index: number, { isList }: Joined): Slot {
  const own = exprs[index]?.span ?? { start: 0, end: 0 }
  const [before, after] = [exprs[index - 1]?.span, exprs[index + 1]?.span]
  return { kind: isList ? 'member' : 'operand', own, before, after }
}
