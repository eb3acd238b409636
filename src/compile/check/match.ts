import type { Expr, MatchArm } from '../../syntax/ast.ts'
import { listed } from '../listed.ts'
import { writeInstead } from '../problem.ts'
import { suggest } from '../suggest.ts'
import { infer } from './infer.ts'
import type { Param } from './param.ts'
import { placeIn, report, type Scope } from './scope.ts'
import type { Typed } from './typed.ts'
import { unifyArms } from './unify-arms.ts'

type MatchExpr = Expr & { kind: 'match' }

/**
 * `match plan { free: 0.6, else: 0.8 }`. Adds UH2017 for something that is no choice, UH2007 for
 * a label it does not have, UH2016 for one named twice, UH2015 for one left out, UH7003 for an
 * `else` that never applies, UH2018 for values that are not of one kind.
 */
export function inferMatch(expr: MatchExpr, scope: Scope): Typed | undefined {
  const choice = choiceOf(expr, scope)
  const values = new Map<MatchArm, Typed>()
  for (const arm of expr.arms) {
    const typed = infer(arm.value, scope)
    if (typed !== undefined) values.set(arm, typed)
  }
  const arms = choice && armsByLabel(expr, choice.labels, scope)
  if (choice === undefined || arms === undefined || values.size < expr.arms.length) return undefined
  return unifyArms(expr, { param: choice.param, arms, values }, scope)
}

interface Choice {
  readonly param: Param
  readonly labels: readonly string[]
}

function choiceOf({ subject }: MatchExpr, scope: Scope): Choice | undefined {
  const { text } = subject
  const param = scope.params.get(text)
  if (param === undefined && scope.params.has(text)) return undefined
  if (param?.type.kind === 'choice') return { param, labels: param.type.labels }
  if (param?.type.kind === 'flag') return { param, labels: ['true', 'false'] }
  const choices = [...scope.params.values()].filter(
    (each) => each?.type.kind === 'choice' || each?.type.kind === 'flag',
  )
  const nearest = suggest(
    text,
    choices.flatMap((each) => each?.name ?? []),
    scope.context.diagnostics,
  )
  return report(scope, 'UH2017', {
    node: subject,
    message:
      param === undefined
        ? `\`${text}\` is not a parameter`
        : `\`${text}\` is not a choice between words`,
    help:
      nearest === undefined
        ? `\`match\` goes over a parameter such as \`${text}: free | pro\``
        : `did you mean \`${nearest}\`?`,
    fix: nearest === undefined ? undefined : writeInstead(subject.span, nearest),
  })
}

/** The arm of each label, `else` filled in. Undefined when one is missing or not understood. */
function armsByLabel(
  expr: MatchExpr,
  labels: readonly string[],
  scope: Scope,
): ReadonlyMap<string, MatchArm> | undefined {
  const arms = new Map<string, MatchArm>()
  let otherwise: MatchArm | undefined
  let sound = true
  for (const arm of expr.arms) {
    const label = arm.label?.text
    const earlier = label === undefined ? otherwise : arms.get(label)
    if (earlier !== undefined) {
      report(scope, 'UH2016', {
        node: arm,
        message: `\`${label ?? 'else'}\` has a value already`,
        also: [{ ...placeIn(scope, earlier), label: 'first here' }],
        help: 'delete one of the two',
      })
      sound = false
    } else if (label === undefined) otherwise = arm
    else if (labels.includes(label)) arms.set(label, arm)
    else sound = reportLabel(arm, { subject: expr.subject.text, labels }, scope)
  }
  const missing = labels.filter((label) => !arms.has(label))
  if (otherwise !== undefined && missing.length === 0 && sound) warnElse(expr, otherwise, scope)
  if (otherwise !== undefined) for (const label of missing) arms.set(label, otherwise)
  else if (missing.length > 0 && sound) {
    const names = listed(missing)
    return report(scope, 'UH2015', {
      node: expr,
      message: `\`match ${expr.subject.text}\` has no value for ${names}`,
      help: `add \`${missing[0]}: …\`${missing.length > 1 ? ' and the others' : ''}, or \`else: …\``,
    })
  }
  return sound ? arms : undefined
}

interface Labels {
  readonly subject: string
  readonly labels: readonly string[]
}

function reportLabel(arm: MatchArm, { subject, labels }: Labels, scope: Scope): false {
  const { label } = arm
  if (label === undefined) return false
  const nearest = suggest(label.text, labels, scope.context.diagnostics)
  report(scope, 'UH2007', {
    node: label,
    message: `\`${label.text}\` is not one of the values of \`${subject}\``,
    help:
      nearest === undefined ? `its values are ${listed(labels)}` : `did you mean \`${nearest}\`?`,
    fix: nearest === undefined ? undefined : writeInstead(label.span, nearest),
  })
  return false
}

function warnElse({ arms }: MatchExpr, otherwise: MatchArm, scope: Scope): void {
  const index = arms.indexOf(otherwise)
  const next = arms[index + 1]
  const previous = arms[index - 1]
  const span =
    next !== undefined
      ? { start: otherwise.span.start, end: next.span.start }
      : { start: previous?.span.end ?? otherwise.span.start, end: otherwise.span.end }
  report(scope, 'UH7003', {
    node: otherwise,
    message: 'this `else` never applies: every value is named',
    fix: { title: 'delete it', safe: true, edits: [{ span, text: '' }] },
  })
}
