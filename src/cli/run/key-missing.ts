import { type Catalog, candidatesOf, vocabularyOfCatalog } from '../../catalog/index.ts'
import { listed } from '../../compile/listed.ts'
import { plan } from '../../decide/index.ts'
import type { Term } from '../../ir/index.ts'
import { type Problem, problem } from '../problem.ts'

export interface Keyless {
  readonly catalog: Catalog
  /** Of the catalog. */
  readonly name: string
  /** Providers that want a key and have none. */
  readonly withoutKey: readonly string[]
}

/** Why nobody can be called, where no provider has its key; undefined where somebody can be. */
export function keyMissing(
  terms: readonly Term[],
  { catalog, name, withoutKey }: Keyless,
): Problem | undefined {
  const callable = Object.entries(catalog.providers).filter(
    ([provider, { base_url }]) => base_url !== undefined && !withoutKey.includes(provider),
  )
  if (callable.length > 0 || withoutKey.length === 0) return undefined
  return problem(
    `no provider of ${name} can be called, since none has its key`,
    `set one of ${listed(variables(terms, catalog))}, or try it with \`--sandbox\``,
  )
}

/** The variables that keys are read from, those first of whom would be asked first. */
function variables(terms: readonly Term[], catalog: Catalog): ReadonlySet<string> {
  const context = { vocabulary: vocabularyOfCatalog(catalog), request: {} }
  const ranked = terms.flatMap((term) => plan(term, candidatesOf(catalog), context).ranked)
  const wanted = [
    ...ranked.map(({ candidate }) => candidate.provider_id),
    ...Object.keys(catalog.providers),
  ]
  return new Set(
    wanted.flatMap((provider) => {
      const { base_url, key_env } = catalog.providers[provider] ?? {}
      return base_url === undefined ? [] : (key_env ?? [])
    }),
  )
}
