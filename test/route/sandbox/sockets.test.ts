import { once } from 'node:events'
import { connect } from 'node:net'
import { describe, expect, test, vi } from 'vitest'
import { openSandbox, type SandboxCall, sandboxCatalog } from '../../../src/route/sandbox/index.ts'
import { ask, CALLS, CATALOG, NO_WAIT, withSandbox } from './ask.ts'

const [CHAT, HI] = CALLS.chat

/** Begins a call, and answers the way to leave it. */
function begin(url: string, body: object) {
  const leave = new AbortController()
  const { signal } = leave
  const call = fetch(url + CHAT, { method: 'POST', body: JSON.stringify(body), signal })
  return { call, leave: () => leave.abort() }
}

describe('the same request', () => {
  test('has the same answer, here and in another sandbox of the same seed', async () => {
    const answers = async (seed: number) =>
      withSandbox({ seed }, async ({ url }) => {
        const [first, second] = [await ask(url + CHAT, HI), await ask(url + CHAT, HI)]
        expect(second.text).toBe(first.text)
        return first.text
      })
    expect(await answers(1)).toBe(await answers(1))
    expect(await answers(2)).not.toBe(await answers(1))
  })

  test('takes as long as such a model does, where latency is modelled', async () => {
    const waits: number[][] = []
    for (const _ of [1, 2]) {
      const own: number[] = []
      const sleep = async (ms: number) => void own.push(ms)
      await withSandbox({ latency: 'modelled', sleep }, ({ url }) =>
        ask(url + CHAT, { ...HI, stream: true }),
      )
      waits.push(own)
    }
    const [first = [], second] = waits
    expect(first.length).toBeGreaterThan(20)
    expect(first.every((ms) => ms > 0 && ms < 2000)).toBe(true)
    expect(second).toEqual(first)
  })
})

describe('a client that leaves', () => {
  test.each([
    ['while nothing comes', ['openai=silence'], {}],
    ['after some words', ['openai=stall'], { stream: true }],
    ['in the middle of a body that never ends', ['openai=huge@1000'], {}],
  ])('%s, is counted, and nothing is left running', async (_, faults, more) => {
    let calls = 0
    const onCall = () => void calls++
    await withSandbox({ faults, onCall }, async ({ url, counts }) => {
      const { call, leave } = begin(url, { ...HI, ...more })
      const first = call.then((response) => response.body?.getReader().read())
      await vi.waitFor(() => expect(calls).toBe(1))
      if (!faults.includes('openai=silence')) await first
      expect(counts()).toEqual({ open: 1, closed: 0, aborted: 0 })
      leave()
      await first.catch(() => undefined)
      await vi.waitFor(() => expect(counts()).toEqual({ open: 0, closed: 0, aborted: 1 }))
    })
  })

  test('ends the wait of its call', async () => {
    const asleep: AbortSignal[] = []
    const sleep = async (_: number, signal: AbortSignal) => {
      asleep.push(signal)
      await once(signal, 'abort')
      throw signal.reason
    }
    await withSandbox({ faults: ['openai=slow'], sleep }, async ({ url, counts }) => {
      const { call, leave } = begin(url, HI)
      await vi.waitFor(() => expect(asleep).toHaveLength(1))
      leave()
      await expect(call).rejects.toThrow()
      await vi.waitFor(() => expect(counts().aborted).toBe(1))
      expect(asleep[0]?.aborted).toBe(true)
    })
  })

  test('before its body is whole, is no call', async () => {
    let calls = 0
    await withSandbox({ onCall: () => void calls++ }, async ({ url, counts }) => {
      const socket = connect(Number(new URL(url).port), '127.0.0.1')
      await once(socket, 'connect')
      socket.write(`POST ${CHAT} HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\n{"model"`)
      await vi.waitFor(() => expect(counts().open).toBe(1))
      socket.destroy()
      await vi.waitFor(() => expect(counts()).toEqual({ open: 0, closed: 0, aborted: 1 }))
      expect(calls).toBe(0)
    })
  })
})

describe('a sandbox', () => {
  test('tells of each call who is asked, for what, and which fault meets it', async () => {
    const calls: SandboxCall[] = []
    const options = {
      faults: ['groq=500:x1'],
      onCall: (call: SandboxCall) => void calls.push(call),
    }
    await withSandbox(options, async ({ url }) => {
      const body = '{"model":"kimi-k2", "messages":[{"role":"user","content":"hi"}]}'
      await ask(`${url}/v1/chat/completions`, body, { authorization: 'Bearer k' })
      await ask(`${url}/groq/v1/chat/completions?x=1`, '{"model":"nope"}')
      expect(
        calls.map(({ provider, family, path, fault }) => [provider, family, path, fault]),
      ).toEqual([
        ['groq', 'kimi-k2', '/v1/chat/completions', 'groq=500:x1'],
        ['groq', undefined, '/groq/v1/chat/completions', undefined],
      ])
      expect(Buffer.from(calls[0]?.body ?? []).toString()).toBe(body)
      expect(calls[0]?.headers.authorization).toBe('Bearer k')
    })
  })

  test('that closes ends every call at once', async () => {
    const sandbox = await openSandbox({ catalog: CATALOG, faults: [], sleep: NO_WAIT })
    const idle = connect(Number(new URL(sandbox.url).port), '127.0.0.1')
    await once(idle, 'connect')
    await sandbox.close()
    await expect(fetch(sandbox.url)).rejects.toThrow()
    idle.destroy()
  })

  test('whose port is taken is not opened', async () => {
    await withSandbox({}, async ({ url }) => {
      const port = Number(new URL(url).port)
      await expect(openSandbox({ catalog: CATALOG, port })).rejects.toMatchObject({
        code: 'EADDRINUSE',
      })
    })
  })

  test.each([
    ['opnai=429', 'did you mean `openai`?'],
    ['openai=428', 'is no kind of fault'],
  ])('with the fault %s is not opened', async (fault, message) => {
    await expect(openSandbox({ catalog: CATALOG, faults: [fault] })).rejects.toThrow(message)
  })

  test('stands in a catalog where its providers stood', async () => {
    const provider = { ...CATALOG.providers.groq, base_url: 'https://x' }
    const providers = { ...CATALOG.providers, 'a/b c': provider }
    const catalog = { ...CATALOG, providers, models: { m: { served_by: [{ provider: 'a/b c' }] } } }
    await withSandbox({ catalog }, async ({ url }) => {
      const sandboxed = sandboxCatalog(catalog, url)
      expect(sandboxed.providers.anthropic).toEqual({
        ...CATALOG.providers.anthropic,
        base_url: `${url}/anthropic/v1`,
      })
      const base = sandboxed.providers['a/b c']?.base_url
      expect(base).toBe(`${url}/a%2Fb%20c/v1`)
      expect((await ask(`${base}/chat/completions`, { ...HI, model: 'm' })).status).toBe(200)
    })
  })
})
