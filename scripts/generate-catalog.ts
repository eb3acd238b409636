/**
 * Makes `src/catalog/built-in.json` from two published packages and the hand-kept files of
 * benchmark figures and of what providers support. The versions are pinned, so running it again
 * gives the same bytes; to update the catalog, raise them here and read the diff.
 *
 *     npm run catalog
 */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { readBenchmarks } from './catalog/benchmarks.ts'
import { documentOf } from './catalog/document.ts'
import { formatDocument } from './catalog/format.ts'
import { readGenaiPrices } from './catalog/genai-prices.ts'
import { unpack } from './catalog/packages.ts'
import { readPiAi } from './catalog/pi-ai.ts'
import { PROVIDERS } from './catalog/providers.ts'
import { routesOf } from './catalog/routes.ts'
import { readStatements } from './catalog/statements.ts'

/** genai-prices does not say when its data was gathered: this is the day it was published. */
const GENAI_PRICES = { name: '@pydantic/genai-prices', version: '0.1.8', asOf: '2026-09-23' }
const PI_AI = { name: '@earendil-works/pi-ai', version: '1.5.2' }

const statements = readStatements(readFileSync('src/catalog/capabilities.yaml', 'utf8'))

const folder = mkdtempSync(join(tmpdir(), 'catalog-'))
try {
  const priceList = await readGenaiPrices(unpack(GENAI_PRICES, folder))
  const piAi = readPiAi(unpack(PI_AI, folder))
  const results = PROVIDERS.map(({ id, piAi: listed, genaiPrices }) =>
    routesOf(id, {
      models: piAi.models.get(listed) ?? [],
      list: genaiPrices === undefined ? undefined : priceList(genaiPrices),
      jsonMode: statements.jsonMode,
      day: piAi.asOf,
    }),
  )
  const routes = results.flatMap((result) => result.routes)
  const { document, others } = documentOf({
    asOf: piAi.asOf,
    sources: {
      'genai-prices': {
        url: 'https://github.com/pydantic/genai-prices',
        version: GENAI_PRICES.version,
        as_of: GENAI_PRICES.asOf,
        doc: 'Prices, tiers and announced changes.',
      },
      'pi-ai': {
        url: 'https://github.com/earendil-works/pi',
        version: PI_AI.version,
        as_of: piAi.asOf,
        doc: 'Models on offer, limits, inputs, and prices that the other list lacks.',
      },
      ...statements.sources,
    },
    routes,
    benchmarks: readBenchmarks(readFileSync('src/catalog/benchmarks.yaml', 'utf8')),
  })
  writeFileSync('src/catalog/built-in.json', formatDocument(document))
  report(routes.length - others.length, [
    ...results.flatMap((result) => result.skipped),
    ...others.map(() => 'other ids of the same model'),
  ])
} finally {
  rmSync(folder, { recursive: true })
}

function report(routes: number, skipped: readonly string[]): void {
  const counts = new Map<string, number>()
  for (const reason of skipped) counts.set(reason, (counts.get(reason) ?? 0) + 1)
  console.log(`${routes} routes written`)
  for (const [reason, count] of counts) console.log(`${count} left out: ${reason}`)
}
