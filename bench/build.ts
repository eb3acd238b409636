import { transformSync } from 'esbuild'
import { buildModule } from '../src/build/build-module.ts'
import { STANDARD_CATALOG_VOCABULARY as vocabulary } from '../src/catalog/vocabulary.ts'
import { analyse } from '../src/compile/index.ts'
import { bench } from './harness.ts'

/*
 * What a call of a built policy costs, against reading and hashing nothing at all but the parameters:
 * a choice is a lookup, a number that was seen before too; a new number is put in and hashed.
 */

const TEXT = `policy support(plan: free | pro = pro, cap: price = $10/Mtok in $1/Mtok..$40/Mtok) =
  cheapest where quality >= match plan { free: 0.60, pro: 0.72 } and has tools and price_out <= cap
policy chosen(plan: free | pro = pro) =
  cheapest where quality >= match plan { free: 0.60, pro: 0.72 } and has tools
`

const { value } = analyse({ name: 'support.uh', text: TEXT }, { vocabulary })
const built = value && buildModule([value], { target: 'sigma-pol/v2' })
if (built?.ok !== true) throw new Error('the policies cannot be built')
const { code } = transformSync(built.value, { loader: 'ts', format: 'esm' })
const { chosen, support } = await import(`data:text/javascript,${encodeURIComponent(code)}`)

let next = 1
bench({
  name: 'build',
  samples: 30,
  variants: {
    choice: () => () => chosen({ plan: 'free' }),
    known: () => () => support({ plan: 'free', cap: 5 }),
    fresh: () => () => {
      next = next >= 40 ? 1 : next + 1e-7
      return support({ plan: 'free', cap: next })
    },
    'JSON of the parameters': () => () => JSON.parse(JSON.stringify({ plan: 'free', cap: 5 })),
  },
  rows: [
    { what: 'a choice', variant: 'choice', against: 'JSON of the parameters', budget: 2 },
    {
      what: 'a number seen before',
      variant: 'known',
      against: 'JSON of the parameters',
      budget: 4,
    },
    { what: 'a new number', variant: 'fresh', against: 'JSON of the parameters', budget: 200 },
  ],
})
