import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { builtInCatalog } from '../../src/catalog/built-in.ts'
import { vocabularyOfCatalog } from '../../src/catalog/vocabulary-of-catalog.ts'
import { openPolicies } from '../../src/index.ts'
import { sandboxCatalog } from '../../src/route/sandbox/sandbox-catalog.ts'
import { createRouter } from '../../src/route/server/create-router.ts'
import { listen } from '../../src/route/server/listen.ts'
import type { Part } from './players.ts'

const SOURCE = `uh 1

policy support =
  cheapest for 3k in, 700 out
  where quality >= 0.5 and has tools and context >= 64k
  fallback next
    on rate_limit next, cool 30s

policy swift =
  fastest
  where quality >= 0.4 and has tools
  take 5
  fallback next
`

/**
 * The router as an operator runs it: the catalog that ships, a key for every provider, policies by
 * name, and a receipt of every request on the disk. All providers are at one address.
 */
export const router: Part = async (upstream) => {
  const catalog = sandboxCatalog(builtInCatalog(), upstream)
  const { value: policies } = openPolicies(SOURCE, { vocabulary: vocabularyOfCatalog(catalog) })
  if (policies === undefined) throw new Error('the policies do not compile')
  const sources = [{ name: 'bench.uh', text: SOURCE }]
  const directory = mkdtempSync(join(tmpdir(), 'unhardcoded-bench-'))
  process.on('exit', () => rmSync(directory, { recursive: true, force: true }))
  const opened = await createRouter({
    catalog,
    keys: new Map(Object.keys(catalog.providers).map((name) => [name, `secret-of-${name}`])),
    policies: new Map(policies.names.map((name) => [name, { policies, name, sources }])),
    journal: { directory },
    log: (event) => console.error(JSON.stringify(event)),
  })
  if (!opened.ok) throw new Error(opened.error.join('; '))
  const front = await listen({ host: '127.0.0.1', port: 0, router: opened.value })
  if (!front.ok) throw new Error(front.error.message)
  const { url } = front.value
  return {
    url: () => url,
    /** Answers how many receipts there are, once all of them are written. */
    receipts: async () => {
      for (;;) {
        const report = opened.value.journal()
        if (report === undefined || report.queued === 0) return report?.written
        await new Promise((resolve) => setTimeout(resolve, 10))
      }
    },
  }
}
