import data from './built-in.json' with { type: 'json' }
import type { Catalog } from './catalog.ts'

/** The catalog that ships: real models, prices and capabilities, each with its source and day. */
export function builtInCatalog(): Catalog {
  // A generated file, held to the schema by a test.
  return data as unknown as Catalog
}
