import { hashOfLine, isSigned, type Signature } from './chain.ts'
import { openChains, type Stretch } from './chains.ts'
import { decodeRecord, type UnknownRecord } from './decode-record.ts'
import { define, openLibrary, type Shelf } from './library.ts'
import { isRequest, receiptsIn } from './node-receipts.ts'
import type { ReceiptRecord, TraceRecord } from './record.ts'
import { unrecordedPolicy } from './replay-imported.ts'
import type { TellFault, TraceFault } from './trace-fault.ts'

/** What a file was found to be. */
export interface Verification {
  readonly lines: number
  /** Those of flows among them, one each. */
  readonly receipts: number
  /** Receipts that their writers say they could not write. */
  readonly missing: number
  readonly stretches: readonly Stretch[]
  /** Records of types that this version does not know. */
  readonly unknown: number
  /** Whether lines are signed, and whether that was looked at. */
  readonly signatures: 'none' | 'checked' | 'not checked'
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
  /** Every line has to bear a valid signature: see {@link signatureReader}. */
  readonly signature?: (line: string) => Signature
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
export function openVerifier({ signature, open }: VerifyOptions = {}): Verifier {
  const faults: TraceFault[] = []
  let [lines, records, receipts, missing, unknown, more] = [0, 0, 0, 0, 0, 0]
  let [isCut, hasSignatures] = [false, false]
  const told = new Set<string>()
  const tell: TellFault = (kind, line, message) => {
    // One line may be wrong in one way to two of those who look at it.
    if (told.has(`${kind} ${line}`)) return
    if (told.size < MOST_FAULTS) told.add(`${kind} ${line}`)
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
      const text = textOf(bytes)
      if (text === undefined) {
        tell('unreadable', lines, 'the line is not UTF-8')
        chains.lost()
        return
      }
      const decoded = decodeRecord(text)
      if (!decoded.ok) {
        const { kind, message } = decoded.error
        tell(kind === 'newer format' ? kind : 'unreadable', lines, message)
        chains.lost()
        return
      }
      const { value: record } = decoded
      records += 1
      if (record.record === 'unknown') unknown += 1
      if (isRequest(record)) receipts += 1
      if (record.record === 'gap') missing += record.receipts
      chains.take({ record, number: lines, hash: hashOfLine(bytes), text })
      checkNames(record, lines)
      hasSignatures ||= isSigned(text)
      if (signature !== undefined) checkSignature(signature(text), lines, tell)
    },
    end: () => {
      if (records === 0 && !isNewer(faults)) {
        faults.length = 0
        more = 0
        const what = lines === 0 ? 'the file is empty' : 'no line of it is a record of a trace'
        tell('no trace', 1, what)
      }
      chains.end()
      faults.sort((a, b) => a.line - b.line)
      const looked = signature === undefined ? 'not checked' : 'checked'
      const signatures = hasSignatures ? looked : 'none'
      const stretches = chains.stretches()
      return { lines, receipts, missing, stretches, unknown, signatures, faults, more }
    },
  }
}

function isNewer(faults: readonly TraceFault[]): boolean {
  return faults.some(({ kind }) => kind === 'newer format')
}

/** Verifies lines at hand. */
export function verify(lines: Iterable<string>, options: VerifyOptions = {}): Verification {
  const verifier = openVerifier(options)
  for (const line of lines) verifier.take(Buffer.from(line), 'break')
  return verifier.end()
}

/** The text, or undefined where the bytes are none: two of them must not read alike. */
function textOf(bytes: Uint8Array): string | undefined {
  try {
    return STRICT_UTF8.decode(bytes)
  } catch {
    return undefined
  }
}

/** A byte order mark stays what it is: it is not part of what was written. */
const STRICT_UTF8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

/** Tells of definitions that are not what they are called, and of names without a definition. */
function nameChecker(tell: TellFault): (record: TraceRecord | UnknownRecord, line: number) => void {
  const library = openLibrary()
  const seen = new Set<string>()
  let latest: Shelf | undefined
  const checkPolicy = (name: string, shelf: Shelf, line: number): void => {
    const found = library.policy(name, shelf)
    if ('cause' in found) tell('wrong name', line, found.message)
  }
  const checkReceipt = (receipt: ReceiptRecord, line: number): void => {
    if (library.decisionOf(receipt) === undefined) {
      tell('wrong name', line, `no record before it holds the decision ${receipt.decision}`)
    }
    const { fingerprint, effective = fingerprint } = receipt.policy
    // Where a log does not hold the policy, its name stands for nothing that could be wrong.
    const unrecorded = unrecordedPolicy(receipt) === undefined ? undefined : effective
    const policies = [...new Set([fingerprint, effective])].filter((name) => name !== unrecorded)
    const names = `${policies.join(' ')} ${receipt.catalog}`
    if (seen.has(names)) return
    seen.add(names)
    const shelf = library.shelf(receipt.catalog, [])
    if ('cause' in shelf) tell('wrong name', line, shelf.message)
    else for (const name of policies) checkPolicy(name, shelf, line)
  }
  return (record, line) => {
    define(record, library)
    for (const receipt of receiptsIn(record)) checkReceipt(receipt, line)
    if (record.record === 'policy' && latest) checkPolicy(record.fingerprint, latest, line)
    if (record.record !== 'catalog') return
    const shelf = library.shelf(record.digest, [])
    if ('cause' in shelf) tell('wrong name', line, shelf.message)
    else latest = shelf
  }
}

function checkSignature(signature: Signature, line: number, tell: TellFault): void {
  if (signature === 'absent') tell('unsigned', line, 'the line bears no signature')
  if (signature === 'invalid') tell('unsigned', line, 'the signature is not of this key')
}
