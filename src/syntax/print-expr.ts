import { unreachable } from '../base/unreachable.ts'
import type * as ast from './ast.ts'
import { printTerm, printWord } from './print-parts.ts'
import { quoteText, writeName, writeWord } from './quoted.ts'

/** How close an expression binds, loosest first. */
type Binding = (typeof BINDINGS)[number]

const BINDINGS = ['if', 'or', 'and', 'relation', 'sum', 'product', 'sign', 'operand'] as const

/** Source text of an expression; in parentheses if it binds looser than what has to stand here. */
export function printExpr(expr: ast.Expr, needed: Binding = 'if'): string {
  const text = printBare(expr)
  return BINDINGS.indexOf(bindingOf(expr)) < BINDINGS.indexOf(needed) ? `(${text})` : text
}

function bindingOf(expr: ast.Expr): Binding {
  switch (expr.kind) {
    case 'if':
    case 'or':
    case 'and':
    case 'sum':
    case 'product':
      return expr.kind
    case 'not':
    case 'compare':
    case 'between':
    case 'in':
    case 'is':
      return 'relation'
    case 'negate':
      return 'sign'
    default:
      return 'operand'
  }
}

function printBare(expr: ast.Expr): string {
  switch (expr.kind) {
    case 'if':
      return `${printExpr(expr.value, 'or')} if ${printExpr(expr.condition, 'or')}`
    case 'or':
      return expr.operands.map((each) => printExpr(each, 'and')).join(' or ')
    case 'and':
      return expr.operands.map((each) => printExpr(each, 'relation')).join(' and ')
    case 'not':
      return `not ${printExpr(expr.operand, 'relation')}`
    case 'compare':
      return expr.rest.reduce(
        (text, { op, operand }) => `${text} ${op} ${printExpr(operand, 'sum')}`,
        printExpr(expr.first, 'sum'),
      )
    case 'between': {
      const [operand, low, high] = [expr.operand, expr.low, expr.high].map((each) =>
        printExpr(each, 'sum'),
      )
      return `${operand} between ${low} and ${high}`
    }
    case 'in':
      return `${printExpr(expr.operand, 'sum')} ${expr.negated ? 'not ' : ''}in [${expr.items.map(printListItem).join(', ')}]`
    case 'is':
      return `${printExpr(expr.operand, 'sum')} is ${expr.negated ? 'not ' : ''}${printIdentity(expr.value)}`
    case 'sum':
      return expr.rest.reduce(
        (text, { sign, operand }) => `${text} ${sign} ${printExpr(operand, 'product')}`,
        printExpr(expr.first, 'product'),
      )
    case 'product':
      return expr.factors.map((factor) => printExpr(factor, 'sign')).join(' * ')
    case 'negate':
      return `-${expr.operand.kind === 'negate' ? ' ' : ''}${printExpr(expr.operand, 'sign')}`
    case 'group':
      return `(${printExpr(expr.inner)})`
    case 'quantity':
      return expr.text
    case 'text':
      return quoteText(expr.text)
    case 'name':
      return writeName(expr.text)
    case 'boolean':
      return String(expr.value)
    case 'atom':
      return expr.atom === 'in-scope' ? 'in scope' : expr.atom
    case 'has':
      return `has ${printWord(expr.capability)}`
    case 'top':
      return `top ${printExpr(expr.count, 'sum')} by ${writeName(expr.field.text)}`
    case 'known':
      return `known ${writeName(expr.field.text)}`
    case 'call':
      return `${writeName(expr.function.text)}(${expr.args.map((arg) => printExpr(arg)).join(', ')})`
    case 'match':
      return `match ${writeName(expr.subject.text)} { ${expr.arms.map(printArm).join(', ')} }`
    case 'term':
      return printTerm(expr)
    default:
      return unreachable(expr)
  }
}

/** In a list a bare `true` is the value. */
function printListItem(item: ast.Expr): string {
  if (item.kind !== 'name') return printExpr(item, 'sign')
  return item.text === 'true' || item.text === 'false' ? `\`${item.text}\`` : writeWord(item.text)
}

/** After `is` a bare `not` denies. */
function printIdentity(value: ast.Word): string {
  return value.kind === 'name' && value.text === 'not' ? '`not`' : printWord(value)
}

/** A bare `else` is the arm for the rest. */
function printArm({ label, value }: ast.MatchArm): string {
  const name = label?.text === 'else' ? '`else`' : writeWord(label?.text ?? 'else')
  return `${name}: ${printExpr(value)}`
}
