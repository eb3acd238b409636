import { nearestName } from '../../base/nearest-name.ts'
import type { Action, FallbackClause, OnClause } from '../../syntax/ast.ts'
import { writeInstead } from '../problem.ts'
import type { Constant } from './constant.ts'
import { expectCount } from './count.ts'
import { expectNumber } from './expect-number.ts'
import { checkRawTerm } from './raw-term.ts'
import { placeIn, report, type Scope } from './scope.ts'
import type { FailureAction, Fallback, Override } from './typed-policy.ts'

/** Why a call can fail, as hosts of the wire format name it. */
export const REASONS = [
  'rate_limit',
  'timeout',
  'server_error',
  'auth_error',
  'bad_request',
  'content_filter',
  'bad_response',
  'model_unavailable',
  'network_error',
  'context_overflow',
  'stream_interrupted',
  'payment_required',
  'unknown',
] as const

export function checkFallback(clause: FallbackClause, scope: Scope): Fallback | undefined {
  const { base } = clause
  if (base === 'next' || base === 'stop') return { kind: base, place: placeIn(scope, clause) }
  return checkRawTerm(base, ['FailPlan'], scope)
}

/**
 * The answers to single reasons. Adds UH5001 for an unknown reason (one in quotes is never
 * questioned), UH5002 for one answered twice.
 */
export function checkOverrides(clauses: readonly OnClause[], scope: Scope): readonly Override[] {
  const seen = new Map<string, OnClause>()
  const overrides: Override[] = []
  for (const clause of clauses) {
    const { text } = clause.reason
    const first = seen.get(text)
    if (first !== undefined) {
      report(scope, 'UH5002', {
        node: clause.reason,
        message: `\`${text}\` is answered twice`,
        label: 'again here',
        also: [{ ...placeIn(scope, first.reason), label: 'first here' }],
        help: 'delete one of the two',
      })
      continue
    }
    seen.set(text, clause)
    const override = checkOverride(clause, scope)
    if (override !== undefined) overrides.push(override)
  }
  return overrides
}

function checkOverride(clause: OnClause, scope: Scope): Override | undefined {
  const known = checkReason(clause, scope)
  const action = checkAction(clause.action, scope)
  const cool = clause.cool && expectNumber(clause.cool, { unit: 'duration', by: '`cool`' }, scope)
  const complete = clause.cool === undefined || cool !== undefined
  if (!known || action === undefined || !complete) return undefined
  return { place: placeIn(scope, clause), reason: clause.reason.text, action, cool }
}

function checkReason({ reason }: OnClause, scope: Scope): boolean {
  if (reason.kind === 'text' || REASONS.some((each) => each === reason.text)) return true
  const nearest = SYNONYMS.get(reason.text) ?? nearestName(reason.text, REASONS)
  report(scope, 'UH5001', {
    node: reason,
    message: `\`${reason.text}\` is not a reason of failure`,
    help:
      nearest === undefined
        ? `reasons are ${REASONS.map((each) => `\`${each}\``).join(', ')}; another one that a host knows stands in double quotes`
        : `did you mean \`${nearest}\`?`,
    fix: nearest === undefined ? undefined : writeInstead(reason.span, nearest),
  })
  return false
}

/** What people type for a reason. */
const SYNONYMS: ReadonlyMap<string, string> = new Map([
  ['429', 'rate_limit'],
  ['rate_limited', 'rate_limit'],
  ['too_many_requests', 'rate_limit'],
  ['5xx', 'server_error'],
  ['overloaded', 'server_error'],
  ['auth', 'auth_error'],
  ['unauthorized', 'auth_error'],
  ['network', 'network_error'],
  ['connection_error', 'network_error'],
  ['filtered', 'content_filter'],
  ['not_found', 'model_unavailable'],
  ['too_long', 'context_overflow'],
  ['context_length_exceeded', 'context_overflow'],
  ['truncated', 'stream_interrupted'],
  ['other', 'unknown'],
])

function checkAction(action: Action, scope: Scope): FailureAction | undefined {
  if (action.kind === 'do') return action
  const attempts = expectCount(action.attempts, { by: '`retry`', least: 1 }, scope)
  const after: Constant[] = []
  for (const wait of action.after) {
    const constant = expectNumber(wait, { unit: 'duration', by: '`after`' }, scope)
    if (constant !== undefined) after.push(constant)
  }
  if (attempts === undefined || after.length < action.after.length) return undefined
  return { kind: 'retry', attempts, after, finally: action.then.verb }
}
