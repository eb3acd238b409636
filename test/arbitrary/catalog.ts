import fc from 'fast-check'
import type { Catalog } from '../../src/catalog/catalog.ts'
import { catalogOf } from '../../src/catalog/load.ts'
import { NAMES } from './term.ts'

const PROVIDERS = NAMES.providers.filter((name) => !name.includes('|'))

/** Small catalogs with holes everywhere, over the names that terms and contexts ask for. */
export const catalogArbitrary: fc.Arbitrary<Catalog> = fc
  .dictionary(fc.constantFrom(...NAMES.families), modelArbitrary(), { minKeys: 1, maxKeys: 5 })
  .map((models) => {
    const { value, diagnostics } = catalogOf({
      catalog: 1,
      tier_order: ['marketplace', 'fallback', 'gold'],
      fields: {
        quality: { sort: 'number', unit: 'ratio', absent: 0, rank: true },
        in_image: { sort: 'flag', absent: false },
      },
      providers: Object.fromEntries(PROVIDERS.map((name) => [name, {}])),
      models,
    })
    if (value === undefined) throw new Error(JSON.stringify(diagnostics))
    return value
  })

function modelArbitrary() {
  return fc.record(
    {
      served_by: fc.array(routeArbitrary(), { minLength: 1, maxLength: 4 }),
      quality: fc.constantFrom(0, 0.5, 0.75, 0.8, 1),
      in_image: fc.boolean(),
      capabilities: capabilitiesArbitrary(),
    },
    { requiredKeys: ['served_by'] },
  )
}

function routeArbitrary() {
  return fc.record(
    {
      provider: fc.constantFrom(...PROVIDERS),
      model: fc.constantFrom('one', 'two', 'three'),
      tier: fc.constantFrom('marketplace', 'fallback', 'gold'),
      scope: fc.constantFrom(...NAMES.scopes.filter((name) => name !== '')),
      price_in: priceArbitrary(),
      price_out: priceArbitrary(),
      price_cache_read: priceArbitrary(),
      quality: fc.constantFrom(0.1, 0.9),
      capabilities: capabilitiesArbitrary(),
    },
    { requiredKeys: ['provider'] },
  )
}

function capabilitiesArbitrary() {
  return fc.record(
    {
      context: fc.constantFrom(5, 8000, 128000),
      supports_tools: fc.boolean(),
      supports_vision: fc.boolean(),
    },
    { requiredKeys: [] },
  )
}

/** Few enough that ties are common. */
function priceArbitrary() {
  return fc.constantFrom(0, 0.1, 0.3, 2, 5, 25)
}
