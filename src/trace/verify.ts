import type { KeyObject } from 'node:crypto'
import { hashOfLine, signatureOf } from './chain.ts'
import { openChains, type Stretch } from './chains.ts'
import { decodeRecord, type UnknownRecord } from './decode-record.ts'
import { openLibrary } from './library.ts'
import type { TraceRecord } from './record.ts'
import type { TellFault, TraceFault } from './trace-fault.ts'

/** What a file was found to be. */
export interface Verification {
  readonly lines: number
  readonly receipts: number
  readonly stretches: readonly Stretch[]
  /** Records of types that this version does not know. */
  readonly unknown: number
  /** By line. */
  readonly faults: readonly TraceFault[]
  /** How many more there are. */
  readonly more: number
}

/** Takes the lines of one file, in order. */
export interface Verifier {
  /** @param ending `none` for a last line without its line break. */
  readonly take: (bytes: Uint8Array, ending: 'break' | 'none') => void
  readonly end: () => Verification
}

export interface VerifyOptions {
  /** An Ed25519 public key: every line has to bear the signature of its owner. */
  readonly key?: KeyObject
  /** The file is still being written: that it is not closed is no fault. */
  readonly open?: 'allowed'
}

/** Faults beyond these are counted: a trace that was shuffled has as many as lines. */
const MOST_FAULTS = 100

/**
 * Checks that a file of a trace is what its writers wrote: every line, in its order, nothing
 * taken out, put in or cut off, and every policy and catalog what its name says. It keeps a few
 * values for each writer, and the definitions, but not the receipts.
 */
export function openVerifier({ key, open }: VerifyOptions = {}): Verifier {
  const faults: TraceFault[] = []
  let [lines, receipts, unknown, more] = [0, 0, 0, 0]
  let isCut = false
  const tell: TellFault = (kind, line, message) => {
    if (faults.length < MOST_FAULTS) faults.push({ kind, line, message })
    else more += 1
  }
  const chains = openChains(tell, () => open === 'allowed' || isCut)
  const checkNames = nameChecker(tell)
  return {
    take: (bytes, ending) => {
      lines += 1
      if (ending === 'none') {
        isCut = true
        tell('truncated', lines, 'the file ends in the middle of this line')
        return
      }
      const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString()
      const decoded = decodeRecord(text)
      if (!decoded.ok) {
        const { kind, message } = decoded.error
        tell(kind === 'newer format' ? kind : 'unreadable', lines, message)
        chains.lost(lines)
        return
      }
      const { value: record } = decoded
      if (record.record === 'unknown') unknown += 1
      if (record.record === 'receipt') receipts += 1
      chains.take({ record, number: lines, hash: hashOfLine(bytes), text })
      checkNames(record, lines)
      if (key !== undefined) checkSignature(signatureOf(text, key), lines, tell)
    },
    end: () => {
      if (lines === 0) tell('no trace', 1, 'the file is empty')
      chains.end()
      faults.sort((a, b) => a.line - b.line)
      return { lines, receipts, stretches: chains.stretches(), unknown, faults, more }
    },
  }
}

/** Verifies lines at hand. */
export function verify(lines: Iterable<string>, options: VerifyOptions = {}): Verification {
  const verifier = openVerifier(options)
  for (const line of lines) verifier.take(Buffer.from(line), 'break')
  return verifier.end()
}

/** Tells, once for each pair, of receipts that name a policy or a catalog that cannot be used. */
function nameChecker(tell: TellFault): (record: TraceRecord | UnknownRecord, line: number) => void {
  const library = openLibrary()
  const seen = new Set<string>()
  return (record, line) => {
    if (record.record === 'policy') library.addPolicy(record)
    if (record.record === 'catalog') library.addCatalog(record)
    if (record.record !== 'receipt') return
    const { fingerprint, effective = fingerprint } = record.policy
    const pair = `${effective} ${record.catalog}`
    if (seen.has(pair)) return
    seen.add(pair)
    const shelf = library.shelf(record.catalog, [])
    const found = 'cause' in shelf ? shelf : library.policy(effective, shelf)
    if ('cause' in found) tell('wrong name', line, found.message)
  }
}

function checkSignature(
  signature: ReturnType<typeof signatureOf>,
  line: number,
  tell: TellFault,
): void {
  if (signature === 'absent') tell('unsigned', line, 'the line bears no signature')
  if (signature === 'invalid') tell('unsigned', line, 'the signature is not of this key')
}
