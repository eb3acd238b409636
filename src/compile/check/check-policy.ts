import type { Clause } from '../../syntax/ast.ts'
import type { PolicyDefinition } from '../resolve/module.ts'
import { checkBody } from './check-body.ts'
import { checkParams } from './check-params.ts'
import { checkArguments } from './check-reference.ts'
import type { Param } from './param.ts'
import { type CheckContext, fileScope, placeIn, report, type Scope } from './scope.ts'
import type { Parent, TypedPolicy } from './typed-policy.ts'

/**
 * A policy with everything in it checked. Undefined when the policy that it extends could not be
 * checked: what it inherits is not known then.
 *
 * Adds what its parameters and clauses add, UH3007 for dropped guards, UH4003 for no ranking.
 */
export function checkPolicy(
  definition: PolicyDefinition,
  context: CheckContext,
): TypedPolicy | undefined {
  const { item, home } = definition
  const outside = fileScope(home, context)
  const ancestor = item.extends && ancestorOf(definition, context)
  if (item.extends !== undefined && ancestor === undefined) return undefined

  const inherited = ancestor?.visible ?? new Map<string, Param>()
  const own = checkParams(item.params, { ...outside, params: inherited })
  const visible = new Map([...inherited, ...own])
  const scope: Scope = { ...outside, params: visible }
  const parent: Parent | undefined = item.extends &&
    ancestor && {
      policy: ancestor,
      args: checkArguments(item.extends, ancestor, scope),
    }
  const open = [...(ancestor?.params.values() ?? [])].filter((param) => !parent?.args.has(param))
  const params = [...open, ...own.values()].filter((param) => param !== undefined)
  const body = checkBody(item, scope)
  checkRanking(definition, scope)
  return {
    definition,
    place: placeIn(scope, item.name ?? item.body[0] ?? item),
    params: new Map(params.map((param) => [param.name, param])),
    visible,
    parent,
    guarded: isGuarded(item.body, ancestor, scope),
    body,
  }
}

function ancestorOf(
  { item, home }: PolicyDefinition,
  { policies }: CheckContext,
): TypedPolicy | undefined {
  const parent = item.extends && home.names.get(item.extends.name.text)
  return parent?.kind === 'policy' ? policies.get(parent) : undefined
}

function isGuarded(
  body: readonly Clause[],
  ancestor: TypedPolicy | undefined,
  scope: Scope,
): boolean {
  const clause = body.find(({ kind }) => kind === 'unguarded' || kind === 'body-term')
  if (clause === undefined) return ancestor?.guarded ?? true
  if (clause.kind === 'unguarded' && ancestor?.guarded === true) {
    report(scope, 'UH3007', {
      node: clause,
      message: `\`${ancestor.definition.name}\` is guarded, and a policy that extends it only narrows it`,
      label: 'would let more models pass',
      also: [{ ...ancestor.place, label: 'extends this' }],
      help: 'delete `unguarded`, or write the policy without `extends`',
    })
  }
  return false
}

/** Warns about a policy that leaves the choice to the order of the catalog without saying so. */
function checkRanking({ item }: PolicyDefinition, scope: Scope): void {
  if (item.extends !== undefined || item.body.some(({ kind }) => DECIDES.has(kind))) return
  const [first] = item.body
  report(scope, 'UH4003', {
    node: item.name ?? first ?? item,
    message: 'nothing says which model is better, so the order of the catalog decides',
    help: 'add `cheapest`, `fastest`, `best` or `rank by …`; `any` if any model will do',
    fix: first && {
      title: 'write `any`, as it is now',
      safe: true,
      edits: [{ span: { start: first.span.start, end: first.span.start }, text: 'any ' }],
    },
  })
}

/** Clauses that say which model comes first. */
const DECIDES: ReadonlySet<Clause['kind']> = new Set<Clause['kind']>([
  'cheapest',
  'fastest',
  'best',
  'rank',
  'any',
  'in-order',
  'catalog-order',
  'select',
  'body-term',
])
