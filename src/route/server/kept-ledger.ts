import { readFile, rename, writeFile } from 'node:fs/promises'
import { err, ok, type Result } from '../../base/result.ts'
import { type Ledger, openLedger } from '../callers/ledger.ts'
import { decodeLedger, encodeLedger, type LedgerSnapshot } from '../callers/ledger-snapshot.ts'
import { parsedJson } from '../classify/parsed-json.ts'

/** A ledger that goes on where the one before it ended. */
export interface KeptLedger {
  readonly ledger: Ledger
  /** Answers once everything that was spent is in the file. */
  readonly close: () => Promise<void>
}

/**
 * Opens a ledger over a file, which is made where there is none. It is written anew with every
 * change, as soon as the writing before is done, and takes the place of the old one when it is
 * whole; what is held for calls that run stands in it as spent. So a process that is killed leaves
 * out what was reserved in the last moments at most, and never half a file.
 *
 * @param path whoever names it sees to it that no other process writes it.
 * @param onTrouble told when the file cannot be written, once until it can be again.
 * @returns why there is none, as a sentence.
 */
export async function openKeptLedger(
  path: string,
  onTrouble: (error: unknown) => void,
): Promise<Result<KeptLedger, string>> {
  const before = await snapshotIn(path)
  if (!before.ok) return before
  const ledger = openLedger(before.value)
  try {
    await write(path, ledger.snapshot())
  } catch (error) {
    return err(`budgets cannot be written to \`${path}\`: ${codeOf(error)}`)
  }
  let isChanged = false
  let isTroubled = false
  let writing: Promise<void> | undefined
  const keep = async (): Promise<void> => {
    while (isChanged) {
      isChanged = false
      try {
        await write(path, ledger.snapshot())
        isTroubled = false
      } catch (error) {
        if (!isTroubled) onTrouble(error)
        isTroubled = true
      }
    }
    writing = undefined
  }
  const changed = (): void => {
    isChanged = true
    writing ??= keep()
  }
  return ok({
    ledger: {
      ...ledger,
      reserve: (caller, nowMs, worstCaseUsd) => {
        const reserved = ledger.reserve(caller, nowMs, worstCaseUsd)
        if (reserved.ok) changed()
        return reserved
      },
      settle: (reservation, end) => {
        ledger.settle(reservation, end)
        changed()
      },
    },
    close: async () => {
      changed()
      await writing
    },
  })
}

async function snapshotIn(path: string): Promise<Result<LedgerSnapshot | undefined, string>> {
  let text: string
  try {
    text = await readFile(path, 'utf8')
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return ok(undefined)
    return err(`the budgets in \`${path}\` cannot be read: ${codeOf(error)}`)
  }
  const decoded = decodeLedger(parsedJson(text))
  if (decoded.ok) return decoded
  return err(
    `the budgets in \`${path}\` cannot be read: ${decoded.error}; put the file right, or remove it to begin anew`,
  )
}

async function write(path: string, snapshot: LedgerSnapshot): Promise<void> {
  const beside = `${path}.new`
  await writeFile(beside, `${JSON.stringify(encodeLedger(snapshot))}\n`, { mode: 0o600 })
  await rename(beside, path)
}

/** Such as `EACCES`. */
function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : 'no reason given'
}
