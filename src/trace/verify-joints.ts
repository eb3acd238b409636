import { counted } from '../base/counted.ts'
import type { Stretch } from './chains.ts'

/** What a file has of its writers. */
export interface JoinedFile {
  readonly name: string
  readonly stretches: readonly Stretch[]
}

/** A place where a writer's file does not go on from the one before. */
export interface JointFault {
  readonly writer: string
  /** The file that goes on. */
  readonly file: string
  /** One sentence, lower case, no period. */
  readonly message: string
}

/**
 * Checks that the files of a rotated trace go on from each other: for every writer, in the order
 * of its numbers. A first file that goes on from one that is not given is no fault.
 */
export function verifyJoints(files: readonly JoinedFile[]): readonly JointFault[] {
  const byWriter = new Map<string, { readonly file: string; readonly stretch: Stretch }[]>()
  for (const { name, stretches } of files) {
    for (const stretch of stretches) {
      const known = byWriter.get(stretch.writer) ?? []
      known.push({ file: name, stretch })
      byWriter.set(stretch.writer, known)
    }
  }
  const faults: JointFault[] = []
  for (const [writer, parts] of byWriter) {
    parts.sort((a, b) => a.stretch.first.seq - b.stretch.first.seq)
    for (const [index, { file, stretch }] of parts.entries()) {
      const before = parts[index - 1]
      const message = before && faultBetween(before.stretch, stretch, before.file)
      if (message !== undefined) faults.push({ writer, file, message })
    }
  }
  return faults
}

function faultBetween(before: Stretch, after: Stretch, file: string): string | undefined {
  const expected = before.last.seq + 1
  if (after.first.seq > expected) {
    const missing = counted(after.first.seq - expected, 'record')
    return `${missing} are missing between the end of \`${file}\` and this file`
  }
  if (after.first.seq < expected) return `it begins before \`${file}\` ends`
  return after.first.prev === before.last.hash
    ? undefined
    : `its header does not go on from the last line of \`${file}\``
}
