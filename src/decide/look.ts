import { unreachable } from '../base/unreachable.ts'
import type { Candidate } from '../catalog/candidate.ts'
import { type Context, entryOf } from './context.ts'
import { type Demand, qualityHint } from './demands.ts'
import { type Observed, observeFlag, observeNumber } from './observe.ts'

/** What one part of a predicate looks at, and what it saw there. */
export interface Look {
  /** A field, a capability, or one of tier family provider served_by scope. */
  readonly subject: string
  /** Undefined where nobody knows. */
  readonly observed: Value | undefined
  /** What is read in its place where nobody knows; undefined where nothing is. */
  readonly assumed: Value | undefined
  /** What it is held against; undefined where it only has to be there. */
  readonly bound: Value | undefined
}

export type Value = number | boolean | string

/** What a predicate is read for. */
export interface Subject {
  readonly candidate: Candidate
  readonly context: Context
}

export function lookAtNumber(
  field: string,
  bound: number | undefined,
  { candidate, context }: Subject,
): Look {
  return { subject: field, ...seen(observeNumber(field, candidate, context)), bound }
}

export function lookAtFlag(field: string, { candidate, context }: Subject): Look {
  return { subject: field, ...seen(observeFlag(field, candidate, context)), bound: undefined }
}

export function lookAtCapability(name: string, { candidate }: Subject): Look {
  const observed = entryOf(candidate.capabilities, name)
  return { subject: name, observed, assumed: undefined, bound: undefined }
}

/** A name, such as the provider; the tier that is read where a candidate has none. */
export function lookAtName(
  subject: string,
  observed: string | undefined,
  { bound, assumed }: { readonly bound: string | undefined; readonly assumed?: string },
): Look {
  return { subject, observed, assumed: observed === undefined ? assumed : undefined, bound }
}

export function lookAtDemand(demand: Demand, subject: Subject): Look {
  const { candidate } = subject
  switch (demand.kind) {
    case 'capability':
      return lookAtCapability(demand.capability, subject)
    case 'min_context':
      return lookAtNumber('context', demand.bound, subject)
    case 'model_family':
      return lookAtName('family', candidate.model_family, { bound: demand.name })
    case 'tier':
      return lookAtName('tier', candidate.tier, { bound: demand.name })
    case 'tee_required':
      return lookAtFlag('has_tee', subject)
    case 'no_log':
      // Either satisfies the demand; the one that does is what there is to see.
      return lookAtFlag(hasTee(subject) ? 'has_tee' : 'no_log', subject)
    case 'min_quality':
      return { subject: 'quality', ...seen(qualityHint(candidate)), bound: demand.bound }
    case 'min_tok_s':
      return lookAtNumber('tok_s', demand.bound, subject)
    default:
      return unreachable(demand)
  }
}

function hasTee({ candidate, context }: Subject): boolean {
  return observeFlag('has_tee', candidate, context).value
}

function seen({ value, known }: Observed<Value>): Pick<Look, 'observed' | 'assumed'> {
  return known ? { observed: value, assumed: undefined } : { observed: undefined, assumed: value }
}
