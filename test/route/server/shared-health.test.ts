import { expect, onTestFinished, test } from 'vitest'
import {
  createRouter,
  type HealthStore,
  listen,
  openSandbox,
  type RouterEvent,
} from '../../../src/route/index.ts'
import type { AnyReceipt } from '../../../src/trace/index.ts'
import { inProcessStore } from '../health/in-process-store.ts'
import { LAB_CATALOG } from './lab.ts'

/** A router of its own over a sandbox whose first provider is down. */
async function router(healthStore: HealthStore) {
  const sandbox = await openSandbox({ catalog: LAB_CATALOG, faults: ['alpha=500'] })
  const receipts: AnyReceipt[] = []
  const events: RouterEvent[] = []
  const opened = await createRouter({
    catalog: LAB_CATALOG,
    sandboxUrl: sandbox.url,
    healthStore,
    onReceipt: (receipt) => void receipts.push(receipt),
    log: (event) => void events.push(event),
  })
  if (!opened.ok) throw new Error(opened.error.join('; '))
  const front = await listen({ router: opened.value, host: '127.0.0.1', port: 0 })
  if (!front.ok) throw new Error(front.error.message)
  const close = async () => {
    await front.value.close(0)
    await opened.value.close(0)
    await sandbox.close()
  }
  onTestFinished(close)
  return {
    events,
    close,
    /** Who was called for a request. */
    async called(): Promise<readonly string[]> {
      const response = await fetch(`${front.value.url}/v1/chat/completions`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ policy: 'cheapest', messages: [{ role: 'user', content: 'hi' }] }),
      })
      expect(response.status).toBe(200)
      await response.text()
      const receipt = receipts.at(-1)
      return receipt === undefined || 'nodes' in receipt
        ? []
        : receipt.hops.map(({ candidate }) => candidate)
    },
  }
}

const FAILS_OVER = ['alpha/small', 'beta/small']

test('two routers over one store leave alone what one of them found to be down', async () => {
  const store = inProcessStore(Date.now)
  const [one, other] = [await router(store), await router(store)]
  for (let i = 0; i < 5; i++) expect(await one.called()).toEqual(FAILS_OVER)
  expect(await one.called()).toEqual(['beta/small'])
  expect(await other.called()).toEqual(['beta/small'])
  const later = await router(store)
  expect(await later.called()).toEqual(['beta/small'])
  expect([...one.events, ...other.events, ...later.events]).toEqual([])
})

test.each<[string, HealthStore['put'], number]>([
  [
    'throws',
    () => {
      throw new RangeError('away')
    },
    1,
  ],
  ['rejects', () => Promise.reject(new RangeError('away')), 1],
  ['never answers', () => new Promise(() => {}), 0],
])('a store that %s holds nothing up, and its fault is told', async (_, put, faults) => {
  const { called, events } = await router({ put, watch: () => () => {} })
  for (let i = 0; i < 5; i++) expect(await called()).toEqual(FAILS_OVER)
  for (let i = 0; i < 2; i++) expect(await called()).toEqual(['beta/small'])
  const told = events.map((event) => (event.kind === 'fault' ? event.error : event.kind))
  expect(told).toEqual(Array(faults).fill('RangeError'))
})

test('a store that cannot be watched is a reason not to begin', async () => {
  const watch = () => Promise.reject(new Error('redis://user:secret@host'))
  const opened = await createRouter({
    catalog: LAB_CATALOG,
    healthStore: { put: () => {}, watch },
  })
  if (opened.ok) throw new Error('it began')
  expect(opened.error).toEqual([
    'the health store cannot be watched: see to it, or leave `healthStore` out',
  ])
})

test('a router that is closed watches no longer', async () => {
  let watchers = 0
  const watch = () => {
    watchers += 1
    return () => {
      watchers -= 1
    }
  }
  const { close } = await router({ put: () => {}, watch })
  expect(watchers).toBe(1)
  await close()
  expect(watchers).toBe(0)
})
