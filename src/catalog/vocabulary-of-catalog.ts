import { compareBytes } from '../base/byte-order.ts'
import type { Bound, Catalog, FieldDeclaration } from './catalog.ts'
import { type CatalogVocabulary, catalogVocabulary, type FieldInfo } from './vocabulary.ts'

/**
 * What a policy over this catalog may say: the core fields, the catalog's own, their ranks, and
 * the names of its providers, models and capabilities, each list in UTF-8 byte order.
 */
export function vocabularyOfCatalog(catalog: Catalog): CatalogVocabulary {
  return {
    ...fieldsOfCatalog(catalog),
    providers: Object.keys(catalog.providers).sort(compareBytes),
    families: Object.keys(catalog.models).sort(compareBytes),
    capabilities: capabilityNames(catalog),
  }
}

/** The same without the names, which take longer to collect. */
export function fieldsOfCatalog(catalog: Catalog): CatalogVocabulary {
  return catalogVocabulary({
    fields: Object.entries(catalog.fields ?? {}).map(([name, declaration]) =>
      fieldInfo(name, declaration, catalog),
    ),
    names: { providers: [], families: [], capabilities: [] },
    ...(catalog.tier_order === undefined ? {} : { tiers: catalog.tier_order }),
  })
}

function fieldInfo(name: string, declaration: FieldDeclaration, catalog: Catalog): FieldInfo {
  const doc = declaration.doc ?? ''
  const source = sourceUrl(declaration.source, catalog)
  if (declaration.sort === 'flag') {
    return { name, field: { sort: 'Bool', default: declaration.absent ?? false }, doc, source }
  }
  const { unit, domain, absent, rank = false, better = 'higher' } = declaration
  const [low, high] = domain ?? defaultDomain(unit)
  return {
    name,
    field: { sort: 'Num', default: boundValue(absent) },
    unit,
    domain: [boundValue(low), boundValue(high)],
    doc,
    source,
    ranked: rank,
    better,
  }
}

/** The URL of a source that is named, or given as the URL itself. */
function sourceUrl(source: string | undefined, catalog: Catalog): string | undefined {
  return source === undefined ? undefined : (catalog.sources?.[source]?.url ?? source)
}

/** The values of a field that declares none: a ratio lies in 0..1, all else is not negative. */
export function defaultDomain(unit: string): readonly [low: Bound, high: Bound] {
  return unit === 'ratio' ? [0, 1] : [0, 'inf']
}

/** The number that a bound stands for. */
export function boundValue(bound: Bound): number {
  if (typeof bound === 'number') return bound
  return bound === 'inf' ? Number.POSITIVE_INFINITY : Number.NEGATIVE_INFINITY
}

function capabilityNames(catalog: Catalog): readonly string[] {
  const names = new Set<string>()
  for (const model of Object.values(catalog.models)) {
    for (const holder of [model, ...model.served_by]) {
      for (const name of Object.keys(holder.capabilities ?? {})) names.add(name)
    }
  }
  return [...names].sort(compareBytes)
}
