import {
  decodeRecord,
  type JointFault,
  openVerifier,
  type Receipt,
  type TraceFault,
  verifyJoints,
} from '../../../src/trace/index.ts'

/** What the files of a directory are found to hold, all together. */
export interface Found {
  readonly names: readonly string[]
  readonly lines: readonly string[]
  readonly receipts: readonly string[]
  /** Receipts that are said to be missing. */
  readonly missing: number
  readonly faults: readonly TraceFault[]
  readonly joints: readonly JointFault[]
}

/** Reads files in the order of their names. */
export function readFiles(contents: ReadonlyMap<string, Buffer>): Found {
  const names = [...contents.keys()].sort()
  const files = names.map((name) => {
    const verifier = openVerifier()
    const text = contents.get(name)?.toString() ?? ''
    const lines = text.split('\n')
    const rest = lines.pop() ?? ''
    for (const line of lines) verifier.take(Buffer.from(line), 'break')
    if (rest !== '') verifier.take(Buffer.from(rest), 'none')
    return { name, lines, found: verifier.end() }
  })
  const lines = files.flatMap((file) => file.lines)
  return {
    names,
    lines,
    receipts: lines.flatMap(receiptIn),
    missing: files.reduce((sum, { found }) => sum + found.missing, 0),
    faults: files.flatMap(({ found }) => found.faults),
    joints: verifyJoints(files.map(({ name, found }) => ({ name, stretches: found.stretches }))),
  }
}

function receiptIn(line: string): readonly Receipt['id'][] {
  const decoded = decodeRecord(line)
  return decoded.ok && decoded.value.record === 'receipt' ? [decoded.value.id] : []
}
