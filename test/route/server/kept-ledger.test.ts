import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { decimalOf, plain } from '../../../src/catalog/money.ts'
import { OPEN_GUARD } from '../../../src/route/admission/guard.ts'
import type { Caller } from '../../../src/route/callers/caller.ts'
import { type KeptLedger, openKeptLedger } from '../../../src/route/server/kept-ledger.ts'

let folder: string
let path: string

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kept-ledger-'))
})
afterAll(() => rm(folder, { recursive: true }))
beforeEach(() => {
  path = join(folder, `${Math.random()}.json`)
})

const NOW = Date.parse('2026-12-01T10:00:00Z')
const CALLER: Caller = {
  name: 'support',
  guard: OPEN_GUARD,
  budgets: [{ window: 'day', usd: decimalOf(1), requests: 4 }],
}

async function opened(): Promise<KeptLedger> {
  const kept = await openKeptLedger(path, (error) => {
    throw error
  })
  if (!kept.ok) throw new Error(kept.error)
  return kept.value
}

function reserved({ ledger }: KeptLedger, usd: number) {
  const reservation = ledger.reserve(CALLER, NOW, decimalOf(usd))
  if (!reservation.ok) throw new Error(reservation.error.message)
  return reservation.value
}

describe('budgets that are kept', () => {
  test('go on where they were left', async () => {
    const first = await opened()
    first.ledger.settle(reserved(first, 0.5), { usd: decimalOf(0.3) })
    await first.close()
    const second = await opened()
    expect(second.ledger.reserve(CALLER, NOW, decimalOf(0.71)).ok).toBe(false)
    expect(second.ledger.reserve(CALLER, NOW, decimalOf(0.7)).ok).toBe(true)
    await second.close()
  })

  test('count what was held where the process was killed', async () => {
    const killed = await opened()
    reserved(killed, 0.9)
    await killed.close()
    const next = await opened()
    expect(next.ledger.reserve(CALLER, NOW, decimalOf(0.2)).ok).toBe(false)
    await next.close()
  })

  test('are exact however many calls end at once', async () => {
    const kept = await opened()
    const calls = [0.1, 0.2, 0.3].map((usd) => ({ usd, held: reserved(kept, usd) }))
    for (const { usd, held } of calls) kept.ledger.settle(held, { usd: decimalOf(usd) })
    await kept.close()
    const { accounts } = (await opened()).ledger.snapshot()
    expect(accounts.map(({ spent, requests }) => [plain(spent), requests])).toEqual([['0.6', 3]])
  })

  test('stand in a file that is always whole', async () => {
    const kept = await opened()
    for (let i = 0; i < 4; i++) {
      kept.ledger.settle(reserved(kept, 0.01), 'unknown')
      expect(JSON.parse(await readFile(path, 'utf8')).format).toBe('unhardcoded-budgets/v1')
    }
    await kept.close()
  })
})

test.each([
  ['no JSON', '{', /put the file right, or remove it/],
  ['another format', '{"format":"x"}', /`format`/],
  ['a negative amount', '{"format":"unhardcoded-budgets/v1","accounts":[{}]}', /`accounts\[0\]`/],
])('a file with %s is refused, and left as it is', async (_, text, message) => {
  await writeFile(path, text)
  const kept = await openKeptLedger(path, () => {})
  expect(kept).toEqual({ ok: false, error: expect.stringMatching(message) })
  expect(await readFile(path, 'utf8')).toBe(text)
})

test('a place that cannot be written to is refused', async () => {
  const kept = await openKeptLedger(join(folder, 'missing', 'budgets.json'), () => {})
  expect(kept).toEqual({ ok: false, error: expect.stringContaining('cannot be written') })
})
