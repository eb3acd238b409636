import type { Reference } from '../../syntax/ast.ts'
import { listed } from '../listed.ts'
import { writeInstead } from '../problem.ts'
import { suggest } from '../suggest.ts'
import { exampleOf, expectArgument } from './argument.ts'
import type { Constant, Value } from './constant.ts'
import type { Param } from './param.ts'
import { placeIn, report, type Scope } from './scope.ts'
import type { TypedPolicy } from './typed-policy.ts'

/** A policy with values for its parameters. */
export interface Applied {
  readonly policy: TypedPolicy
  /** Those that were given; the others have a default, unless they may stay open. */
  readonly args: ReadonlyMap<Param, Value>
}

/**
 * `support(plan: enterprise)` where nothing can be given any more. Adds what the arguments add,
 * and UH2012 for a parameter that has neither a value nor a default.
 */
export function checkApplied(reference: Reference, scope: Scope): Applied | undefined {
  return applied(reference, scope, () => false)
}

/**
 * The same where a parameter may stay open: all that it may be is known. UH2012 is left for a text
 * and for a number without a range.
 */
export function checkOpen(reference: Reference, scope: Scope): Applied | undefined {
  return applied(reference, scope, ({ type, range }) =>
    type.kind === 'number' ? range !== undefined : type.kind !== 'text',
  )
}

function applied(
  reference: Reference,
  scope: Scope,
  mayStayOpen: (param: Param) => boolean,
): Applied | undefined {
  const definition = scope.module.names.get(reference.name.text)
  const policy = definition?.kind === 'policy' && scope.context.policies.get(definition)
  if (!policy) return undefined
  const constants = checkArguments(reference, policy, scope)
  const named = new Set(reference.args.map((each) => each.name.text))
  const missing = [...policy.params.values()].filter(
    (param) => param.default === undefined && !named.has(param.name) && !mayStayOpen(param),
  )
  const [first] = missing
  if (first !== undefined) {
    const { name } = policy.definition
    report(scope, 'UH2012', {
      node: reference,
      message: `${listed(missing.map((param) => param.name))} of \`${name}\` has no value`,
      also: [{ ...first.place, label: 'declared without a default' }],
      help: `give it one: \`${name}(${first.name}: ${exampleOf(first)})\``,
    })
  }
  const args = new Map<Param, Value>()
  for (const [param, constant] of constants) {
    if (constant.kind === 'value') args.set(param, constant.value)
  }
  return { policy, args }
}

/** The arguments of a reference. Adds UH1011 for an unknown name, UH1003 for one given twice. */
export function checkArguments(
  { args, name }: Reference,
  { params }: TypedPolicy,
  scope: Scope,
): ReadonlyMap<Param, Constant> {
  const given = new Map<Param, Constant>()
  const seen = new Map<string, Reference['args'][number]>()
  for (const argument of args) {
    const { text } = argument.name
    const first = seen.get(text)
    if (first !== undefined) {
      report(scope, 'UH1003', {
        node: argument.name,
        message: `\`${text}\` is given twice`,
        also: [{ ...placeIn(scope, first.name), label: 'first here' }],
      })
      continue
    }
    seen.set(text, argument)
    const param = params.get(text)
    if (param === undefined) reportUnknown(argument, { name, params }, scope)
    else {
      const constant = expectArgument(argument.value, param, scope)
      if (constant !== undefined) given.set(param, constant)
    }
  }
  return given
}

function reportUnknown(
  { name: { text, span } }: Reference['args'][number],
  { name, params }: Pick<Reference, 'name'> & Pick<TypedPolicy, 'params'>,
  scope: Scope,
): void {
  const nearest = suggest(text, params.keys(), scope.context.diagnostics)
  report(scope, 'UH1011', {
    node: { span },
    message: `\`${name.text}\` has no parameter \`${text}\``,
    help:
      nearest !== undefined
        ? `did you mean \`${nearest}\`?`
        : params.size === 0
          ? `\`${name.text}\` has no parameters`
          : `its parameters are ${listed(params.keys())}`,
    fix: nearest === undefined ? undefined : writeInstead(span, nearest),
  })
}
