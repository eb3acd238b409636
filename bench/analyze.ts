import { implies, semanticHash } from '../src/analyze/index.ts'
import { STANDARD_CATALOG_VOCABULARY as vocabulary } from '../src/catalog/vocabulary.ts'
import { minstd } from '../src/decide/minstd.ts'
import { encode } from '../src/ir/encode.ts'
import { normalize } from '../src/ir/normalize.ts'
import type { Term } from '../src/ir/term.ts'
import { bench } from './harness.ts'

/*
 * Whether one filter of 32 atoms implies another, the space opened anew each time, against the
 * least that anybody does with two filters: bring both to the normal form and encode them. The
 * terms are made anew for every call, since normal forms are kept with the arrays.
 */

/** Sixteen bounds, and four ways to qualify: each a provider or a tier, with bounds of its own. */
function filter(shift: number): Term {
  const draw = minstd(32)
  const bound = (field: string): Term => [
    'cmp',
    field,
    'ge',
    Math.round(100 * draw()) / 100 - shift,
  ]
  const bounds = QUALITIES.flatMap((field): Term[] => [bound(field), ['cmp', field, 'le', 0.99]])
  const ways = ['openai', 'anthropic', 'groq', 'mistral'].map(
    (name): Term => [
      'or',
      ['provider_eq', name],
      ['tier_eq', 'partner'],
      ['cmp', 'price_out', 'le', Math.round(10 * draw()) + 1],
      ['cmp', 'latency_ms', 'le', Math.round(1000 * draw()) + 500],
    ],
  )
  return ['and', ...bounds, ...ways]
}

const QUALITIES = [
  'quality',
  'quality.reasoning',
  'quality.coding',
  'quality.agentic',
  'quality.math',
  'quality.data',
  'quality.language',
  'quality.instructions',
]

bench({
  name: 'analyze',
  variants: {
    implied: () => () => implies(filter(0), filter(0.01), { vocabulary }),
    refuted: () => () => implies(filter(0.01), filter(0), { vocabulary }),
    hash: () => () => semanticHash(filter(0), { vocabulary }),
    encode: () => () => [encode(normalize(filter(0))), encode(normalize(filter(0.01)))],
  },
  rows: [
    { what: 'implies, 32 atoms each, it does', variant: 'implied', against: 'encode', budget: 4 },
    {
      what: 'implies, 32 atoms each, it does not',
      variant: 'refuted',
      against: 'encode',
      budget: 4,
    },
    { what: 'semantic hash, 32 atoms', variant: 'hash', against: 'encode' },
  ],
})
