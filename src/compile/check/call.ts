import { nearestName } from '../../base/nearest-name.ts'
import type { Unit } from '../../catalog/units.ts'
import type { Expr } from '../../syntax/ast.ts'
import { writeInstead } from '../problem.ts'
import type { Constant } from './constant.ts'
import { expectNumber, reportNoNumber } from './expect-number.ts'
import { expectScore } from './expect-score.ts'
import { infer } from './infer.ts'
import { placeIn, report, type Scope, textOf } from './scope.ts'
import type { TypedScore } from './typed.ts'

type Call = Expr & { kind: 'call' }

/** `norm(quality)`, `clamp(latency_ms, 0s, 10s)`. Adds UH1012 and UH2021. */
export function inferCall(expr: Call, scope: Scope): TypedScore | undefined {
  const { text, span } = expr.function
  const called = FUNCTIONS.get(text)
  if (called === undefined) {
    const nearest = SYNONYMS.get(text) ?? nearestName(text, FUNCTIONS.keys())
    return report(scope, 'UH1012', {
      node: expr.function,
      message: `\`${text}\` is not a function`,
      help:
        nearest === undefined
          ? 'the functions are `norm(score)` and `clamp(score, low, high)`'
          : `did you mean \`${nearest}\`?`,
      fix: nearest === undefined ? undefined : writeInstead(span, nearest),
    })
  }
  if (expr.args.length !== called.arity) {
    return report(scope, 'UH2021', {
      node: expr,
      message: `\`${text}\` takes ${called.arity} argument${called.arity === 1 ? '' : 's'}, found ${expr.args.length}`,
      help: `write \`${called.form}\``,
    })
  }
  return called.infer(expr, scope)
}

interface Called {
  readonly arity: number
  readonly form: string
  readonly infer: (expr: Call, scope: Scope) => TypedScore | undefined
}

const FUNCTIONS: ReadonlyMap<string, Called> = new Map([
  ['norm', { arity: 1, form: 'norm(score)', infer: inferNorm }],
  ['clamp', { arity: 3, form: 'clamp(score, low, high)', infer: inferClamp }],
])

/** What people call the functions elsewhere. */
const SYNONYMS: ReadonlyMap<string, string> = new Map([
  ['normalize', 'norm'],
  ['normalise', 'norm'],
  ['minmax', 'norm'],
  ['scale', 'norm'],
  ['bound', 'clamp'],
  ['limit', 'clamp'],
])

function inferNorm(expr: Call, scope: Scope): TypedScore | undefined {
  const [argument] = expr.args
  const score = argument && expectScore(argument, scope)
  if (score === undefined) return undefined
  const place = placeIn(scope, expr)
  return { sort: 'score', score: { kind: 'norm', place, score: score.score }, unit: 'ratio' }
}

function inferClamp(expr: Call, scope: Scope): TypedScore | undefined {
  const [first, second, third] = expr.args
  if (first === undefined || second === undefined || third === undefined) return undefined
  const score = expectScore(first, scope)
  if (score === undefined) return undefined
  const { unit } = score
  const low = expectBound(second, unit, scope)
  const high = expectBound(third, unit, scope)
  if (low === undefined || high === undefined) return undefined
  if (isAbove(low, high)) {
    return report(scope, 'UH2014', {
      node: { span: { start: second.span.start, end: third.span.end } },
      message: `nothing lies between \`${textOf(scope, second)}\` and \`${textOf(scope, third)}\``,
      help: 'write the lower end first: `clamp(score, low, high)`',
    })
  }
  const place = placeIn(scope, expr)
  return { sort: 'score', score: { kind: 'clamp', place, low, high, score: score.score }, unit }
}

/** An end of the range: of the unit of the score where it has one, else any number. */
function expectBound(expr: Expr, unit: Unit | undefined, scope: Scope): Constant | undefined {
  if (unit !== undefined) return expectNumber(expr, { unit, by: '`clamp` of this score' }, scope)
  const typed = infer(expr, scope)
  if (typed === undefined) return undefined
  if (typed.sort === 'constant' && typed.type.kind === 'number') return typed.constant
  return reportNoNumber(expr, typed, scope)
}

/** Whether both are known and the first is larger. */
export function isAbove(low: Constant, high: Constant): boolean {
  if (low.kind !== 'value' || high.kind !== 'value') return false
  return low.value.value > high.value.value
}
