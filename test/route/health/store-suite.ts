import { describe, expect, test } from 'vitest'
import type { HealthStore } from '../../../src/route/index.ts'

/** What any health store does. @param open an empty one, by that clock in milliseconds. */
export function healthStoreSuite(name: string, open: (now: () => number) => HealthStore): void {
  describe(`a health store, ${name}`, () => {
    let nowMs = 0
    const opened = () => {
      nowMs = 0
      return open(() => nowMs)
    }
    const watched = async (store: HealthStore) => {
      const told: (readonly [string, string])[] = []
      return { told, unwatch: await store.watch((...each) => told.push(each)) }
    }

    test('tells everybody who watches, in the order of what is put', async () => {
      const store = opened()
      const watchers = [await watched(store), await watched(store)]
      await store.put('route a|b', 'one', 1000)
      await store.put('route a|b', 'two', 1000)
      for (const { told } of watchers) {
        expect(told).toEqual([
          ['route a|b', 'one'],
          ['route a|b', 'two'],
        ])
      }
    })

    test('tells who comes later the last of each name', async () => {
      const store = opened()
      await store.put('route a|b', 'one', 1000)
      await store.put('route a|b', 'two', 1000)
      await store.put('provider "ü"', '{"a": 1}', 1000.5)
      const { told } = await watched(store)
      expect(told.toSorted()).toEqual([
        ['provider "ü"', '{"a": 1}'],
        ['route a|b', 'two'],
      ])
    })

    test('forgets what is over', async () => {
      const store = opened()
      await store.put('route a|b', 'short', 1000)
      await store.put('route a|c', 'long', 3000)
      nowMs = 2000
      expect((await watched(store)).told).toEqual([['route a|c', 'long']])
    })

    test('tells nothing to who no longer watches', async () => {
      const store = opened()
      const { told, unwatch } = await watched(store)
      await unwatch()
      await store.put('route a|b', 'one', 1000)
      expect(told).toEqual([])
    })
  })
}
