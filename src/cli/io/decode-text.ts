import { err, ok, type Result } from '../../base/result.ts'
import type { Source } from '../../base/source.ts'
import { type Problem, problem } from '../problem.ts'

/** The bytes as UTF-8 text, without a byte order mark; or what they are instead. */
export function decodeText(name: string, bytes: Uint8Array): Result<Source, Problem> {
  const isUtf16 =
    (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff)
  if (isUtf16) return err(problem(`\`${name}\` is UTF-16 text`, 'save it as UTF-8'))
  if (bytes.subarray(0, SNIFFED).includes(0)) {
    return err(problem(`\`${name}\` is a binary file`, 'text in UTF-8 was expected'))
  }
  try {
    return ok({ name, text: new TextDecoder('utf-8', { fatal: true }).decode(bytes) })
  } catch {
    const line = lineOfFault(bytes)
    return err(problem(`\`${name}\` is not UTF-8 text: line ${line}`, 'save it as UTF-8'))
  }
}

/** Bytes looked at for a zero, which text does not hold. */
const SNIFFED = 8192

/** The line, from 1, of the first bytes that are no UTF-8: no character holds a line feed. */
function lineOfFault(bytes: Uint8Array): number {
  let line = 1
  let start = 0
  for (let end = bytes.indexOf(LF); end !== -1; end = bytes.indexOf(LF, start)) {
    if (!isUtf8(bytes.subarray(start, end))) return line
    line++
    start = end + 1
  }
  return line
}

function isUtf8(bytes: Uint8Array): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes)
    return true
  } catch {
    return false
  }
}

const LF = 10
