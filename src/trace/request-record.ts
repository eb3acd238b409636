import type { RequestView, Requirements } from '../decide/context.ts'
import { needsOf } from '../decide/demands.ts'
import type { RequestRecord } from './record.ts'

/** What decisions read of a request. A number that JSON has no form for was not given. */
export function requestRecord(request: RequestView, seed: number | undefined): RequestRecord {
  const { needs: _, ...requirements } = request.requirements ?? {}
  const needs = needsOf(request)
  const given = Object.entries({ ...requirements, seed }).filter(
    ([, value]) => typeof value === 'string' || Number.isFinite(value),
  )
  return {
    ...(needs.length > 0 && { needs }),
    ...(request.scope !== undefined && { scope: request.scope }),
    ...Object.fromEntries(given),
  }
}

/** The request as policies saw it: {@link requestRecord} of it says the same again. */
export function requestOf(record: RequestRecord): RequestView {
  const { scope } = record
  const requirements: Record<string, unknown> = {}
  for (const name of REQUIREMENTS) {
    if (record[name] !== undefined) requirements[name] = record[name]
  }
  return {
    // Each member was checked by the decoder of records, under the same name.
    requirements: requirements as Requirements,
    ...(scope !== undefined && { scope }),
  }
}

const REQUIREMENTS = [
  'needs',
  'min_context',
  'model_family',
  'tier',
  'privacy',
  'min_quality',
  'min_tok_s',
] as const satisfies readonly (keyof Requirements)[]
