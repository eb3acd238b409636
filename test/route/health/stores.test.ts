import { readFile } from 'node:fs/promises'
import type { HealthStore } from '../../../src/route/index.ts'
import { fakeRedis } from './fake-redis.ts'
import { inProcessStore } from './in-process-store.ts'
import { healthStoreSuite } from './store-suite.ts'

interface Page {
  readonly redisHealthStore: (client: unknown) => HealthStore
}

/** The store as it stands in docs/router.md. */
async function ofThePage(): Promise<Page> {
  const page = await readFile('docs/router.md', 'utf8')
  const blocks = [...page.matchAll(/^```js\n([\s\S]*?)^```$/gm)].map(([, code = '']) => code)
  const code = blocks.find((each) => each.includes('export function redisHealthStore')) ?? ''
  // What the page exports is known to have that form.
  return import(`data:text/javascript,${encodeURIComponent(code)}`) as Promise<Page>
}

const { redisHealthStore } = await ofThePage()

healthStoreSuite('in the process', inProcessStore)
healthStoreSuite('in Redis, of the page', (now) => redisHealthStore(fakeRedis(now)))
