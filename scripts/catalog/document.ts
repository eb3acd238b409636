import { assembleModels, type FoundRoute } from '../../src/catalog/assemble.ts'
import type { Model } from '../../src/catalog/catalog.ts'
import { KNOWN_PROVIDERS } from '../../src/catalog/known-providers.ts'
import { STANDARD_FIELD_INFO } from '../../src/catalog/vocabulary.ts'
import type { Benchmarks, Figures } from './benchmarks.ts'

export interface DocumentParts {
  readonly asOf: string
  readonly sources: Readonly<Record<string, unknown>>
  readonly routes: readonly FoundRoute[]
  readonly benchmarks: Benchmarks
}

/** Puts the catalog document together, and tells which routes it leaves out. */
export function documentOf({ asOf, sources, routes, benchmarks }: DocumentParts): {
  readonly document: object
  readonly others: readonly FoundRoute[]
} {
  const { models, others } = assembleModels(routes)
  const document = {
    catalog: 1,
    as_of: asOf,
    sources: { ...sources, ...benchmarks.sources },
    fields: fields(),
    providers: KNOWN_PROVIDERS,
    models: Object.fromEntries(
      Object.entries(models).map(([family, model]) => [
        family,
        modelWith(model, benchmarks.models.get(family)),
      ]),
    ),
  }
  return { document, others }
}

function fields(): object {
  return Object.fromEntries(
    [...STANDARD_FIELD_INFO.values()].map((info) => [
      info.name,
      {
        sort: 'number',
        unit: info.unit,
        domain: info.domain,
        absent: info.field.default,
        doc: info.doc,
        source: info.source,
        rank: info.ranked,
        better: info.better,
      },
    ]),
  )
}

function modelWith(model: Model, figures: Figures | undefined): Model {
  if (figures === undefined) return model
  const { name, ...rest } = model
  return {
    ...(name === undefined ? {} : { name }),
    ...figures.values,
    ...rest,
    source: { ...Object(model.source), ...figures.source },
  }
}
