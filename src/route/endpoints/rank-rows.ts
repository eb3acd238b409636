import type { Candidate, Context, Ranked, Rejected } from '../../decide/index.ts'
import { observeNumber, servedBy } from '../../decide/observe.ts'
import type { RecordedValue, RejectedRecord } from '../../trace/index.ts'

/** One that would be tried; the members up to `score` are those of the other host. */
export interface RankedRow {
  readonly provider: string
  readonly model_family: string
  readonly served_model_id: string | null
  readonly tier: string | null
  readonly discovery: 'static' | 'marketplace'
  /** USD per million tokens, as policies read it now; null where nobody knows. */
  readonly price_in: number | null
  /** USD per million tokens, as policies read it now; null where nobody knows. */
  readonly price_out: number | null
  readonly quality: number | null
  /** Null where it is no number, or none that JSON has a form for. */
  readonly score: number | null
  readonly id: string
  readonly served_by: string
  /** Set where nothing but the order of the candidates decided. */
  readonly tied?: true
}

export function rankedRow({ candidate, score, tied }: Ranked, context: Context): RankedRow {
  const { provider_id, model_family, served_model_id, tier, offer } = candidate
  return {
    provider: provider_id,
    model_family,
    served_model_id: served_model_id ?? null,
    tier: tier ?? null,
    discovery: offer === undefined ? 'static' : 'marketplace',
    price_in: finite(observeNumber('price_in', candidate, context).value),
    price_out: finite(observeNumber('price_out', candidate, context).value),
    quality: qualityOf(candidate),
    score: finite(score),
    id: candidate.cid,
    served_by: servedBy(candidate),
    ...(tied && { tied }),
  }
}

/** One that the filter refuses; the first three members are those of the other host. */
export interface RejectedRow {
  readonly provider: string
  readonly model: string
  /** As the wire format names it: `cmp:price_in:le`. */
  readonly reason: string
  readonly id: string
  /** The part of the policy that does not hold, in what was decided by: the envelope composed. */
  readonly path?: string
  /** The field, the capability, or the property that was looked at. */
  readonly subject?: string
  readonly wanted?: RecordedValue
  /** What was seen; null where nobody knows. */
  readonly observed?: RecordedValue | null
  /** How far from what was wanted, as a share of it; null where there is no distance. */
  readonly miss?: number | null
}

export function rejectedRows(
  rejected: readonly Rejected[],
  groups: readonly RejectedRecord[],
): readonly RejectedRow[] {
  const why = new Map(
    groups.flatMap((group) => group.candidates.map((seen) => [seen[0], { group, seen }])),
  )
  return rejected.map(({ candidate, reason }) => {
    const row = {
      provider: candidate.provider_id,
      model: candidate.model_family,
      reason,
      id: candidate.cid,
    }
    const found = why.get(candidate.cid)
    if (found === undefined) return row
    const { path, part, subject, wanted } = found.group
    const [, observed, miss] = found.seen
    return {
      ...row,
      path: part ?? path,
      ...(subject !== undefined && { subject, observed, miss }),
      ...(wanted !== undefined && { wanted }),
    }
  })
}

/** What a catalog says of the model as a whole. */
function qualityOf(candidate: Candidate): number | null {
  const { quality_hint: hint, quality } = candidate
  return finite(hint) ?? finite(quality)
}

function finite(value: unknown): number | null {
  return typeof value === 'number' && Number.isFinite(value) ? value : null
}
