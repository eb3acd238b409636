import { childrenOf } from '../../ir/subterms.ts'
import { subtermAt, type Term } from '../../ir/term.ts'
import type { Expr, RecipeStep, Transform } from '../../syntax/ast.ts'
import { NOWHERE, nameOrText, number, raw, text, word } from './build.ts'
import { type ConditionContext, conditionExpr } from './condition-expr.ts'

/** The clauses of a transform in normal form. Where no clause says it, `apply term [...]`. */
export function transformClauses(term: Term, context: ConditionContext): readonly Transform[] {
  if (term[0] === 'id') return []
  const steps = term[0] === 'seq' ? childrenOf(term) : [term]
  const clauses: Transform[] = []
  const timeout = context.hideGuards ? timeoutOf(steps) : undefined
  for (const step of steps) {
    if (step === timeout?.total) clauses.push(timeout.clause)
    else if (step !== timeout?.firstToken) clauses.push(stepClause(step, context))
  }
  return clauses
}

interface Timeout {
  readonly total: Term
  readonly firstToken: Term | undefined
  readonly clause: Transform
}

/** The one `timeout` that a policy may say, with its first token where that comes next. */
function timeoutOf(steps: readonly Term[]): Timeout | undefined {
  const index = steps.findIndex((step) => durationOf(step, 'timeout_ms') !== undefined)
  const total = steps[index]
  if (total === undefined) return undefined
  const next = steps[index + 1]
  const firstMs = next && durationOf(next, 'first_token_timeout_ms')
  return {
    total,
    firstToken: firstMs === undefined ? undefined : next,
    clause: {
      kind: 'timeout',
      span: NOWHERE,
      total: number(durationOf(total, 'timeout_ms') ?? 0, 'duration'),
      firstToken: firstMs === undefined ? undefined : number(firstMs, 'duration'),
    },
  }
}

function durationOf(step: Term, param: string): number | undefined {
  const [op, name, value] = step
  const sets = op === 'set_param' && name === param
  return sets && typeof value === 'number' && value >= 0 ? value : undefined
}

function stepClause(step: Term, context: ConditionContext): Transform {
  const param = word(typeof step[1] === 'string' ? step[1] : '')
  switch (step[0]) {
    case 'set_param':
      return { kind: 'set', span: NOWHERE, param, value: scalar(step[2]) }
    case 'inject_seed':
      return { kind: 'seed', span: NOWHERE, param }
    case 'jitter':
      return { kind: 'jitter', span: NOWHERE, param, by: number(Number(step[2])) }
    case 'clamp_param': {
      const [low, high] = [Number(step[2]), Number(step[3])]
      if (low > high) return applied(step)
      const range = { kind: 'range', span: NOWHERE, low: number(low), high: number(high) } as const
      return { kind: 'limit', span: NOWHERE, param, range }
    }
    case 'custom':
      return { kind: 'apply', span: NOWHERE, transform: nameOrText(param.text) }
    case 'filter_text':
    case 'filter_image': {
      const recipe = Array.isArray(step[1]) ? step[1].map(recipeStep) : []
      if (recipe.length === 0) return applied(step)
      const medium = step[0] === 'filter_text' ? 'text' : 'image'
      return { kind: 'filter', span: NOWHERE, medium, recipe }
    }
    case 'when':
      return whenClause(step, context)
    default:
      return applied(step)
  }
}

function whenClause(step: Term, context: ConditionContext): Transform {
  const condition = subtermAt(step, 1)
  const inner = subtermAt(step, 2)
  if (inner[0] === 'id') return applied(step)
  const beside = condition[0] === 'and' ? childrenOf(condition) : [condition]
  const steps = inner[0] === 'seq' ? childrenOf(inner) : [inner]
  return {
    kind: 'when',
    span: NOWHERE,
    pred: conditionExpr(condition, { ...context, beside }),
    body: steps.map((each) => stepClause(each, context)),
  }
}

function applied(step: Term): Transform {
  return { kind: 'apply', span: NOWHERE, transform: raw(step) }
}

function scalar(value: unknown): Expr {
  if (typeof value === 'boolean') return { kind: 'boolean', span: NOWHERE, value }
  return typeof value === 'number' ? number(value) : text(String(value))
}

function recipeStep(step: unknown): RecipeStep {
  if (typeof step === 'string') return word(step)
  const entries = Object.entries(step ?? {}).map(([key, value]) => ({
    kind: 'setting' as const,
    span: NOWHERE,
    key: word(key),
    value: number(Number(value)),
  }))
  return { kind: 'settings', span: NOWHERE, entries }
}
