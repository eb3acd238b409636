import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import { soak } from '../../../bench/soak/soak.ts'
import { checked, stoppedServer } from '../../../bench/soak/stopped-server.ts'
import { built } from '../../cli/built.ts'

beforeAll(built)

test('whatever fails and whoever leaves, each request that was admitted has one receipt', async () => {
  const plan = { requests: 400, mostMs: 30_000, atOnce: 16, requestsPerSample: 200 }
  const report = await soak(plan)
  expect(report).toMatchObject({
    requests: 400,
    lost: 0,
    doubled: 0,
    unwritten: 0,
    open: 0,
    faults: [],
  })
  expect(report.written).toBe(report.receipts)
  expect(report.statuses.get('200')).toBeGreaterThan(0)
  expectFine(report.directory)
  rmSync(report.directory, { recursive: true })
})

test('a server that is told to end answers what it has begun, and its trace is whole', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'unhardcoded-soak-'))
  const { exitCode, owed, lastLine } = await stoppedServer(folder, 200)
  expect(exitCode).toBe(0)
  expect(owed).toBeGreaterThan(0)
  const { event, receipts } = JSON.parse(lastLine)
  expect({ event, ...receipts }).toMatchObject({ event: 'stopped', dropped: 0, failed: 0 })
  expect(receipts.written).toBeGreaterThanOrEqual(owed)
  expectFine(join(folder, 'trace'))
  rmSync(folder, { recursive: true })
})

function expectFine(directory: string): void {
  for (const command of [['trace', 'verify'], ['replay']]) {
    expect(checked(command, directory)).toMatchObject({ isFine: true })
  }
}
