import { err, ok, type Result } from '../base/result.ts'
import type { Candidate } from '../catalog/candidate.ts'
import type { Term } from '../ir/term.ts'
import {
  numberAt,
  type OperatorOf,
  paramAt,
  rowOf,
  subtermAt,
  subtermsOf,
  textAt,
} from './admitted.ts'
import { type Context, entryOf, type RequestParams } from './context.ts'
import { minstd, streamSeed } from './minstd.ts'
import { verdict } from './pred.ts'
import { clamped } from './score.ts'

/** A transform that no host registered; to leave it out silently could send what it would hide. */
export interface UnknownCustom {
  readonly custom: string
}

/** What a request becomes on its way to one candidate. */
export interface Delivery {
  readonly request: RequestParams
  readonly candidate: Candidate
}

/**
 * The request as it goes to the candidate, after the transforms of a policy, or of a transform.
 * The request that came in is left as it is.
 *
 * @returns the name of the first custom transform that the context does not know, if any.
 */
export function applyTransforms(
  term: Term,
  delivery: Delivery,
  context: Context,
): Result<RequestParams, UnknownCustom> {
  const xform = term[0] === 'policy' ? subtermAt(term, 4) : term
  const custom = customsOf(xform).find((name) => context.customs?.has(name) !== true)
  if (custom !== undefined) return err({ custom })
  return ok(transformed(xform, delivery, context))
}

/** The custom transforms that a policy or a transform names, so that a host can refuse it early. */
export function customsOf(term: Term): readonly string[] {
  switch (term[0]) {
    case 'custom':
      return [textAt(term, 1)]
    case 'policy':
      return customsOf(subtermAt(term, 4))
    case 'when':
      return customsOf(subtermAt(term, 2))
    case 'seq':
      return subtermsOf(term).flatMap(customsOf)
    default:
      return []
  }
}

type Transform = (xform: Term, delivery: Delivery, context: Context) => RequestParams

function transformed(xform: Term, delivery: Delivery, context: Context): RequestParams {
  return rowOf(TRANSFORMS, xform)(xform, delivery, context)
}

const TRANSFORMS: Readonly<Record<OperatorOf<'Xform'>, Transform>> = {
  id: (_, { request }) => request,
  seq: (xform, { request, candidate }, context) =>
    subtermsOf(xform).reduce(
      (params, child) => transformed(child, { request: params, candidate }, context),
      request,
    ),
  set_param: (xform, { request }, { seed }) => {
    const value = paramAt(xform, 2)
    return withParam(request, textAt(xform, 1), value === 'from_ctx' ? seed : value)
  },
  inject_seed: (xform, { request }, { seed }) => withParam(request, textAt(xform, 1), seed),
  clamp_param: (xform, { request }) => {
    const [name, low, high] = [textAt(xform, 1), numberAt(xform, 2), numberAt(xform, 3)]
    const value = entryOf(request, name)
    if (typeof value !== 'number') return request
    return withParam(request, name, clamped(value, low, high))
  },
  jitter: (xform, { request }, { seed }) => {
    if (seed === undefined) return request
    const [name, amount] = [textAt(xform, 1), numberAt(xform, 2)]
    const value = entryOf(request, name)
    const move = (minstd(streamSeed(seed, `jitter:${name}`))() * 2 - 1) * amount
    return withParam(request, name, typeof value === 'number' ? value + move : move)
  },
  filter_text: (xform, { request }, context) =>
    withFilter(xform, { request, kind: 'text' }, context),
  filter_image: (xform, { request }, context) =>
    withFilter(xform, { request, kind: 'image' }, context),
  custom: (xform, { request, candidate }, context) =>
    context.customs?.get(textAt(xform, 1))?.(request, candidate, context) ?? request,
  when: (xform, delivery, context) =>
    verdict(subtermAt(xform, 1), delivery.candidate, context) === true
      ? transformed(subtermAt(xform, 2), delivery, context)
      : delivery.request,
}

/** Sets the parameter, or removes it where there is no value. */
function withParam(request: RequestParams, name: string, value: unknown): RequestParams {
  const { [name]: _, ...others } = request
  return value === undefined ? others : { ...others, [name]: value }
}

interface Filtered {
  readonly request: RequestParams
  readonly kind: 'text' | 'image'
}

/** Filters are the host's to run; `_filters` tells it which. The last of a kind counts. */
function withFilter(xform: Term, { request, kind }: Filtered, { seed }: Context): RequestParams {
  const filter = { recipe: paramAt(xform, 1), ...(seed === undefined ? {} : { seed }) }
  const others = entryOf(request, '_filters')
  return { ...request, _filters: { ...(typeof others === 'object' ? others : {}), [kind]: filter } }
}
