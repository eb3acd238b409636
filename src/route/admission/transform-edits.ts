import type { Candidate } from '../../catalog/index.ts'
import { applyTransforms, type Context } from '../../decide/index.ts'
import { subtermsOf, type Term } from '../../ir/index.ts'
import { subtermAt } from '../../ir/term.ts'
import { type Body, memberOf, memberValue } from '../splice/body.ts'
import type { Edit } from '../splice/splice.ts'
import { TIMERS } from './forbidden-transform.ts'

/** What a body becomes on its way to one candidate. */
export interface TransformEdits {
  readonly edits: readonly Edit[]
  /** Milliseconds, above 0: how long an attempt may take. */
  readonly timeoutMs?: number
  /** Milliseconds, above 0: how long the first token may take. */
  readonly firstTokenTimeoutMs?: number
}

export interface EditedRequest {
  readonly body: Body
  readonly candidate: Candidate
  /** That of the decision: its seed, and the vocabulary. */
  readonly context: Context
}

/**
 * What the transforms of a policy do to a body for a candidate. Only the members that they name
 * are read, and one that stays as it is is no edit, so that its bytes stay too. A policy without
 * transforms costs nothing.
 *
 * @param policy an admitted one without {@link forbiddenTransform}.
 */
export function transformEdits(
  policy: Term,
  { body, candidate, context }: EditedRequest,
): TransformEdits {
  const transform = subtermAt(policy, 4)
  if (transform[0] === 'id') return UNTOUCHED
  const names = namesOf(transform)
  const before = new Map(
    names
      .filter((name) => !TIMERS.has(name) && memberOf(body, name) !== undefined)
      .map((name) => [name, memberValue(body, name)]),
  )
  const applied = applyTransforms(
    transform,
    { request: Object.fromEntries(before), candidate },
    context,
  )
  if (!applied.ok) throw new Error(`an unknown transform was admitted: ${applied.error.custom}`)
  const after = new Map(Object.entries(applied.value))
  const timeoutMs = timerOf(after.get('timeout_ms'))
  const firstTokenTimeoutMs = timerOf(after.get('first_token_timeout_ms'))
  return {
    edits: names.filter((name) => !TIMERS.has(name)).flatMap((name) => editOf(name, before, after)),
    ...(timeoutMs !== undefined && { timeoutMs }),
    ...(firstTokenTimeoutMs !== undefined && { firstTokenTimeoutMs }),
  }
}

const UNTOUCHED: TransformEdits = { edits: [] }

type Values = ReadonlyMap<string, unknown>

function editOf(name: string, before: Values, after: Values): readonly Edit[] {
  if (!after.has(name)) return before.has(name) ? [{ kind: 'remove', name }] : []
  const value = after.get(name)
  if (before.has(name) && Object.is(before.get(name), value)) return []
  // Nothing that JSON cannot hold is sent: a jitter may leave the doubles.
  if (typeof value === 'number' && !Number.isFinite(value)) return []
  return [{ kind: 'set', name, json: JSON.stringify(value) }]
}

function timerOf(value: unknown): number | undefined {
  return typeof value === 'number' && Number.isFinite(value) && value > 0 ? value : undefined
}

/** The parameters that a transform may change, each once. */
function namesOf(transform: Term): readonly string[] {
  const known = namesByTransform.get(transform)
  if (known !== undefined) return known
  const names = new Set<string>()
  for (const [op, name] of subtermsOf(transform)) {
    if (PARAM_OPS.has(op) && typeof name === 'string') names.add(name)
  }
  const made = [...names]
  namesByTransform.set(transform, made)
  return made
}

const PARAM_OPS: ReadonlySet<string> = new Set([
  'set_param',
  'inject_seed',
  'clamp_param',
  'jitter',
])

const namesByTransform = new WeakMap<Term, readonly string[]>()
