import { type Diagnostic, hasErrors } from '../base/diagnostic.ts'
import { err, ok, type Result } from '../base/result.ts'
import type { Value } from '../compile/check/constant.ts'
import type { Param } from '../compile/check/param.ts'
import type { TypedPolicy } from '../compile/check/typed-policy.ts'
import { compilePolicy } from '../compile/compile-policy.ts'
import type { Engine } from '../compile/lower-policy.ts'
import type { ModuleForm, ModulePolicy } from './module-input.ts'
import { openPolicy } from './open/open-policy.ts'

/** Why a policy cannot be written into a module: what compiling it says, or one sentence. */
export type Unbuildable =
  | { readonly kind: 'diagnostics'; readonly diagnostics: readonly Diagnostic[] }
  | { readonly kind: 'reason'; readonly reason: string; readonly help: string }

/** Everything that a policy can be, worked out ahead of every call. */
export function modulePolicy(
  policy: TypedPolicy,
  called: string,
  engine: Engine,
): Result<ModulePolicy, Unbuildable> {
  const { name, item } = policy.definition
  const params = [...policy.params.values()]
  const combinations = combinationsOf(params)
  if (combinations === undefined) {
    return err(beyond(policy, `its choices and flags have more than ${MOST_FORMS} combinations`))
  }
  const forms: ModuleForm[] = []
  for (const closed of combinations) {
    const form = formOf(policy, closed, engine)
    if (!form.ok) return form
    forms.push(form.value)
  }
  return ok({ called, name, source: policy.place.source, doc: item.doc, params, forms })
}

/** How many combinations of choices a policy may have, and how many shapes each of them. */
const MOST_FORMS = 256

type Closed = ReadonlyMap<Param, Value>

function combinationsOf(params: readonly Param[]): readonly Closed[] | undefined {
  let rows: readonly (readonly (readonly [Param, Value])[])[] = [[]]
  for (const param of params) {
    const values = choicesOf(param)
    if (values === undefined) continue
    if (rows.length * values.length > MOST_FORMS) return undefined
    rows = rows.flatMap((row) => values.map((value) => [...row, [param, value] as const]))
  }
  return rows.map((row) => new Map(row))
}

function choicesOf({ type }: Param): readonly Value[] | undefined {
  if (type.kind === 'choice') return type.labels.map((value) => ({ kind: 'text', value }))
  if (type.kind === 'flag') return [false, true].map((value) => ({ kind: 'flag', value }))
  return undefined
}

function formOf(
  policy: TypedPolicy,
  closed: Closed,
  engine: Engine,
): Result<ModuleForm, Unbuildable> {
  const opened = openPolicy({ policy, closed }, engine, MOST_FORMS)
  if (!opened.ok) {
    return err(opened.error.kind === 'reason' ? beyond(policy, opened.error.reason) : opened.error)
  }
  const open = opened.value
  if (open.sites.length > 0) return ok({ kind: 'open', open })
  const { value, diagnostics } = compilePolicy({ policy, args: closed }, engine)
  if (value === undefined || hasErrors(diagnostics))
    return err({ kind: 'diagnostics', diagnostics })
  const { policy_ir, fingerprint } = value
  return ok({ kind: 'closed', policy_ir, fingerprint })
}

function beyond({ definition }: TypedPolicy, reason: string): Unbuildable {
  return {
    kind: 'reason',
    reason: `\`${definition.name}\` cannot be written out: ${reason}`,
    help: 'use fewer parameters, or read the file when the program runs, with `loadPolicies`',
  }
}
