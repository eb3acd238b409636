import type { Expr } from '../../syntax/ast.ts'
import { report, type Scope } from './scope.ts'

/** Adds UH7001, with a safe fix, where an `and` stands in an `or` without parentheses. */
export function checkMixing({ operands }: Expr & { kind: 'or' }, scope: Scope): void {
  const mixed = operands.filter((operand) => operand.kind === 'and')
  const [first] = mixed
  if (first === undefined) return
  report(scope, 'UH7001', {
    node: first,
    message: '`and` and `or` are mixed, and `and` is taken first',
    label: 'taken together',
    help: 'put parentheses around what belongs together',
    fix: {
      title: 'add the parentheses that are meant so far',
      safe: true,
      edits: mixed.flatMap(({ span }) => [
        { span: { start: span.start, end: span.start }, text: '(' },
        { span: { start: span.end, end: span.end }, text: ')' },
      ]),
    },
  })
}
