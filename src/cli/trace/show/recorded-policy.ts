import type { Source } from '../../../base/source.ts'
import type { CatalogVocabulary } from '../../../catalog/index.ts'
import { decompile, type Place } from '../../../compile/index.ts'
import type { Path, Term } from '../../../ir/index.ts'
import type { PolicyRecord } from '../../../trace/index.ts'
import type { OnePolicy } from '../../policy/one-policy.ts'
import { toldName } from '../../report/told-name.ts'

/**
 * The policy of a record, with the text that it was compiled from where the record has one, and
 * else with a text that means the same.
 *
 * @param term the policy of the record, admitted and normalized.
 */
export function recordedPolicy(
  record: PolicyRecord,
  term: Term,
  vocabulary: CatalogVocabulary,
): OnePolicy {
  const recorded = record.sources ?? []
  const sources = recorded.length > 0 ? recorded : [writtenAnew(term, vocabulary)]
  return {
    name: toldName(record.name ?? 'policy'),
    fingerprint: record.fingerprint,
    term,
    params: paramsOf(record),
    places: placesOf(record, recorded),
    sources: sources.map(({ name, text }) => ({ name: toldName(name), text })),
  }
}

/** Values as texts: a record may hold anything there. */
function paramsOf({ params = {} }: PolicyRecord): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    Object.entries(params)
      .slice(0, MOST_PARAMS)
      .map(([name, value]) => [
        toldName(name),
        toldName(typeof value === 'string' ? value : (JSON.stringify(value) ?? '')),
      ]),
  )
}

const MOST_PARAMS = 20

/** The places that the record gives, those that are places in its sources. */
function placesOf(
  { map = {} }: PolicyRecord,
  sources: readonly Source[],
): ReadonlyMap<Path, Place> {
  const places = new Map<Path, Place>()
  for (const [path, place] of Object.entries(map)) {
    if (!Array.isArray(place) || !path.startsWith('$')) continue
    const [index, start, end] = place
    const source = sources[Number(index)]
    const isWithin =
      source !== undefined &&
      [start, end].every(Number.isSafeInteger) &&
      0 <= start &&
      start <= end &&
      end <= source.text.length
    if (isWithin) {
      places.set(path as Path, { source: toldName(source.name), span: { start, end } })
    }
  }
  return places
}

function writtenAnew(term: Term, vocabulary: CatalogVocabulary): Source {
  return { name: WRITTEN_ANEW, text: decompile(term, { vocabulary }).value ?? '' }
}

/** What a text is called that no file held. */
export const WRITTEN_ANEW = '<decompiled>'
