import { hasErrors } from '../base/diagnostic.ts'
import { NOWHERE, name, policyItem, raw, word } from '../compile/decompile/build.ts'
import { type CompiledPolicy, type CompileOptions, compile } from '../compile/index.ts'
import { programFault } from '../compile/program-fault.ts'
import type { Term } from '../ir/term.ts'
import type { Action, Clause, Verb } from '../syntax/ast.ts'
import { format, print } from '../syntax/index.ts'
import type { Condition } from './condition.ts'
import type { Field } from './field.ts'
import { type Amount, quantity } from './quantity.ts'
import type { Score } from './score.ts'
import { type Transforming, transforming } from './transforms.ts'

/**
 * A policy under construction. Each method answers a new one; what it was called on stays as it is.
 * Each is a clause of the language and means what that means: the text is the policy.
 */
export interface PolicyBuilder extends Transforming<PolicyBuilder> {
  readonly where: (...conditions: readonly Condition[]) => PolicyBuilder
  readonly prefer: (condition: Condition) => PolicyBuilder
  readonly take: (count: number) => PolicyBuilder
  /** Draws by rank, seeded; higher is more even. */
  readonly sample: (temperature: number) => PolicyBuilder
  readonly inCatalogOrder: () => PolicyBuilder
  /** Leaves out what every policy demands: see the language. */
  readonly unguarded: () => PolicyBuilder
  readonly fallback: (base: 'next' | 'stop' | Term) => PolicyBuilder
  readonly on: (reason: string, action: Verb | Retry, options?: OnOptions) => PolicyBuilder
  /** A selector of the wire format as it is, in the place of `prefer`, `take` and the order. */
  readonly select: (term: Term) => PolicyBuilder
  /** The policy as text in the one layout, by itself or under a name. */
  readonly text: (called?: string) => string
  /** @throws Error with every report, when it does not compile: it is part of the program. */
  readonly build: (options?: Pick<CompileOptions, 'vocabulary' | 'target'>) => CompiledPolicy
}

export interface OnOptions {
  /** How long the breaker of the route stays open. */
  readonly cool?: Amount
}

export interface Retry {
  readonly attempts: number
  readonly after: readonly Amount[]
  readonly then: Verb
}

/** Tries the same route again, so many times, after so long each; then goes on in another way. */
export function retry(attempts: number, after: readonly Amount[], then: Verb = 'next'): Retry {
  return { attempts, after, then }
}

/** The blended price at the usual mix, or at so many tokens of a request. */
export function cheapest(tokens?: { readonly in: Amount; readonly out: Amount }): PolicyBuilder {
  const mix = tokens && {
    input: quantity(tokens.in, 'tokens'),
    output: quantity(tokens.out, 'tokens'),
  }
  return policyOf([{ kind: 'cheapest', span: NOWHERE, tokens: mix }])
}

/** The lowest time to the first token; a route that was not measured yet comes last. */
export function fastest(): PolicyBuilder {
  return policyOf([{ kind: 'fastest', span: NOWHERE }])
}

/** The highest quality, or the highest of another figure. */
export function best(by?: Field): PolicyBuilder {
  return policyOf([{ kind: 'best', span: NOWHERE, by: by && name(by.name) }])
}

export function rankBy(score: Score): PolicyBuilder {
  return policyOf([{ kind: 'rank', span: NOWHERE, score: score.expr }])
}

/** The order of the catalog decides. */
export function any(): PolicyBuilder {
  return policyOf([{ kind: 'any', span: NOWHERE }])
}

/** These routes alone, in this order: `inOrder(['openai', 'gpt-5-nano'], …)`. */
export function inOrder(
  ...routes: readonly (readonly [provider: string, model: string])[]
): PolicyBuilder {
  const listed = routes.map(
    ([provider, model]) =>
      ({ kind: 'route', span: NOWHERE, provider: word(provider), model: word(model) }) as const,
  )
  return policyOf([{ kind: 'in-order', span: NOWHERE, routes: listed }])
}

/** A policy of the wire format as it is. */
export function termPolicy(term: Term): PolicyBuilder {
  return policyOf([{ kind: 'body-term', span: NOWHERE, term: raw(term) }])
}

function policyOf(clauses: readonly Clause[]): PolicyBuilder {
  const span = NOWHERE
  const add = (...more: readonly Clause[]): PolicyBuilder => policyOf([...clauses, ...more])
  return {
    ...transforming((transform) => add(transform)),
    where: (...conditions) =>
      add(...conditions.map(({ expr }): Clause => ({ kind: 'where', span, pred: expr }))),
    prefer: ({ expr }) => add({ kind: 'prefer', span, pred: expr }),
    take: (count) => add({ kind: 'take', span, count: quantity(count, 'count') }),
    sample: (by) => add({ kind: 'sample', span, temperature: quantity(by, 'number') }),
    inCatalogOrder: () => add({ kind: 'catalog-order', span }),
    unguarded: () => add({ kind: 'unguarded', span }),
    fallback: (base) =>
      add({ kind: 'fallback', span, base: typeof base === 'string' ? base : raw(base) }),
    on: (reason, action, { cool } = {}) =>
      add({
        kind: 'on',
        span,
        reason: word(reason),
        action: actionOf(action),
        cool: cool === undefined ? undefined : quantity(cool, 'duration'),
      }),
    select: (term) => add({ kind: 'select', span, term: raw(term) }),
    text: (called) => textOf(clauses, called),
    build: (options) => built(clauses, options),
  }
}

function actionOf(action: Verb | Retry): Action {
  if (typeof action === 'string') return { kind: 'do', span: NOWHERE, verb: action }
  return {
    kind: 'retry',
    span: NOWHERE,
    attempts: quantity(action.attempts, 'count'),
    after: action.after.map((wait) => quantity(wait, 'duration')),
    // biome-ignore lint/suspicious/noThenProperty: as the tree calls it
    then: { span: NOWHERE, verb: action.then },
  }
}

function textOf(body: readonly Clause[], called: string | undefined): string {
  const text = print({
    kind: 'file',
    span: NOWHERE,
    edition: undefined,
    items: [policyItem(called, body)],
  })
  return format({ name: SOURCE, text }).value ?? text
}

const SOURCE = '<policy>'

function built(
  clauses: readonly Clause[],
  options: Pick<CompileOptions, 'vocabulary' | 'target'> = {},
): CompiledPolicy {
  const text = textOf(clauses, undefined)
  const { value, diagnostics } = compile({ name: SOURCE, text }, options)
  const [policy] = value?.policies ?? []
  if (policy !== undefined && !hasErrors(diagnostics)) return policy
  throw new Error(`${programFault(text, diagnostics)}\n\n${text}`)
}
