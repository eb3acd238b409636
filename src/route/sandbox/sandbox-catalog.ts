import type { Catalog, Named, Provider } from '../../catalog/catalog.ts'

/** The same catalog with the sandbox at that address in the place of every provider. */
export function sandboxCatalog(catalog: Catalog, url: string): Catalog {
  const providers: Named<Provider> = Object.assign(
    Object.create(null),
    ...Object.entries(catalog.providers).map(([id, provider]) => ({
      [id]: { ...provider, base_url: sandboxBase(url, id) },
    })),
  )
  return { ...catalog, providers }
}

/** Where the sandbox at that address plays that provider. */
export function sandboxBase(url: string, provider: string): string {
  return `${url}/${encodeURIComponent(provider)}/v1`
}
