import { unreachable } from '../base/unreachable.ts'
import type { Candidate } from '../catalog/candidate.ts'
import type { Context, RequestView } from './context.ts'
import { entryOf } from './context.ts'
import { hasCapability, type Observed, observeFlag, observeNumber, ownNumber } from './observe.ts'

/** One thing that `meets_req` asks of a candidate. */
export type Demand =
  | { readonly kind: 'capability'; readonly need: string; readonly capability: string }
  | { readonly kind: 'min_context'; readonly bound: number }
  | { readonly kind: 'model_family'; readonly name: string }
  | { readonly kind: 'tier'; readonly name: string }
  | { readonly kind: 'tee_required' }
  | { readonly kind: 'no_log' }
  | { readonly kind: 'min_quality'; readonly bound: number }
  | { readonly kind: 'min_tok_s'; readonly bound: number }

/** What a request demands, in the order in which the first unmet demand is the reason. */
export function demandsOf(request: RequestView | undefined): readonly Demand[] {
  if (request === undefined) return []
  const { min_context, model_family, tier, privacy, min_quality, min_tok_s } =
    request.requirements ?? {}
  const demands: Demand[] = needsOf(request).flatMap((need) => {
    const capability = NEEDS.get(need)
    return capability === undefined ? [] : [{ kind: 'capability', need, capability }]
  })
  if (min_context !== undefined) demands.push({ kind: 'min_context', bound: min_context })
  if (model_family !== undefined) demands.push({ kind: 'model_family', name: model_family })
  if (tier !== undefined) demands.push({ kind: 'tier', name: tier })
  if (privacy === 'tee_required') demands.push({ kind: 'tee_required' })
  if (privacy === 'no_log') demands.push({ kind: 'no_log' })
  if (min_quality !== undefined) demands.push({ kind: 'min_quality', bound: min_quality })
  if (min_tok_s !== undefined) demands.push({ kind: 'min_tok_s', bound: min_tok_s })
  return demands
}

/** The needs a request declares, and then those its content implies. */
export function needsOf(request: RequestView): readonly string[] {
  const { requirements, images, tools, response_format } = request
  const needs = new Set(requirements?.needs)
  if (images !== undefined && images.length > 0) needs.add('vision')
  if (tools !== undefined && tools.length > 0) needs.add('tools')
  if (response_format?.type === 'json_object') needs.add('json_mode')
  return [...needs]
}

export function meetsDemand(demand: Demand, candidate: Candidate, context: Context): boolean {
  switch (demand.kind) {
    case 'capability':
      return hasCapability(demand.capability, candidate)
    case 'min_context':
      return observeNumber('context', candidate, context).value >= demand.bound
    case 'model_family':
      return candidate.model_family === demand.name
    case 'tier':
      // The raw tier: a candidate without one does not even match `fallback`.
      return candidate.tier === demand.name
    case 'tee_required':
      return observeFlag('has_tee', candidate, context).value
    case 'no_log':
      return ['no_log', 'has_tee'].some((name) => observeFlag(name, candidate, context).value)
    case 'min_quality':
      return qualityHint(candidate).value >= demand.bound
    case 'min_tok_s':
      return observeNumber('tok_s', candidate, context).value >= demand.bound
    default:
      return unreachable(demand)
  }
}

/** The reason that an unmet demand gives. */
export function demandReason(demand: Demand): string {
  return demand.kind === 'capability' ? `missing_capability:${demand.need}` : demand.kind
}

/** The quality that `min_quality` reads: the hint, else the field, else 0. */
export function qualityHint(candidate: Candidate): Observed<number> {
  const hint = entryOf(candidate, 'quality_hint')
  const value = typeof hint === 'number' ? hint : ownNumber('quality', candidate)
  return { value: value ?? 0, known: value !== undefined }
}

/** The capability behind each need; other needs are ignored. */
const NEEDS: ReadonlyMap<string, string> = new Map([
  ['tools', 'supports_tools'],
  ['vision', 'supports_vision'],
  ['json_mode', 'supports_json_mode'],
  ['seed', 'supports_seed'],
])
