import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { add, compare, type Decimal, decimalFrom, plain, ZERO } from '../../../src/catalog/money.ts'
import { vocabularyOfCatalog } from '../../../src/catalog/vocabulary-of-catalog.ts'
import { openPolicies } from '../../../src/index.ts'
import { policiesByName } from '../../../src/route/admission/policies-by-name.ts'
import type { CallerConfig } from '../../../src/route/callers/caller-config.ts'
import { openSandbox, type Sandbox } from '../../../src/route/sandbox/index.ts'
import { createRouter } from '../../../src/route/server/create-router.ts'
import { listen } from '../../../src/route/server/listen.ts'
import { LAB_CATALOG } from './lab.ts'
import { callerNamed } from './surfaces.ts'

/*
 * Budgets of tenants over real sockets, in routers that come one after the other: each goes on
 * where the one before it ended.
 */

const NOW = Date.parse('2026-12-01T10:00:00Z')
const TEXT = 'policy small = cheapest where family is small'

let folder: string
let sandbox: Sandbox

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tenant-budgets-'))
  sandbox = await openSandbox({ catalog: LAB_CATALOG, faults: [], now: () => NOW })
})
afterAll(async () => {
  await sandbox.close()
  await rm(folder, { recursive: true })
})

interface Serving {
  /** Asks so many times at once, as the caller of that name. */
  readonly ask: (name: string, times: number) => Promise<readonly Reply[]>
  readonly end: () => Promise<void>
}

interface Reply {
  readonly status: number
  readonly code: string | undefined
  readonly message: string
  readonly cost: Decimal
}

async function serving(file: string, callers: readonly CallerConfig[]): Promise<Serving> {
  const { value } = openPolicies(TEXT, { vocabulary: vocabularyOfCatalog(LAB_CATALOG) })
  if (value === undefined) throw new Error('the policy does not compile')
  const opened = await createRouter({
    catalog: LAB_CATALOG,
    sandboxUrl: sandbox.url,
    policies: policiesByName(value, [{ name: 'small.uh', text: TEXT }]),
    defaultPolicy: { name: 'small', covers: 'no model' },
    callers: { callers },
    budgetsFile: join(folder, file),
    clock: { now: () => NOW, monotonic: () => performance.now(), random: (n) => new Uint8Array(n) },
  })
  if (!opened.ok) throw new Error(opened.error.join('; '))
  const router = opened.value
  const front = await listen({ host: '127.0.0.1', port: 0, router })
  if (!front.ok) throw new Error(front.error.message)
  const { url, close } = front.value
  const one = async (name: string): Promise<Reply> => {
    const response = await fetch(`${url}/v1/chat/completions`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer key-of-${name}` },
      body: JSON.stringify({ messages: [{ role: 'user', content: 'hello' }], max_tokens: 50 }),
    })
    const { error } = JSON.parse(await response.text())
    const cost = decimalFrom(response.headers.get('x-unhardcoded-cost') ?? '0') ?? ZERO
    return { status: response.status, code: error?.code, message: error?.message ?? '', cost }
  }
  return {
    ask: (name, times) => Promise.all(Array.from({ length: times }, () => one(name))),
    async end() {
      await close(0)
      await router.close(0)
    },
  }
}

function passed(replies: readonly Reply[]): number {
  for (const { status, code } of replies) {
    expect([200, 429]).toContain(status)
    if (status === 429) expect(code).toBe('budget_spent')
  }
  return replies.filter(({ status }) => status === 200).length
}

describe('a budget of requests', () => {
  test('lets exactly as many pass as it has, of many at once, tenant by tenant', async () => {
    const callers = [
      callerNamed('a', { budgets: [{ window: 'day', requests: 7 }] }),
      callerNamed('b', { budgets: [{ window: 'day', requests: 3 }] }),
      callerNamed('c'),
    ]
    const router = await serving('at-once.json', callers)
    const all = await Promise.all([router.ask('a', 30), router.ask('b', 30), router.ask('c', 30)])
    await router.end()
    expect(all.map(passed)).toEqual([7, 3, 30])
  })

  test('is the same over routers that come one after the other', async () => {
    const callers = [callerNamed('a', { budgets: [{ window: 'month', requests: 20 }] })]
    const counts: number[] = []
    for (const times of [8, 9, 30, 30]) {
      const router = await serving('one-after-the-other.json', callers)
      counts.push(passed(await router.ask('a', times)))
      await router.end()
    }
    expect(counts).toEqual([8, 9, 3, 0])
  })

  test('counts what was spent where another budget is configured afterwards', async () => {
    const of = (requests: number) => [callerNamed('a', { budgets: [{ window: 'day', requests }] })]
    const counts: number[] = []
    for (const requests of [5, 12, 6]) {
      const router = await serving('changed.json', of(requests))
      counts.push(passed(await router.ask('a', 20)))
      await router.end()
    }
    expect(counts).toEqual([5, 7, 0])
  })
})

test('a budget of dollars is never overrun, is counted to the last digit, and is used up', async () => {
  const usd = '0.0005'
  const limit = decimalFrom(usd) ?? ZERO
  const callers = [callerNamed('a', { budgets: [{ window: 'month', usd }] })]
  let sum = ZERO
  let last: readonly Reply[] = []
  // In each round some pass, until what is left is less than a call may cost.
  for (let round = 0; round < 200 && (round === 0 || passed(last) > 0); round++) {
    const router = await serving('dollars.json', callers)
    last = await router.ask('a', 10)
    await router.end()
    for (const { cost } of last) sum = add(sum, cost)
    const { accounts } = JSON.parse(await readFile(join(folder, 'dollars.json'), 'utf8'))
    expect(accounts).toMatchObject([{ caller: 'a', window: 'month', spent: plain(sum) }])
    expect(compare(sum, limit)).toBeLessThanOrEqual(0)
  }
  expect(passed(last)).toBe(0)
  for (const { message } of last) {
    const [, most = ''] =
      /less is left than the \$([\d.]+) that this call may cost/.exec(message) ?? []
    expect(compare(add(sum, decimalFrom(most) ?? ZERO), limit)).toBe(1)
  }
})
