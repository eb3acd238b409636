import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type Catalog, vocabularyOfCatalog } from '../src/catalog/index.ts'
import { minstd } from '../src/decide/minstd.ts'
import { openPolicies } from '../src/index.ts'
import { createRouter, policiesByName } from '../src/route/index.ts'
import { openSandbox, parseFault } from '../src/route/sandbox/index.ts'
import { ENGINE, openWriter, receiptId } from '../src/trace/index.ts'

/** What the router of the month was run with. */
export interface MonthSetup {
  readonly catalog: Catalog
  /** The file of its policies, by the name that receipts call it. */
  readonly policies: { readonly name: string; readonly text: string }
}

/**
 * The trace of a month of requests to `support` and `letters`, in November 2026: what a router
 * writes whose models are played by the sandbox. Requests come one by one, the clock goes on only
 * while a model answers, and chance is drawn from seeds, so that it is the same each time.
 */
export async function lastMonth({ catalog, policies }: MonthSetup): Promise<string> {
  let atMs = Date.parse('2026-11-01T00:00:00Z')
  const startMs = atMs
  const now = () => atMs
  const random = bytesOf(minstd(1))
  const sandbox = await openSandbox({
    catalog,
    faults: FAULTS.map(faultOf),
    latency: 'modelled',
    now,
    sleep: async (ms) => {
      atMs += ms
    },
  })
  const vocabulary = vocabularyOfCatalog(catalog)
  const { value: opened, diagnostics } = openPolicies(policies.text, { vocabulary })
  if (opened === undefined) throw new Error(JSON.stringify(diagnostics))
  const writer = openWriter({
    writer: receiptId(atMs, random(10)),
    tool: ENGINE,
    decisions: 'once',
  })
  const lines = [writer.header(new Date(atMs).toISOString())]
  const router = await createRouter({
    catalog,
    policies: policiesByName(opened, [policies]),
    keys: new Map(Object.keys(catalog.providers).map((name) => [name, 'unused'])),
    sandboxUrl: sandbox.url,
    clock: { now, monotonic: () => atMs - startMs, random },
    onReceipt: (receipt, definitions) => {
      // The digest of a body is salted anew by every router.
      const { body: _, ...request } = receipt.request
      lines.push(...writer.receipt({ ...receipt, request }, definitions))
    },
  })
  if (!router.ok) throw new Error(router.error.join('; '))
  const server = createServer(router.value.handle)
  const url = await new Promise<string>((resolve) => {
    server.listen(0, '127.0.0.1', () => {
      // A server that listens on TCP has such an address.
      const { port } = server.address() as AddressInfo
      resolve(`http://127.0.0.1:${port}/v1/chat/completions`)
    })
  })
  for (const { comesMs, body } of month()) {
    atMs = Math.max(atMs, startMs + comesMs)
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    })
    const answer = await response.text()
    if (response.status === 400) throw new Error(answer)
  }
  await router.value.close(1000)
  server.closeAllConnections()
  server.close()
  await sandbox.close()
  return `${[...lines, writer.end()].join('\n')}\n`
}

/** Providers refuse now and then. */
const FAULTS = ['openai=429:0.04', 'anthropic=529:0.03']

interface Coming {
  /** After the month began. */
  readonly comesMs: number
  readonly body: object
}

/** Fewer at weekends; chats with a picture or with tools, and longer letters. */
function* month(): Generator<Coming> {
  const draw = minstd(2)
  for (let day = 0; day < 30; day++) {
    // The first of the month is a Sunday.
    const isWeekend = day % 7 === 0 || day % 7 === 6
    const count = Math.round((isWeekend ? 4 : 14) + draw() * 6)
    const times = Array.from({ length: count }, () => (8 + draw() * 10) * HOUR_MS)
    for (const time of times.sort((a, b) => a - b)) {
      const comesMs = Math.round(day * 24 * HOUR_MS + time)
      yield { comesMs, body: draw() < 0.8 ? chat(draw) : letter(draw) }
    }
  }
}

const HOUR_MS = 3_600_000

function chat(draw: () => number): object {
  const text = { type: 'text', text: wordsOf(200 + draw() * 3000) }
  const content = draw() < 0.15 ? [text, PICTURE] : [text]
  return {
    model: 'policy:support',
    messages: [{ role: 'user', content }],
    ...(draw() < 0.4 && { tools: [TOOL] }),
  }
}

function letter(draw: () => number): object {
  const content = wordsOf(800 + draw() * 1500)
  return { model: 'policy:letters', messages: [{ role: 'user', content }] }
}

const PICTURE = {
  type: 'image_url',
  image_url: {
    url: 'data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  },
}

const TOOL = {
  type: 'function',
  function: {
    name: 'find_order',
    description: 'Finds an order by its number.',
    parameters: { type: 'object', properties: { number: { type: 'string' } } },
  },
}

function wordsOf(count: number): string {
  return Array.from({ length: Math.round(count) }, (_, i) => WORDS[i % WORDS.length]).join(' ')
}

const WORDS = ['my', 'order', 'has', 'not', 'come', 'yet', 'and', 'I', 'would', 'like', 'it']

function bytesOf(draw: () => number): (count: number) => Uint8Array {
  return (count) => Uint8Array.from({ length: count }, () => Math.floor(draw() * 256))
}

function faultOf(text: string) {
  const fault = parseFault(text)
  if (!fault.ok) throw new Error(fault.error.message)
  return fault.value
}
