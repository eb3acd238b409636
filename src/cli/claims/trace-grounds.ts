import { compareBytes } from '../../base/byte-order.ts'
import type { CatalogVocabulary } from '../../catalog/index.ts'
import type { Ground, Scene } from '../../claims/index.ts'
import type { Situation } from '../../trace/index.ts'
import type { Traffic } from '../trace/read-traffic.ts'

/**
 * What a trace gives to run tests on: one ground for each way in which its catalogs declare fields,
 * since a policy means something else under each; one in most traces. In the order of their first
 * receipts, never empty.
 */
export function traceGrounds({ name, kinds }: Traffic): readonly Ground[] {
  const groups = new Map<string, Situation[]>()
  const fields = new Map<CatalogVocabulary, string>()
  for (const { situation } of kinds) {
    const { vocabulary } = situation.shelf
    const declared = fields.get(vocabulary) ?? fieldsText(vocabulary)
    fields.set(vocabulary, declared)
    const group = groups.get(declared)
    if (group === undefined) groups.set(declared, [situation])
    else group.push(situation)
  }
  const shelves = new Set(kinds.map(({ situation }) => situation.shelf))
  const routes = [...new Map([...shelves].flatMap(({ byId }) => [...byId])).values()]
  return [...groups.values()].map((situations) => {
    const vocabularies = new Set(situations.map(({ shelf }) => shelf.vocabulary))
    return { name, vocabulary: joined([...vocabularies]), routes, scenes: situations.map(sceneOf) }
  })
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
  const [first] = vocabularies
  if (first === undefined) throw new Error('a group has a vocabulary')
  const names = (of: 'providers' | 'families' | 'capabilities'): readonly string[] =>
    [...new Set(vocabularies.flatMap((vocabulary) => vocabulary[of]))].sort(compareBytes)
  return {
    ...first,
    providers: names('providers'),
    families: names('families'),
    capabilities: names('capabilities'),
  }
}
