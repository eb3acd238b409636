import { generateKeyPairSync } from 'node:crypto'
import { readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { type JournalSettings, openJournal, realWorld } from '../../../src/route/journal/index.ts'
import { signerOf } from '../../../src/trace/index.ts'
import { cli, withFiles } from '../../cli/cli.ts'
import { sampleEntries } from '../../trace/sample-trace.ts'

const ENTRIES = sampleEntries()

async function journalIn(directory: string, settings: Partial<JournalSettings> = {}) {
  const opened = await openJournal(
    { directory, ...settings },
    realWorld(() => undefined),
  )
  if (!opened.ok) throw new Error(opened.error.message)
  return opened.value
}

test('what two processes leave in a directory verifies and replays', async () => {
  await withFiles({}, async (cwd) => {
    const directory = join(cwd, 'traces', 'today')
    const { privateKey, publicKey } = generateKeyPairSync('ed25519')
    const sign = signerOf(privateKey.export({ type: 'pkcs8', format: 'pem' }).toString())
    await writeFile(join(cwd, 'key.pem'), publicKey.export({ type: 'spki', format: 'pem' }))
    for (const maxFileBytes of [20_000, 64 * 1024 * 1024]) {
      const journal = await journalIn(directory, { maxFileBytes, sign })
      for (const { receipt, definitions } of ENTRIES) journal.write(receipt, definitions)
      await journal.flush()
      expect(journal.report()).toMatchObject({ queued: 0, written: ENTRIES.length })
      await journal.close()
    }
    const verified = await cli(['trace', 'verify', 'traces/today', '--key', 'key.pem'], { cwd })
    expect(verified).toMatchObject({ code: 0, stderr: '' })
    const replayed = await cli(['replay', 'traces/today'], { cwd })
    expect(replayed.stdout + replayed.stderr).toContain(`${2 * ENTRIES.length} reproduced`)
    expect((await readdir(directory)).length).toBeGreaterThan(3)
  })
})

test('nobody else can read the files', async () => {
  await withFiles({}, async (cwd) => {
    const directory = join(cwd, 'traces')
    const journal = await journalIn(directory)
    for (const { receipt, definitions } of ENTRIES) journal.write(receipt, definitions)
    await journal.close()
    expect((await stat(directory)).mode & 0o777).toBe(0o700)
    for (const name of await readdir(directory)) {
      expect((await stat(join(directory, name))).mode & 0o777).toBe(0o600)
    }
  })
})

test('what a process left that crashed is not touched', async () => {
  const left = '{"record":"header","writer":"w","se'
  await withFiles({ 'trace-2026-11-15-X.jsonl': left }, async (cwd) => {
    const journal = await journalIn(cwd)
    for (const { receipt, definitions } of ENTRIES) journal.write(receipt, definitions)
    await journal.close()
    expect(await readFile(join(cwd, 'trace-2026-11-15-X.jsonl'), 'utf8')).toBe(left)
    expect(await readdir(cwd)).toHaveLength(2)
  })
})

test('a directory that was taken away is made again', async () => {
  await withFiles({}, async (cwd) => {
    const directory = join(cwd, 'traces')
    const journal = await journalIn(directory)
    const [first, ...rest] = ENTRIES
    if (first !== undefined) journal.write(first.receipt, first.definitions)
    await journal.flush()
    await rm(directory, { recursive: true })
    for (const { receipt, definitions } of rest) journal.write(receipt, definitions)
    expect(await journal.close()).toMatchObject({ written: ENTRIES.length, failed: 0 })
    const verified = await cli(['trace', 'verify', 'traces'], { cwd })
    expect(verified).toMatchObject({ code: 0, stderr: '' })
  })
})

test('a directory that is none is told at the start', async () => {
  await withFiles({ traces: 'a file' }, async (cwd) => {
    const opened = await openJournal(
      { directory: join(cwd, 'traces') },
      realWorld(() => undefined),
    )
    const message = expect.stringMatching(
      /^cannot write traces to `.*traces`: file already exists$/,
    )
    expect(opened).toMatchObject({ ok: false, error: { message } })
  })
})
