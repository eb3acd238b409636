import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { JournalSettings } from '../../../src/route/journal/index.ts'
import type { Definitions, Receipt } from '../../../src/trace/index.ts'
import { recorded, runArbitrary } from '../../trace/recorded-run.ts'
import { failure, faultyFiles } from './faulty-files.ts'
import { openTestJournal } from './open-test-journal.ts'
import { readFiles } from './read-files.ts'

const [RUN] = fc.sample(runArbitrary, { seed: 7, numRuns: 1 })

/** Receipts that differ in their names. */
function entries(count: number, from = 0): readonly (readonly [Receipt, Definitions])[] {
  if (RUN === undefined) throw new Error('no run was drawn')
  const { receipt, definitions } = recorded(RUN, 0)
  return Array.from({ length: count }, (_, i) => [
    { ...receipt, id: `R${String(from + i).padStart(6, '0')}` },
    definitions,
  ])
}

function ids(list: readonly (readonly [Receipt, Definitions])[]): readonly string[] {
  return list.map(([{ id }]) => id)
}

async function written(count: number, settings: Partial<JournalSettings> = {}) {
  const opened = await openTestJournal(settings)
  const list = entries(count)
  for (const [receipt, definitions] of list) opened.journal.write(receipt, definitions)
  return { ...opened, list }
}

describe('what goes well', () => {
  test('a journal without receipts makes no file', async () => {
    const { journal, disk, clock } = await openTestJournal()
    await clock.pass(100_000_000)
    expect(await clock.until(journal.close())).toMatchObject({ written: 0, file: undefined })
    expect(disk.contents.size).toBe(0)
  })

  test('receipts that come together are written together, before long', async () => {
    const { journal, disk, clock, list } = await written(20, { flushEveryMs: 50 })
    expect(journal.report()).toMatchObject({ queued: 20, written: 0 })
    await clock.pass(49)
    expect(disk.writes).toBe(0)
    await clock.pass(1)
    expect(disk.writes).toBe(1)
    expect(journal.report()).toMatchObject({ queued: 0, written: 20, dropped: 0, failed: 0 })
    expect(readFiles(disk.contents).receipts).toEqual(ids(list))
  })

  test('a closed journal is a whole trace on the disk', async () => {
    const { journal, disk, clock, list } = await written(300)
    const report = await clock.until(journal.close())
    const found = readFiles(disk.contents)
    expect(found).toMatchObject({ faults: [], joints: [], receipts: ids(list) })
    expect(report).toMatchObject({ queued: 0, written: 300, file: undefined })
    expect(disk.syncs).toBe(1)
  })

  test('the report names the file that is written', async () => {
    const { journal, disk, clock } = await written(1)
    await clock.pass(1000)
    expect(journal.report().file).toBe([...disk.contents.keys()][0])
    expect(journal.report().file).toMatch(
      /^\/traces\/trace-2026-11-16-[0-9A-HJKMNP-TV-Z]{26}\.jsonl$/,
    )
  })

  test('a large file is followed by another one of the same chain', async () => {
    const { journal, disk, clock, list } = await written(400, { maxFileBytes: 40_000 })
    await clock.until(journal.close())
    const found = readFiles(disk.contents)
    expect(found).toMatchObject({ faults: [], joints: [], receipts: ids(list) })
    expect(found.names.length).toBeGreaterThan(3)
    expect(found.lines.filter((line) => line.includes('"record":"header"'))).toHaveLength(
      found.names.length,
    )
  })

  test('an old file is closed where nothing comes any more', async () => {
    const { journal, disk, clock } = await written(1, { maxFileAgeMs: 60_000 })
    await clock.pass(59_999)
    expect(journal.report().file).toBeDefined()
    await clock.pass(201)
    expect(journal.report().file).toBeUndefined()
    expect(readFiles(disk.contents).faults).toEqual([])
    const [second] = entries(1, 1)
    if (second !== undefined) journal.write(...second)
    await clock.until(journal.close())
    const found = readFiles(disk.contents)
    expect(found).toMatchObject({ faults: [], joints: [], receipts: ['R000000', 'R000001'] })
    expect(found.names).toHaveLength(2)
  })

  test('a file that is there already is left alone', async () => {
    const disk = faultyFiles()
    const first = await openTestJournal({}, disk)
    const second = await openTestJournal({}, disk)
    for (const { journal } of [first, second]) {
      for (const [receipt, definitions] of entries(3)) journal.write(receipt, definitions)
    }
    await first.clock.until(first.journal.close())
    await second.clock.until(second.journal.close())
    expect(readFiles(disk.contents)).toMatchObject({ faults: [] })
    expect(disk.contents.size).toBe(2)
  })

  test('lines are signed where they are to be', async () => {
    const sign = (line: string): string => `${line.slice(0, -1)},"sig":"${'A'.repeat(86)}"}`
    const { journal, disk, clock } = await written(2, { sign })
    await clock.until(journal.close())
    const { lines, faults } = readFiles(disk.contents)
    expect(faults).toEqual([])
    expect(lines.every((line) => line.endsWith('A"}'))).toBe(true)
  })
})

describe('a disk that refuses', () => {
  test('is tried again, and told of once', async () => {
    const { journal, disk, clock, events, list } = await written(10)
    disk.always = { code: 'ENOSPC', after: 100 }
    await clock.pass(10_000)
    expect(journal.report()).toMatchObject({
      queued: 10,
      written: 0,
      lastError: { code: 'ENOSPC', since: expect.stringMatching(/^2026-11-16T00:00:00/) },
    })
    expect(events).toEqual([{ kind: 'refused', file: expect.any(String), code: 'ENOSPC' }])
    disk.always = 'fine'
    await clock.pass(30_000)
    expect(journal.report()).toMatchObject({ queued: 0, written: 10, lastError: undefined })
    expect(events.map(({ kind }) => kind)).toEqual(['refused', 'recovered'])
    await clock.until(journal.close())
    expect(readFiles(disk.contents)).toMatchObject({ faults: [], receipts: ids(list) })
  })

  test('leaves a last line that is cut off at most', async () => {
    const { journal, disk, clock } = await written(10)
    await clock.pass(1000)
    const [receipt, definitions] = entries(1, 10)[0] ?? []
    if (receipt !== undefined && definitions !== undefined) journal.write(receipt, definitions)
    disk.always = { code: 'ENOSPC', after: 100 }
    await clock.pass(5000)
    const { faults, receipts } = readFiles(disk.contents)
    expect(faults.map(({ kind }) => kind)).toEqual(['truncated'])
    expect(receipts).toHaveLength(10)
  })

  test('is asked less and less often, but at least twice a minute', async () => {
    const { disk, clock } = await written(1)
    disk.always = { code: 'EIO' }
    await clock.pass(60_000)
    // The file was never made, so nothing was written.
    expect(disk.contents.size).toBe(0)
    const refusedCalls = async (ms: number): Promise<number> => {
      let calls = 0
      const create = disk.create
      Object.assign(disk, {
        create: (path: string) => {
          calls += 1
          return create(path)
        },
      })
      await clock.pass(ms)
      Object.assign(disk, { create })
      return calls
    }
    expect(await refusedCalls(300_000)).toBe(10)
  })

  test('fills the queue, and what does not fit is a gap in the trace', async () => {
    const { journal, disk, clock, events } = await openTestJournal({ maxQueued: 5 })
    disk.always = { code: 'ENOSPC' }
    const list = entries(12)
    for (const [receipt, definitions] of list.slice(0, 9)) journal.write(receipt, definitions)
    await clock.pass(1000)
    expect(journal.report()).toMatchObject({ queued: 5, dropped: 4 })
    disk.always = 'fine'
    await clock.pass(1000)
    for (const [receipt, definitions] of list.slice(9)) journal.write(receipt, definitions)
    await clock.until(journal.close())
    const found = readFiles(disk.contents)
    expect(found).toMatchObject({ faults: [], missing: 4 })
    expect(found.receipts).toEqual([...ids(list).slice(0, 5), ...ids(list).slice(9)])
    const at = found.lines.findIndex((line) => line.startsWith('{"record":"gap"'))
    expect(found.lines[at - 1]).toContain('R000004')
    expect(found.lines[at + 1]).toContain('R000009')
    expect(events.map(({ kind }) => kind)).toEqual(['dropping', 'refused', 'recovered', 'kept up'])
  })

  test('a queue is full by its length in bytes too', async () => {
    const { journal } = await written(100, { maxQueuedBytes: 20 * 2048 })
    expect(journal.report()).toMatchObject({ queued: 20, dropped: 80 })
  })

  test('no longer holds up the end than it may', async () => {
    const { journal, disk, clock } = await written(10, { closeWithinMs: 3000 })
    disk.always = { code: 'ENOSPC' }
    const start = clock.now()
    const report = await clock.until(journal.close())
    expect(clock.now() - start).toBeLessThanOrEqual(3000)
    expect(report).toMatchObject({ queued: 0, written: 0, failed: 10 })
  })

  test('a write that never answers does not hold up the end', async () => {
    const { journal, disk, clock } = await written(10, { closeWithinMs: 3000 })
    disk.always = 'hangs'
    expect(await clock.until(journal.close())).toMatchObject({ written: 0, failed: 10 })
  })

  test('what was given up in the middle of a line ends the file', async () => {
    const { journal, disk, clock } = await written(10, { closeWithinMs: 3000 })
    disk.always = { code: 'ENOSPC', after: 3000 }
    disk.fates = []
    Object.assign(disk, {
      create: async (path: string) => {
        disk.contents.set(path, Buffer.alloc(0))
        return disk.reopen(path)
      },
    })
    await clock.until(journal.close())
    expect(readFiles(disk.contents).faults.map(({ kind }) => kind)).toEqual(['truncated'])
    const [content] = disk.contents.values()
    expect(content).toHaveLength(3000)
  })
})

describe('files that are taken away', () => {
  test.each(['between writes', 'while the disk refuses'] as const)('%s', async (when) => {
    const { journal, disk, clock, events } = await written(3)
    await clock.pass(1000)
    if (when === 'while the disk refuses') disk.fates = [{ code: 'EIO', after: 50 }]
    const [first] = disk.contents.keys()
    const list = entries(3, 3)
    for (const [receipt, definitions] of list) journal.write(receipt, definitions)
    if (when === 'while the disk refuses') await clock.pass(201)
    disk.contents.delete(first ?? '')
    await clock.until(journal.close())
    const found = readFiles(disk.contents)
    expect(found).toMatchObject({ faults: [], receipts: ids(list) })
    expect(found.names).not.toContain(first)
    expect(events.map(({ kind }) => kind)).toContain('file lost')
  })

  test('a file that was emptied is left, and the next one goes on from it', async () => {
    const { journal, disk, clock } = await written(3)
    await clock.pass(1000)
    for (const name of disk.contents.keys()) disk.contents.set(name, Buffer.alloc(0))
    const list = entries(3, 3)
    for (const [receipt, definitions] of list) journal.write(receipt, definitions)
    await clock.until(journal.close())
    const full = new Map([...disk.contents].filter(([, content]) => content.length > 0))
    expect(readFiles(full)).toMatchObject({ faults: [], receipts: ids(list) })
  })
})

describe('what is no fault of the disk', () => {
  test('a receipt that is no JSON is left out, and the trace says so', async () => {
    const { journal, disk, clock, events } = await openTestJournal()
    const [one, two, three] = entries(3)
    if (one === undefined || two === undefined || three === undefined) throw new Error('no entries')
    const spoilt = { ...two[0], usage: Object.assign({}, two[0].usage, { input: 1n }) }
    journal.write(...one)
    journal.write(spoilt, two[1])
    journal.write(...three)
    expect(await clock.until(journal.close())).toMatchObject({ written: 2, failed: 1 })
    const found = readFiles(disk.contents)
    expect(found).toMatchObject({ faults: [], missing: 1, receipts: ['R000000', 'R000002'] })
    expect(events).toEqual([{ kind: 'unwritable', receipt: 'R000001' }])
  })

  test('a key that does not sign costs receipts and nothing else', async () => {
    const sign = (): string => {
      throw new Error('no key')
    }
    const { journal, clock, disk } = await written(3, { sign })
    await clock.pass(1000)
    expect(journal.report()).toMatchObject({ queued: 0, failed: 3 })
    await clock.until(journal.close())
    expect(disk.contents.size).toBe(0)
  })

  test('a log that throws is no reason to fail', async () => {
    const { journal, disk, clock, events } = await written(3)
    Object.assign(events, {
      push: () => {
        throw new Error('no log')
      },
    })
    disk.fates = [{ code: 'EIO' }]
    expect(await clock.until(journal.close())).toMatchObject({ written: 3 })
  })

  test('what comes after the end is dropped', async () => {
    const { journal, clock } = await written(3)
    await clock.until(journal.close())
    for (const [receipt, definitions] of entries(2)) journal.write(receipt, definitions)
    expect(journal.report()).toMatchObject({ written: 3, dropped: 2, queued: 0 })
    expect(await clock.until(journal.close())).toMatchObject({ written: 3 })
  })

  test('a directory that cannot be used is told at the start', async () => {
    const disk = faultyFiles()
    Object.assign(disk, { openDirectory: () => Promise.reject(failure('EACCES')) })
    await expect(openTestJournal({}, disk)).rejects.toThrow(
      'cannot write traces to `/traces`: permission denied',
    )
  })
})
