import { compareBytes } from '../../base/byte-order.ts'
import { ok, type Result } from '../../base/result.ts'
import type { Candidate, CatalogVocabulary } from '../../catalog/index.ts'
import type { Ground, GroundFault, Scene } from '../../claims/index.ts'
import type { Situation } from '../../trace/index.ts'
import type { Context } from '../context.ts'
import { readSituations, type SituationCount } from '../trace/read-situations.ts'

/** What a trace gives to run tests on. */
export interface TraceGrounds {
  readonly name: string
  /**
   * One for each way in which its catalogs declare fields, since a policy means something else
   * under each: one in most traces. In the order of their first receipts, never empty.
   */
  readonly grounds: readonly Ground[]
  readonly count: SituationCount & {
    readonly scenes: number
    /** Receipts that came when there were {@link MOST_SCENES}, and would have been further ones. */
    readonly beyond: number
  }
}

/** Reads the receipts of a trace as scenes. Those that no policy can tell apart are one. */
export async function traceGrounds(
  path: string,
  context: Context,
): Promise<Result<TraceGrounds, GroundFault>> {
  const seen = new Set<string>()
  const routes = new Map<string, Candidate>()
  const groups = new Map<string, Group>()
  const fields = new WeakMap<CatalogVocabulary, string>()
  let beyond = 0
  const take = (situation: Situation): void => {
    const { key, shelf } = situation
    if (seen.has(key)) return
    if (seen.size === MOST_SCENES) {
      beyond += 1
      return
    }
    seen.add(key)
    for (const [cid, candidate] of shelf.byId) if (!routes.has(cid)) routes.set(cid, candidate)
    const declared = fields.get(shelf.vocabulary) ?? fieldsText(shelf.vocabulary)
    fields.set(shelf.vocabulary, declared)
    const group = groups.get(declared) ?? { vocabularies: new Set(), scenes: [] }
    groups.set(declared, group)
    group.vocabularies.add(shelf.vocabulary)
    group.scenes.push(sceneOf(situation))
  }
  const count = await readSituations(path, take, context)
  if (!count.ok) return count
  const grounds = [...groups.values()].map(({ vocabularies, scenes }) => ({
    name: path,
    vocabulary: joined([...vocabularies]),
    routes: [...routes.values()],
    scenes,
  }))
  return ok({ name: path, grounds, count: { ...count.value, scenes: seen.size, beyond } })
}

/** Enough for every kind of request that traffic has; each takes a decision for each policy. */
export const MOST_SCENES = 10_000

interface Group {
  readonly vocabularies: Set<CatalogVocabulary>
  readonly scenes: Scene[]
}

function sceneOf({ id, at, shelf, context }: Situation): Scene {
  return { candidates: shelf.candidates, context, receipt: { id, at } }
}

/** What of a vocabulary changes the meaning of a policy. */
function fieldsText({ info, tiers }: CatalogVocabulary): string {
  const fields = [...info.values()].map(({ doc: _, source: __, ...meaning }) => meaning)
  return JSON.stringify([fields, tiers], (_key, value: unknown) =>
    typeof value === 'number' ? `${value}` : value,
  )
}

/** Vocabularies with the same fields as one, which knows the names of all. */
function joined(vocabularies: readonly CatalogVocabulary[]): CatalogVocabulary {
  const [first, ...others] = vocabularies
  if (first === undefined) throw new Error('a group has a vocabulary')
  const names = (of: 'providers' | 'families' | 'capabilities'): readonly string[] =>
    [...new Set([first, ...others].flatMap((vocabulary) => vocabulary[of]))].sort(compareBytes)
  return {
    ...first,
    providers: names('providers'),
    families: names('families'),
    capabilities: names('capabilities'),
  }
}
