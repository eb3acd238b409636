type Listener = (message: string) => void

/** As much of a client of the package `redis` as a health store asks, without a server. */
export function fakeRedis(now: () => number) {
  const kept = new Map<string, { readonly value: string; readonly untilMs: number }>()
  const channels = new Map<string, Set<Listener>>()
  const heldAt = (key: string): string | null => {
    const held = kept.get(key)
    return held === undefined || now() >= held.untilMs ? null : held.value
  }
  return {
    async set(key: string, value: string, { PX }: { readonly PX: number }) {
      if (!Number.isInteger(PX) || PX <= 0) throw new Error('ERR invalid expire time')
      kept.set(key, { value, untilMs: now() + PX })
    },
    get: async (key: string) => heldAt(key),
    async publish(channel: string, message: string) {
      for (const listener of channels.get(channel) ?? []) listener(message)
    },
    async *scanIterator({ MATCH }: { readonly MATCH: string }) {
      const start = MATCH.slice(0, -1)
      yield [...kept.keys()].filter((key) => key.startsWith(start) && heldAt(key) !== null)
    },
    duplicate() {
      const own = new Map<string, Listener>()
      return {
        on() {},
        async connect() {},
        async subscribe(channel: string, listener: Listener) {
          own.set(channel, listener)
          channels.set(channel, (channels.get(channel) ?? new Set()).add(listener))
        },
        async close() {
          for (const [channel, listener] of own) channels.get(channel)?.delete(listener)
        },
      }
    },
  }
}
