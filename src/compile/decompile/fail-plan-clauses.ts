import { encodeParam } from '../../ir/encode.ts'
import { type Param, subtermAt, type Term } from '../../ir/term.ts'
import type { Action, Clause, OnClause, Verb, Word } from '../../syntax/ast.ts'
import { REASONS } from '../check/check-fail-plan.ts'
import { STANDARD_ANSWERS } from '../lower/fail-plan.ts'
import { NOWHERE, name, number, raw, text } from './build.ts'

/** How much is written of what `fallback next` implies. */
export type Detail = 'differences' | 'everything'

/**
 * The clauses of a failure plan in normal form: `fallback next` with the answers that differ from
 * the standard ones, `fallback stop`, or a raw base; the whole plan raw where an answer has
 * settings that no clause says.
 */
export function failPlanClauses(plan: Term, detail: Detail): readonly Clause[] {
  const answers = new Map<string, Param>()
  let base = plan
  while (base[0] === 'override') {
    const [, , reason, action] = base
    if (typeof reason === 'string' && action !== undefined) answers.set(reason, action as Param) // as the table says
    base = subtermAt(base, 1)
  }
  const action = base[1] as Param // of an `always`, by the table
  const ordered = [...answers].reverse()
  if (isSame(action, { action: 'next_candidate' })) return standardClauses(plan, answers, detail)
  const ons = ordered.map(([reason, answer]) => onClause(reason, answer))
  const known = ons.filter((clause) => clause !== undefined)
  if (known.length < ons.length) return [rawPlan(plan)]
  if (isSame(action, { action: 'abort' })) {
    return [{ kind: 'fallback', span: NOWHERE, base: 'stop' }, ...known]
  }
  return [rawPlan(base), ...known]
}

function rawPlan(plan: Term): Clause {
  return { kind: 'fallback', span: NOWHERE, base: raw(plan) }
}

function standardClauses(
  plan: Term,
  answers: ReadonlyMap<string, Param>,
  detail: Detail,
): readonly Clause[] {
  const reasons = new Set([...STANDARD_ANSWERS.keys(), ...[...answers.keys()].reverse()])
  const clauses: Clause[] = [{ kind: 'fallback', span: NOWHERE, base: 'next' }]
  for (const reason of reasons) {
    // An answer that equals the base is not in the normal form.
    const answer = answers.get(reason) ?? { action: 'next_candidate' }
    const standard = STANDARD_ANSWERS.get(reason)
    if (detail === 'differences' && standard !== undefined && isSame(answer, standard)) continue
    const clause = onClause(reason, answer)
    if (clause === undefined) return [rawPlan(plan)]
    clauses.push(clause)
  }
  return clauses
}

function isSame(a: Param, b: Param): boolean {
  return encodeParam(a) === encodeParam(b)
}

function onClause(reason: string, answer: Param): OnClause | undefined {
  const settings = new Map(Object.entries(answer))
  const cool = settings.get('open_breaker_ms')
  settings.delete('open_breaker_ms')
  const action = actionOf(settings)
  if (action === undefined || (cool !== undefined && !isDuration(cool))) return undefined
  return {
    kind: 'on',
    span: NOWHERE,
    reason: reasonWord(reason),
    action,
    cool: cool === undefined ? undefined : number(cool, 'duration'),
  }
}

/** In quotes where the language does not know the reason. */
function reasonWord(reason: string): Word {
  return REASONS.some((each) => each === reason) ? name(reason) : text(reason)
}

const VERBS: ReadonlyMap<unknown, Verb> = new Map<unknown, Verb>([
  ['next_candidate', 'next'],
  ['abort', 'stop'],
  ['next_provider_same_model', 'same-model-elsewhere'],
  ['disable_provider', 'disable-provider'],
])

/** The action whose record has exactly these settings, or undefined if a clause cannot say it. */
function actionOf(settings: ReadonlyMap<string, unknown>): Action | undefined {
  const verb = VERBS.get(settings.get('action'))
  if (verb !== undefined)
    return settings.size === 1 ? { kind: 'do', span: NOWHERE, verb } : undefined
  const afterwards = VERBS.get(settings.get('then_action'))
  const attempts = settings.get('attempts')
  if (afterwards === undefined || typeof attempts !== 'number') return undefined
  if (!Number.isSafeInteger(attempts) || attempts < 1) return undefined
  const after = waitsOf(settings.get('backoff_ms'))
  const expected = settings.has('backoff_ms') ? 4 : 3
  if (after === undefined || settings.size !== expected) return undefined
  return {
    kind: 'retry',
    span: NOWHERE,
    attempts: number(attempts),
    after: after.map((wait) => number(wait, 'duration')),
    // biome-ignore lint/suspicious/noThenProperty: the syntax tree calls it so
    then: { span: NOWHERE, verb: afterwards },
  }
}

/** One wait is written as a number, several as a list; a list of one has no clause. */
function waitsOf(backoff: unknown): readonly number[] | undefined {
  if (backoff === undefined) return []
  if (isDuration(backoff)) return [backoff]
  if (!Array.isArray(backoff) || backoff.length < 2) return undefined
  const waits = backoff.filter(isDuration)
  return waits.length === backoff.length ? waits : undefined
}

function isDuration(value: unknown): value is number {
  return typeof value === 'number' && value >= 0
}
