import { NOWHERE, raw, text, word } from '../compile/decompile/build.ts'
import type { Term } from '../ir/term.ts'
import type { Expr, RecipeStep, Transform } from '../syntax/ast.ts'
import type { Condition } from './condition.ts'
import { type Amount, quantity } from './quantity.ts'

/** What can be done to a request; each answers whatever it is added to. */
export interface Transforming<This> {
  readonly set: (param: string, value: string | number | boolean) => This
  readonly limit: (param: string, low: number, high: number) => This
  readonly jitter: (param: string, by: number) => This
  /** Puts the seed of the request into a parameter. */
  readonly seed: (param: string) => This
  /** A transform that the host knows by name, or one of the wire format. */
  readonly apply: (transform: string | Term) => This
  readonly filterText: (recipe: Recipe) => This
  readonly filterImage: (recipe: Recipe) => This
  /** Does to the request what `body` says where the condition holds. */
  readonly when: (condition: Condition, body: (to: Transforms) => Transforms) => This
  /** Milliseconds, or as the language writes them. */
  readonly timeout: (total: Amount, firstToken?: Amount) => This
}

/** Transforms alone, as they stand behind `when`. */
export interface Transforms extends Transforming<Transforms> {
  readonly list: readonly Transform[]
}

/** Steps of a filter: names, or settings of the one before. */
export type Recipe = readonly (string | Readonly<Record<string, number>>)[]

export function transforms(list: readonly Transform[] = []): Transforms {
  return { list, ...transforming((more) => transforms([...list, more])) }
}

/** The methods that add a transform. */
export function transforming<This>(add: (transform: Transform) => This): Transforming<This> {
  const span = NOWHERE
  const filter = (medium: 'text' | 'image') => (recipe: Recipe) =>
    add({ kind: 'filter', span, medium, recipe: recipe.map(stepOf) })
  return {
    set: (param, value) => add({ kind: 'set', span, param: word(param), value: settingOf(value) }),
    limit: (param, low, high) =>
      add({
        kind: 'limit',
        span,
        param: word(param),
        range: { kind: 'range', span, low: plain(low), high: plain(high) },
      }),
    jitter: (param, by) => add({ kind: 'jitter', span, param: word(param), by: plain(by) }),
    seed: (param) => add({ kind: 'seed', span, param: word(param) }),
    apply: (transform) =>
      add({
        kind: 'apply',
        span,
        transform: typeof transform === 'string' ? word(transform) : raw(transform),
      }),
    filterText: filter('text'),
    filterImage: filter('image'),
    when: (condition, body) =>
      add({ kind: 'when', span, pred: condition.expr, body: body(transforms()).list }),
    timeout: (total, firstToken) =>
      add({
        kind: 'timeout',
        span,
        total: quantity(total, 'duration'),
        firstToken: firstToken === undefined ? undefined : quantity(firstToken, 'duration'),
      }),
  }
}

function plain(value: number): Expr {
  return quantity(value, 'number')
}

function settingOf(value: string | number | boolean): Expr {
  if (typeof value === 'string') return text(value)
  return typeof value === 'number' ? plain(value) : { kind: 'boolean', span: NOWHERE, value }
}

function stepOf(step: Recipe[number]): RecipeStep {
  if (typeof step === 'string') return word(step)
  const entries = Object.entries(step).map(
    ([key, value]) =>
      ({ kind: 'setting', span: NOWHERE, key: word(key), value: plain(value) }) as const,
  )
  return { kind: 'settings', span: NOWHERE, entries }
}
